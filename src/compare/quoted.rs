//! What a text quotes: names of people, spaces, pages; or words that everybody knows.

use super::known::is_known;

/// What a text quotes as `{quoted}`, unless a probe or a host says it.
pub(super) fn quoted(text: &str) -> String {
    let mut shown = String::new();
    let mut rest = text;
    let mut before = ' ';
    while let Some(first) = rest.chars().next() {
        let (_, behind) = rest.split_at(first.len_utf8());
        shown.push(first);
        rest = behind;
        let closes = match first {
            '"' | '\'' | '`' => first,
            '‘' => '’',
            '“' | '„' => '”',
            '«' => '»',
            '[' => ']',
            _ => ' ',
        };
        let opens = closes != ' ' && !before.is_alphanumeric();
        before = first;
        let Some(end) = opens.then(|| end_of_quoted(rest, closes)).flatten() else {
            continue;
        };
        let (inside, behind) = rest.split_at(end);
        shown.push_str(if is_known(inside) { inside } else { "{quoted}" });
        shown.push(closes);
        rest = behind.get(closes.len_utf8()..).unwrap_or_default();
        before = closes;
    }
    shown
}

/// Where it is closed: no letter comes right behind.
fn end_of_quoted(text: &str, closes: char) -> Option<usize> {
    let mut ends = text.match_indices(closes).map(|(at, _)| at);
    ends.find(|at| {
        let behind = text.get(at.saturating_add(closes.len_utf8())..);
        let next = behind.and_then(|behind| behind.chars().next());
        !next.is_some_and(char::is_alphanumeric)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_quoted_is_shown_where_a_probe_or_a_host_says_it() {
        for (text, shown) in [
            (
                "Claim 'qsh' is missing, and \"exp\" too",
                "Claim 'qsh' is missing, and \"exp\" too",
            ),
            (
                "the app's space 'Payroll' isn't there",
                "the app's space '{quoted}' isn't there",
            ),
            (
                "no “Anna Ng”, no [Payroll], no `x y`",
                "no “{quoted}”, no [{quoted}], no `{quoted}`",
            ),
            (
                "one of: [HS256,RS256], '{app}' and ''",
                "one of: [HS256,RS256], '{app}' and ''",
            ),
            ("it never 'ends", "it never 'ends"),
        ] {
            assert_eq!(quoted(text), shown);
        }
    }
}
