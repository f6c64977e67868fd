//! The content that somebody looks at when a module is opened, as the variables of a URL.

use std::collections::BTreeMap;

use super::{Macro, State, Stored};
use crate::site::Site;

impl Site {
    /// The page of the given id; else, in the given space if there is one, the first page with a
    /// macro of these names, or the first page. Its variables, and those of the macro.
    pub(crate) fn variables_of_content(
        &self,
        given: &BTreeMap<String, String>,
        macro_names: &[&str],
    ) -> BTreeMap<String, String> {
        let Some(stored) = self.looked_at(given, macro_names) else {
            return BTreeMap::new();
        };
        let mut variables = of_page(stored);
        if let Some(one) = macro_on(stored, given, macro_names) {
            variables.insert("macro.id".into(), one.id.clone());
            variables.insert("macro.body".into(), one.body.clone());
            variables.extend(one.parameters.clone());
        }
        variables
    }

    fn looked_at(&self, given: &BTreeMap<String, String>, macro_names: &[&str]) -> Option<&Stored> {
        let there = || self.contents.all_there();
        if let Some(id) = given.get("page.id").or_else(|| given.get("content.id")) {
            return self
                .contents
                .named(id)
                .filter(|one| one.state != State::Trashed);
        }
        let is = |name: &str, value: &str| given.get(name).is_none_or(|asked| asked == value);
        let in_space = || {
            there().filter(|one| {
                let space = &one.page.space;
                is("space.key", &space.key) && is("space.id", &space.id.to_string())
            })
        };
        let with_macro = in_space().find(|one| macro_on(one, given, macro_names).is_some());
        with_macro.or_else(|| in_space().next())
    }
}

/// The macro of the given id, or the first of these names.
fn macro_on<'a>(
    stored: &'a Stored,
    given: &BTreeMap<String, String>,
    names: &[&str],
) -> Option<&'a Macro> {
    let mut there = stored.macros.iter();
    match given.get("macro.id") {
        Some(id) => there.find(|one| one.id == *id),
        None => there.find(|one| names.contains(&one.name.as_str())),
    }
}

fn of_page(stored: &Stored) -> BTreeMap<String, String> {
    let page = &stored.page;
    let pairs = [
        ("page.id", page.id.to_string()),
        ("page.version", page.version.to_string()),
        ("page.type", stored.kind.name().to_owned()),
        ("page.title", page.title.clone()),
        ("content.id", page.id.to_string()),
        ("content.version", page.version.to_string()),
        ("content.type", stored.kind.name().to_owned()),
        // Of custom content alone.
        ("content.plugin", String::new()),
        ("space.id", page.space.id.to_string()),
        ("space.key", page.space.key.clone()),
    ];
    pairs.map(|(name, value)| (name.to_owned(), value)).into()
}
