//! A file as the compiler reads it: what it defines, imports and names, and how long its functions are.

use std::collections::BTreeMap;

use proc_macro2::{Group, TokenStream, TokenTree};

use crate::paths::{flattened, goes_on, leaves, path, word};

/// A path that stands in a file, with the modules inside of that file in which it stands.
#[derive(Debug)]
pub(crate) struct Mention {
    pub(crate) inside: Vec<String>,
    pub(crate) path: Vec<String>,
    pub(crate) line: usize,
    pub(crate) in_tests: bool,
    /// What a `use` calls it; `*` for all that is there.
    pub(crate) import: Option<String>,
}

#[derive(Debug)]
pub(crate) struct Function {
    pub(crate) name: String,
    pub(crate) lines: usize,
}

#[derive(Debug, Default)]
pub(crate) struct File {
    pub(crate) mentions: Vec<Mention>,
    pub(crate) functions: Vec<Function>,
    /// Module inside of the file, and a name that is defined there.
    pub(crate) items: Vec<(Vec<String>, String)>,
    /// Modules inside of the file.
    pub(crate) inline: Vec<Vec<String>>,
    /// Modules that are other files, compiled for tests only.
    pub(crate) test_files: Vec<String>,
    /// How often a name stands in the file outside of `use`.
    pub(crate) words: BTreeMap<String, usize>,
}

#[derive(Clone)]
struct Place {
    inside: Vec<String>,
    in_tests: bool,
    /// Directly in a module, where a name that is defined is an item of it.
    is_top: bool,
}

impl File {
    pub(crate) fn read(text: &str) -> Self {
        let tokens: TokenStream = text.parse().expect("tokens of Rust");
        let mut file = Self::default();
        let place = Place {
            inside: Vec::new(),
            in_tests: false,
            is_top: true,
        };
        file.walk(tokens, &place);
        file
    }

    fn walk(&mut self, tokens: TokenStream, place: &Place) {
        let tokens: Vec<TokenTree> = tokens.into_iter().collect();
        let mut for_tests = false;
        let mut at = 0;
        while at < tokens.len() {
            let rest = &tokens[at..];
            at += match &rest[0] {
                TokenTree::Punct(hash) if hash.as_char() == '#' => {
                    let (length, is_test) = self.attribute(rest, place);
                    for_tests |= is_test;
                    length
                }
                TokenTree::Ident(_) => {
                    let after_path = goes_on(&tokens[..at]);
                    let for_tests = std::mem::take(&mut for_tests);
                    self.ident(rest, place, for_tests, after_path)
                }
                TokenTree::Group(group) => {
                    self.nested(group, place);
                    1
                }
                _ => 1,
            };
        }
    }

    fn nested(&mut self, group: &Group, place: &Place) {
        let is_top = false;
        self.walk(
            group.stream(),
            &Place {
                is_top,
                ..place.clone()
            },
        );
    }

    /// Its length, and whether it is `#[cfg(test)]`. A path may stand in it as text, for serde.
    fn attribute(&mut self, rest: &[TokenTree], place: &Place) -> (usize, bool) {
        let length = 1 + usize::from(rest.get(1).is_some_and(|one| word(one) == "!"));
        let Some(TokenTree::Group(group)) = rest.get(length) else {
            return (length, false);
        };
        for token in group.stream().into_iter().flat_map(flattened) {
            let text = token.to_string();
            let path = text.trim_matches('"');
            if text.starts_with('"') && (path.starts_with("crate::") || path.starts_with("super::"))
            {
                let path = path.split("::").map(str::to_owned).collect();
                self.mention(path, &token, place, None);
            }
        }
        let is_test = group.stream().to_string().replace(' ', "") == "cfg(test)";
        (length + 1, is_test)
    }

    /// How many tokens it took.
    fn ident(
        &mut self,
        rest: &[TokenTree],
        place: &Place,
        for_tests: bool,
        after_path: bool,
    ) -> usize {
        let name = rest[0].to_string();
        let next = rest.get(1).map(word).unwrap_or_default();
        match name.as_str() {
            "use" if next != "<" => return self.import(rest, place),
            // `pub(in some::path)` allows, it does not need.
            "pub" if next == "(" => return 2,
            "mod" => return self.module(rest, place, for_tests),
            "macro_rules" if place.is_top => self.define(rest.get(2), place),
            "fn" => {
                self.function(rest);
                if place.is_top {
                    self.define(rest.get(1), place);
                }
            }
            "struct" | "enum" | "trait" | "type" | "const" | "static" | "union" if place.is_top => {
                self.define(rest.get(1), place);
            }
            _ => {}
        }
        if after_path {
            *self.words.entry(name).or_default() += 1;
            return 1;
        }
        let path = path(rest);
        for word in &path {
            *self.words.entry(word.clone()).or_default() += 1;
        }
        let length = 3 * path.len() - 2;
        if path.len() > 1 {
            self.mention(path, &rest[0], place, None);
        }
        length
    }

    fn module(&mut self, rest: &[TokenTree], place: &Place, for_tests: bool) -> usize {
        let name = rest[1].to_string();
        let Some(TokenTree::Group(group)) = rest.get(2) else {
            if for_tests {
                self.test_files.push(name);
            }
            return 3;
        };
        let mut inside = place.inside.clone();
        inside.push(name);
        self.inline.push(inside.clone());
        let in_tests = place.in_tests || for_tests;
        let is_top = true;
        self.walk(
            group.stream(),
            &Place {
                inside,
                in_tests,
                is_top,
            },
        );
        3
    }

    fn define(&mut self, name: Option<&TokenTree>, place: &Place) {
        if let Some(name) = name {
            self.items.push((place.inside.clone(), name.to_string()));
        }
    }

    fn function(&mut self, rest: &[TokenTree]) {
        let end = rest.iter().position(|token| word(token) == ";");
        let body = rest[..end.unwrap_or(rest.len())]
            .iter()
            .find(|one| word(one) == "{");
        if let (Some(TokenTree::Group(body)), Some(TokenTree::Ident(name))) = (body, rest.get(1)) {
            let lines = body.span_close().end().line + 1 - rest[0].span().start().line;
            let name = name.to_string();
            self.functions.push(Function { name, lines });
        }
    }

    fn import(&mut self, rest: &[TokenTree], place: &Place) -> usize {
        let end = rest.iter().position(|token| word(token) == ";");
        let end = end.expect("the end of a `use`");
        for (path, name) in leaves(&rest[1..end], &[]) {
            self.mention(path, &rest[0], place, Some(name));
        }
        end + 1
    }

    fn mention(
        &mut self,
        path: Vec<String>,
        at: &TokenTree,
        place: &Place,
        import: Option<String>,
    ) {
        self.mentions.push(Mention {
            inside: place.inside.clone(),
            path,
            line: at.span().start().line,
            in_tests: place.in_tests,
            import,
        });
    }
}
