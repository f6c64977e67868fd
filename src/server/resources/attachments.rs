//! Files on content in both REST APIs (feature `attachments`): forms on one side, the rules of
//! files on the other.

use http::HeaderValue;
use http::header::{CONTENT_DISPOSITION, CONTENT_TYPE, LOCATION};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

use super::content::{answer, author, list_target, target};
use crate::server::call::Call;
use crate::server::multipart::{self, Part};
use crate::server::reply::HostReply;
use crate::site::{AttachedFile, Cause, Download, ErrorBody, ListedKind, Rejection, Site};

/// The header that keeps a form from being sent by a page of somebody else's.
const XSRF: &str = "x-atlassian-token";

pub(in crate::server) fn list(call: &Call, site: &mut Site) -> Result<HostReply, Rejection> {
    let decided = site.list_files(&list_target(call, site));
    answer(call, site, decided)
}

pub(in crate::server) fn create(call: &Call, site: &mut Site) -> Result<HostReply, Rejection> {
    upload(call, site, false)
}

pub(in crate::server) fn replace(call: &Call, site: &mut Site) -> Result<HostReply, Rejection> {
    upload(call, site, true)
}

fn upload(call: &Call, site: &mut Site, or_replace: bool) -> Result<HostReply, Rejection> {
    let files = files(call)?;
    let author = author(call, site);
    let decided = site.upload(&list_target(call, site), files, or_replace, &author);
    answer(call, site, decided)
}

pub(in crate::server) fn new_version(call: &Call, site: &mut Site) -> Result<HostReply, Rejection> {
    let mut files = files(call)?;
    if files.len() > 1 {
        let got = format!("{} files", files.len());
        let cause = Cause::new("one file is the new version", "one part `file`", got);
        return Err(bad(
            "Only one file can be the new version of an attachment",
            cause,
        ));
    }
    let (author, attachment) = (author(call, site), call.place("attachment"));
    let target = list_target(call, site);
    let decided = site.upload_version(&target, attachment, files.remove(0), &author);
    answer(call, site, decided)
}

pub(in crate::server) fn update(call: &Call, site: &mut Site) -> Result<HostReply, Rejection> {
    let (author, attachment) = (author(call, site), call.place("attachment"));
    let target = list_target(call, site);
    let decided = site.update_file(&target, attachment, &call.body, &author);
    answer(call, site, decided)
}

pub(in crate::server) fn download(call: &Call, site: &mut Site) -> Result<HostReply, Rejection> {
    let found = site.download(&list_target(call, site), call.place("attachment"))?;
    Ok(redirect(call, &found))
}

/// The link that v2 gives leads to the same place.
pub(in crate::server) fn by_name(call: &Call, site: &mut Site) -> Result<HostReply, Rejection> {
    let found = site.download_named(&list_target(call, site), call.place("name"))?;
    Ok(redirect(call, &found))
}

/// To the media service, which is another host and asks for nothing but the link.
fn redirect(call: &Call, found: &Download) -> HostReply {
    call.context
        .log
        .secrets(|known| known.add_media_token(&found.token));
    let query = form_urlencoded::Serializer::new(String::new())
        .append_pair("token", &found.token)
        .append_pair("collection", &found.collection)
        .append_pair("dl", "true")
        .append_pair("name", &found.name)
        .finish();
    let root = &call.context.root;
    let location = format!("{root}/file/{}/binary?{query}", found.file_id);
    let location = HeaderValue::from_str(&location).expect("what is percent-encoded is ASCII");
    HostReply::empty(302).with_header(LOCATION, location)
}

pub(in crate::server) fn media(call: &Call, site: &mut Site) -> Result<HostReply, Rejection> {
    let token = call.parameter("token");
    let (media_type, data) = site.media(call.place("file"), token.as_deref())?;
    let mut reply = HostReply::empty(200);
    reply.body = data;
    let unknown = HeaderValue::from_static("application/octet-stream");
    let kind = HeaderValue::from_str(&media_type).unwrap_or(unknown);
    let name = call.parameter("name").unwrap_or_default();
    let name = utf8_percent_encode(&name, NON_ALPHANUMERIC);
    let disposition = format!("attachment; filename*=UTF-8''{name}");
    let disposition = HeaderValue::from_str(&disposition).expect("percent-encoded");
    Ok(reply
        .with_header(CONTENT_TYPE, kind)
        .with_header(CONTENT_DISPOSITION, disposition))
}

