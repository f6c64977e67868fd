//! Words that are no site's own: those that probes send, and those of the hosts.

use std::collections::HashSet;
use std::sync::LazyLock;

use super::probes;

/// Words of the hosts themselves, which they quote or have in their paths.
const WORDS: &str = "alg aud context-qsh crit exp iat iss jwt JWT Bearer Basic nbf none qsh sub typ HS256 HS384 HS512 \
    RS256 GET HEAD POST PUT PATCH DELETE OPTIONS TRACE true false null string text number object array boolean \
    integer Atlassian Connect Confluence Cloud READ WRITE ADMIN wiki rest api login login.action logout oauth2 token realm error charset no-store \
    no-cache no-transform private public max-age s-maxage must-revalidate proxy-revalidate immutable";

/// What probes send, and the hosts' words.
static KNOWN: LazyLock<HashSet<String>> = LazyLock::new(|| {
    let probes = probes::all();
    let asks = probes.iter().flat_map(|probe| &probe.asks);
    let sent = asks.flat_map(|ask| [Some(&ask.path), ask.body.as_ref()]);
    let sent = sent.flatten().flat_map(|text| words_of(text));
    let known = sent.chain(WORDS.split_whitespace()).map(str::to_owned);
    known.collect()
});

fn words_of(text: &str) -> impl Iterator<Item = &str> {
    let ends = |c: char| !(c.is_alphanumeric() || "-_.".contains(c));
    let words = text.split(ends).map(|word| word.trim_matches('.'));
    words.filter(|word| !word.is_empty())
}

/// Whether a text has no word but those of probes and hosts, small numbers, and what stands in braces.
pub(super) fn is_known(text: &str) -> bool {
    let mut rest = String::new();
    let mut parts = text.split('{');
    rest.push_str(parts.next().unwrap_or_default());
    for part in parts {
        rest.push_str(part.split_once('}').map_or(part, |(_, behind)| behind));
    }
    let is_number = |word: &str| word.len() < 5 && word.bytes().all(|byte| byte.is_ascii_digit());
    words_of(&rest).all(|word| KNOWN.contains(word) || is_number(word))
}

/// The name of a field: one that a programmer gives; not one that is data, as in a map by person or space.
pub(super) fn is_field(name: &str) -> bool {
    let fits = |c: char| c.is_ascii_alphanumeric() || "_$-".contains(c);
    let digits = name.bytes().filter(u8::is_ascii_digit).count();
    let begins = name.starts_with(|c: char| c.is_ascii_lowercase() || c == '_');
    is_known(name) || begins && name.len() <= 40 && digits <= 2 && name.chars().all(fits)
}
