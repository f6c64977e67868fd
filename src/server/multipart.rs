//! The parts of a `multipart/form-data` body: files byte for byte, and texts in the charset that
//! they come in (feature `attachments`).

use bytes::Bytes;
use futures_util::{FutureExt, stream};
use http::HeaderMap;
use http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use multer::{Error, Field, Multipart, parse_boundary};
use percent_encoding::percent_decode_str;

/// How many parts a body may have.
const MOST: usize = 1000;

/// One part of a form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Part {
    pub(super) name: String,
    /// Of a file alone.
    pub(super) file_name: Option<String>,
    /// As the part says it.
    pub(super) media_type: Option<String>,
    utf8: bool,
    pub(super) data: Bytes,
}

impl Part {
    /// The part as text. One that does not say that it is UTF-8 is read as ISO-8859-1, which is
    /// what garbles the comments of clients that do not say so.
    pub(super) fn text(&self) -> String {
        match self.utf8 {
            true => String::from_utf8_lossy(&self.data).into_owned(),
            false => self.data.iter().copied().map(char::from).collect(),
        }
    }
}

/// Why a body has no parts that can be read, for the log.
#[derive(Debug)]
pub(super) struct NoForm {
    pub(super) expected: &'static str,
    pub(super) got: String,
}

/// All parts in their order.
pub(super) fn parts(headers: &HeaderMap, body: &Bytes) -> Result<Vec<Part>, NoForm> {
    let sent = headers.get(CONTENT_TYPE);
    let sent = sent.map_or("", |sent| sent.to_str().unwrap_or_default());
    let boundary = parse_boundary(sent).map_err(|_| NoForm {
        expected: "`Content-Type: multipart/form-data; boundary=…`",
        got: match sent {
            "" => "no content type".to_owned(),
            sent => sent.to_owned(),
        },
    })?;
    let whole = stream::once(std::future::ready(Ok::<_, std::io::Error>(body.clone())));
    // The body is here, whole: nothing is waited for.
    let read = read(Multipart::new(whole, boundary)).now_or_never();
    let read = read.unwrap_or(Err(Error::IncompleteStream));
    read.map_err(|error| NoForm {
        expected: "parts between boundaries, each with its Content-Disposition, up to a final boundary",
        got: error.to_string(),
    })
}

async fn read(mut form: Multipart<'_>) -> Result<Vec<Part>, Error> {
    let mut parts = Vec::new();
    while let Some(field) = form.next_field().await? {
        if parts.len() >= MOST {
            return Err(Error::StreamSizeExceeded { limit: MOST as u64 });
        }
        parts.push(part(field).await?);
    }
    Ok(parts)
}

async fn part(field: Field<'_>) -> Result<Part, Error> {
    let kind = field.content_type();
    let charset = kind.and_then(|kind| kind.get_param("charset"));
    let file_name = field.file_name().map(str::to_owned);
    Ok(Part {
        name: field.name().unwrap_or_default().to_owned(),
        file_name: file_name.or_else(|| extended_file_name(field.headers())),
        media_type: kind.map(|kind| kind.essence_str().to_owned()),
        utf8: charset.is_some_and(|charset| charset == "utf-8"),
        data: field.bytes().await?,
    })
}

/// `filename*=utf-8''caf%C3%A9`, as some clients write what is not ASCII.
fn extended_file_name(headers: &HeaderMap) -> Option<String> {
    let disposition = headers.get(CONTENT_DISPOSITION)?.to_str().ok()?;
    let mut pairs = disposition
        .split(';')
        .filter_map(|pair| pair.trim().split_once('='));
    let (_, value) = pairs.find(|(name, _)| name.eq_ignore_ascii_case("filename*"))?;
    let (charset, rest) = value.split_once('\'')?;
    let (_, encoded) = rest.split_once('\'')?;
    let name = percent_decode_str(encoded).decode_utf8().ok()?;
    charset
        .eq_ignore_ascii_case("utf-8")
        .then(|| name.into_owned())
}

#[cfg(test)]
mod tests {
    use http::HeaderValue;
    use proptest::prelude::*;
    use rstest::rstest;

    use super::*;

    fn typed(content_type: &str) -> HeaderMap {
        let value = HeaderValue::from_str(content_type).unwrap();
        HeaderMap::from_iter([(CONTENT_TYPE, value)])
    }

    fn read(body: &[u8]) -> Result<Vec<Part>, NoForm> {
        let headers = typed("multipart/form-data; boundary=b-1");
        parts(&headers, &Bytes::copy_from_slice(body))
    }