pub(in crate::server) fn list_v2(call: &Call, site: &mut Site) -> Result<HostReply, Rejection> {
    let path = call.path();
    let on = match () {
        () if path.starts_with("/wiki/api/v2/pages/") => Some(ListedKind::PAGES),
        () if path.starts_with("/wiki/api/v2/blogposts/") => Some(ListedKind::BLOG_POSTS),
        () => None,
    };
    let decided = site.list_files_v2(&list_target(call, site), on);
    answer(call, site, decided)
}

pub(in crate::server) fn read_v2(call: &Call, site: &mut Site) -> Result<HostReply, Rejection> {
    let decided = site.read_file_v2(&list_target(call, site));
    answer(call, site, decided)
}

pub(in crate::server) fn delete_v2(call: &Call, site: &mut Site) -> Result<HostReply, Rejection> {
    let author = author(call, site);
    let decided = site.delete_file(&target(call, site), &author);
    answer(call, site, decided)
}

pub(in crate::server) fn operations(call: &Call, site: &mut Site) -> Result<HostReply, Rejection> {
    let decided = site.file_operations(&list_target(call, site));
    answer(call, site, decided)
}

/// The files of the form, at least one, each with its comment if there are any.
fn files(call: &Call) -> Result<Vec<AttachedFile>, Rejection> {
    check_xsrf(call)?;
    let parts = multipart::parts(&call.headers, &call.body).map_err(|refused| {
        let cause = Cause::new(
            "the body is a form with files",
            refused.expected,
            refused.got,
        );
        bad("The request body is not valid multipart/form-data", cause)
    })?;
    let files = named(&parts, "file").filter(|part| part.file_name.is_some());
    let files: Vec<&Part> = files.collect();
    if files.is_empty() {
        let names: Vec<&str> = parts.iter().map(|part| part.name.as_str()).collect();
        let expected = "a part `file` with a file name";
        let cause = Cause::new("the form has a file", expected, names.join(", "));
        return Err(bad("At least one file is required", cause));
    }
    let comments: Vec<String> = named(&parts, "comment").map(Part::text).collect();
    if !comments.is_empty() && comments.len() != files.len() {
        let expected = format!(
            "{} comments, in the order of the files, or none",
            files.len()
        );
        let got = format!("{} comments", comments.len());
        let cause = Cause::new("every file has a comment, or none has", expected, got);
        return Err(bad(
            "The number of comments is not the number of files",
            cause,
        ));
    }
    let minor = named(&parts, "minorEdit")
        .next()
        .is_some_and(|part| part.text().trim() == "true");
    let file = |(at, part): (usize, &&Part)| {
        let name = part.file_name.clone().unwrap_or_default();
        let mut file = AttachedFile::new(name, part.data.clone());
        file.media_type.clone_from(&part.media_type);
        file.comment = comments.get(at).cloned().unwrap_or_default();
        file.minor = minor;
        file
    };
    Ok(files.iter().enumerate().map(file).collect())
}

fn named<'a>(parts: &'a [Part], name: &'static str) -> impl Iterator<Item = &'a Part> {
    parts.iter().filter(move |part| part.name == name)
}

/// The status and the two words are known from clients; that they are all of the body is assumed.
fn check_xsrf(call: &Call) -> Result<(), Rejection> {
    let sent = call.headers.get(XSRF).and_then(|sent| sent.to_str().ok());
    let exempt = |sent: &str| {
        ["no-check", "nocheck"]
            .iter()
            .any(|one| sent.eq_ignore_ascii_case(one))
    };
    if sent.is_some_and(exempt) {
        return Ok(());
    }
    let expected = "`X-Atlassian-Token: no-check`";
    let cause = Cause::new(
        "a form is exempt from the XSRF check",
        expected,
        sent.unwrap_or("none"),
    );
    Err(Rejection {
        status: 403,
        body: ErrorBody::Html("XSRF check failed".into()),
        cause: Box::new(cause),
    })
}

/// Texts are assumed.
fn bad(why: &str, cause: Cause) -> Rejection {
    Rejection::service(400, "BadRequestException", why, cause)
}
