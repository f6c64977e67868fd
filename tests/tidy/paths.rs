//! Paths among tokens: `a::b::c`, and the braces of a `use` taken apart.

use proc_macro2::{Delimiter, TokenTree};

/// The token, or how the group opens.
pub(crate) fn word(token: &TokenTree) -> String {
    match token {
        TokenTree::Group(group) => match group.delimiter() {
            Delimiter::Brace => "{".to_owned(),
            Delimiter::Parenthesis => "(".to_owned(),
            Delimiter::Bracket => "[".to_owned(),
            Delimiter::None => String::new(),
        },
        other => other.to_string(),
    }
}

pub(crate) fn flattened(token: TokenTree) -> Vec<TokenTree> {
    match token {
        TokenTree::Group(group) => group.stream().into_iter().flat_map(flattened).collect(),
        other => vec![other],
    }
}

/// Whether a path comes before, as in `<A as B>::`; a leading `::` and a lone `:` begin one.
pub(crate) fn goes_on(before: &[TokenTree]) -> bool {
    matches!(before, [.., end, colon, other]
        if word(colon) == ":" && word(other) == ":" && (word(end) == ">" || matches!(end, TokenTree::Ident(_))))
}

/// `a::b::c`, as long as it goes.
pub(crate) fn path(rest: &[TokenTree]) -> Vec<String> {
    let mut path = vec![rest[0].to_string()];
    while let [colon, other, name, ..] = &rest[3 * path.len() - 2..] {
        if word(colon) != ":" || word(other) != ":" || !matches!(name, TokenTree::Ident(_)) {
            break;
        }
        path.push(name.to_string());
    }
    path
}

/// Every path of a `use`, braces taken apart, with the name that it gets here.
pub(crate) fn leaves(tree: &[TokenTree], before: &[String]) -> Vec<(Vec<String>, String)> {
    let mut before = before.to_vec();
    let mut at = 0;
    while let Some(token) = tree.get(at) {
        match word(token).as_str() {
            ":" => {}
            "*" => return vec![(before, "*".to_owned())],
            "{" => {
                let TokenTree::Group(group) = token else {
                    continue;
                };
                let parts: Vec<TokenTree> = group.stream().into_iter().collect();
                let parts = parts.split(|token| word(token) == ",");
                return parts
                    .filter(|part| !part.is_empty())
                    .flat_map(|part| leaves(part, &before))
                    .collect();
            }
            "as" => return vec![(before, word(&tree[at + 1]))],
            "self" if !before.is_empty() => {}
            name => before.push(name.to_owned()),
        }
        at += 1;
    }
    let name = before.last().cloned().unwrap_or_default();
    vec![(before, name)]
}
