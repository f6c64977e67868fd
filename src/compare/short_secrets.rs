//! Secrets too short to be known by a part: found where one stands whole, as it is or encoded.

use base64::Engine;
use base64::alphabet;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};

/// From how many characters on a secret is told from other texts by standing as a word; a shorter one is
/// found where it is a whole value.
const WORD: usize = 4;

const LENIENT: GeneralPurposeConfig = GeneralPurposeConfig::new()
    .with_decode_allow_trailing_bits(true)
    .with_decode_padding_mode(DecodePaddingMode::Indifferent);
const ENGINES: [GeneralPurpose; 2] = [
    GeneralPurpose::new(&alphabet::STANDARD, LENIENT),
    GeneralPurpose::new(&alphabet::URL_SAFE, LENIENT),
];

/// Whether one of these stands in a text, or in what is decoded of a word of it.
pub(super) fn is_in(text: &str, secrets: &[String]) -> bool {
    let stands = |text: &str| secrets.iter().any(|secret| stands_whole(text, secret));
    let is_code = |c: char| c.is_ascii_alphanumeric() || "+/_-".contains(c);
    let long = text.split(|c| !is_code(c));
    let short = text.split(|c: char| !c.is_ascii_alphanumeric());
    stands(text)
        || long
            .chain(short)
            .flat_map(decoded)
            .any(|text| stands(&text))
}

fn stands_whole(text: &str, secret: &str) -> bool {
    let ends = |c: char| match secret.len() {
        ..WORD => "\"'=&:".contains(c),
        _ => !c.is_alphanumeric(),
    };
    text.match_indices(secret).any(|(at, _)| {
        let before = text.get(..at).and_then(|text| text.chars().next_back());
        let behind = text.get(at.saturating_add(secret.len())..);
        let behind = behind.and_then(|text| text.chars().next());
        before.is_none_or(ends) && behind.is_none_or(ends)
    })
}

/// What a word may be in hexadecimal or base64.
fn decoded(word: &str) -> Vec<String> {
    let mut all: Vec<Vec<u8>> = Vec::new();
    let pairs = word.as_bytes().chunks(2).map(|pair| {
        let pair = str::from_utf8(pair).ok().filter(|pair| pair.len() == 2)?;
        u8::from_str_radix(pair, 16).ok()
    });
    all.extend(pairs.collect::<Option<Vec<u8>>>());
    all.extend(ENGINES.iter().filter_map(|engine| engine.decode(word).ok()));
    let texts = all.into_iter().map(String::from_utf8);
    texts
        .filter_map(Result::ok)
        .filter(|text| !text.is_empty())
        .collect()
}

#[cfg(test)]
mod tests {
    use base64::engine::general_purpose::STANDARD;

    use super::*;

    #[test]
    fn one_is_found_where_it_stands_whole_in_every_encoding() {
        for secret in ["s3cret", "pä55", "a7"] {
            let hex: String = secret.bytes().map(|byte| format!("{byte:02x}")).collect();
            for text in [
                format!("{{\"password\":\"{secret}\"}}"),
                format!("a=b&password={secret}"),
                format!("\"{}\"", STANDARD.encode(secret)),
                format!("Basic {}", STANDARD.encode(format!("anna:{secret}"))),
                format!("x={}", hex.to_uppercase()),
                hex,
            ] {
                assert!(is_in(&text, &[secret.to_owned()]), "{secret}: {text}");
            }
            let other = format!("x{secret}x, and {} a7s", STANDARD.encode("another text"));
            assert!(!is_in(&other, &[secret.to_owned()]), "{secret}");
        }
    }
}