    fn form(parts: &[(&str, &[u8])]) -> Vec<u8> {
        let mut body = Vec::new();
        for (head, data) in parts {
            body.extend_from_slice(format!("--b-1\r\n{head}\r\n\r\n").as_bytes());
            body.extend_from_slice(data);
            body.extend_from_slice(b"\r\n");
        }
        body.extend_from_slice(b"--b-1--\r\n");
        body
    }

    #[test]
    fn a_text_is_utf8_where_it_says_so_and_latin_1_elsewhere() {
        let cafe = "café".as_bytes();
        let comment = "Content-Disposition: form-data; name=\"comment\"";
        let labelled = format!("{comment}\r\nContent-Type: text/plain; charset=UTF-8");
        let read = read(&form(&[(comment, cafe), (&labelled, cafe)])).unwrap();
        let texts: Vec<String> = read.iter().map(Part::text).collect();
        assert_eq!(texts, ["cafÃ©", "café"]);
        assert_eq!(
            (read[0].name.as_str(), &read[0].file_name),
            ("comment", &None)
        );
    }

    #[rstest]
    #[case::plain("filename=\"a b.txt\"", Some("a b.txt"))]
    #[case::utf8("filename=\"café.txt\"", Some("café.txt"))]
    #[case::escaped("filename=\"a\\\"b.txt\"", Some("a\"b.txt"))]
    #[case::extended("filename*=utf-8''caf%C3%A9.txt", Some("café.txt"))]
    #[case::bare("filename=a.txt", Some("a.txt"))]
    #[case::none("x=y", None)]
    fn the_name_of_a_file(#[case] written: &str, #[case] name: Option<&str>) {
        let head = format!(
            "Content-Disposition: form-data; name=\"file\"; {written}\r\nContent-Type: text/x-y; a=b"
        );
        let part = read(&form(&[(&head, b"1")])).unwrap().remove(0);
        assert_eq!(part.file_name.as_deref(), name);
        assert_eq!(part.media_type.as_deref(), Some("text/x-y"));
    }

    #[rstest]
    #[case::nothing("", "no content type")]
    #[case::json("application/json", "application/json")]
    #[case::no_boundary("multipart/form-data", "multipart/form-data")]
    #[case::mixed("multipart/mixed; boundary=b-1", "multipart/mixed; boundary=b-1")]
    fn another_content_type_is_no_form(#[case] content_type: &str, #[case] got: &str) {
        let refused = parts(&typed(content_type), &Bytes::new()).unwrap_err();
        assert_eq!(refused.got, got);
    }

    #[rstest]
    #[case::empty(b"")]
    #[case::no_end(b"--b-1\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nx")]
    #[case::another_boundary(b"--b-2\r\n\r\nx\r\n--b-2--\r\n")]
    #[case::head_without_end(b"--b-1\r\nContent-Disposition: form-data")]
    fn a_body_without_its_end_is_refused(#[case] body: &[u8]) {
        assert!(!read(body).unwrap_err().got.is_empty());
    }

    #[test]
    fn the_number_of_parts_has_a_bound() {
        let one: (&str, &[u8]) = ("Content-Disposition: form-data; name=\"a\"", b"");
        assert_eq!(read(&form(&vec![one; MOST])).unwrap().len(), MOST);
        assert!(read(&form(&vec![one; MOST + 1])).is_err());
    }

    proptest! {
        #[test]
        fn what_was_put_into_a_form_comes_out_of_it(
            files in prop::collection::vec(prop::collection::vec(any::<u8>(), 0..300), 0..5),
        ) {
            let heads: Vec<String> = (0..files.len())
                .map(|at| format!("Content-Disposition: form-data; name=\"file\"; filename=\"{at}\""))
                .collect();
            // A boundary is chosen so that no file has it.
            let files: Vec<&[u8]> = files.iter().map(Vec::as_slice).collect();
            prop_assume!(files.iter().all(|file| !file.windows(5).any(|some| some == b"--b-1")));
            let pairs: Vec<(&str, &[u8])> =
                heads.iter().map(String::as_str).zip(files.iter().copied()).collect();
            let read = read(&form(&pairs)).unwrap();
            let data: Vec<&[u8]> = read.iter().map(|part| part.data.as_ref()).collect();
            prop_assert_eq!(data, files);
        }

        #[test]
        fn no_bytes_make_it_panic(body in prop::collection::vec(any::<u8>(), 0..400)) {
            drop(read(&body));
            let mut framed = b"--b-1\r\n".to_vec();
            framed.extend(body);
            drop(read(&framed));
        }
    }
}
