//! The variables of a module's URL: given by the test, taken from the site's content, or derived
//! from the macro.

use std::collections::{BTreeMap, BTreeSet};

use ring::digest::{SHA256, digest};

use super::asked::{LoadError, ModuleLoad};
use super::conditions;
use super::found::{Found, Place, Way};
use super::template::{HOST_VARIABLES, encode, encode_units, replace};
use super::warning::LoadWarning;
use crate::identity::hex;
use crate::site::Site;
use crate::site::installation::Installation;
use crate::slip::meant;

/// How much of a macro's body goes into a URL, in UTF-16 units.
const BODY_IN_URL: usize = 128;

/// What a URL's variables stand for, and which of those given are of use.
#[derive(Debug)]
pub(super) struct Variables {
    known: BTreeMap<String, Known>,
    used: BTreeSet<String>,
    missing: BTreeSet<String>,
}

/// A value, and the given variables that it was made from.
#[derive(Debug)]
struct Known {
    value: Vec<u16>,
    from: &'static [&'static str],
}

impl Variables {
    pub(super) fn new(
        site: &Site,
        app: &Installation,
        load: &ModuleLoad,
        place: &Place<'_>,
    ) -> Self {
        let mut variables = Self {
            known: BTreeMap::new(),
            used: BTreeSet::new(),
            missing: BTreeSet::new(),
        };
        variables.know("addon.key", app.descriptor.key(), &[]);
        for name in conditions::KNOWN {
            if let Some(met) = conditions::met(site, app, &load.subject, name) {
                variables.know(&format!("condition.{name}"), met.to_string(), &[]);
            }
        }
        let seen = site.seen(&load.variables, place.module.as_ref());
        let of_a_macro = place.output.is_some();
        for (name, value) in &seen {
            // A macro's dialogs get its parameters, but neither its id nor its body.
            if of_a_macro || !name.starts_with("macro.") {
                variables.know(name, value, &CONTENT);
            }
        }
        for (name, value) in &load.variables {
            variables.know(name, value, &[]);
        }
        for [one, other] in [["page.id", "content.id"], ["content.id", "page.id"]] {
            if let (Some(id), false) = (load.variables.get(one), variables.knows(other)) {
                variables.know(other, id, &CONTENT);
            }
        }
        let found = place.module.filter(Found::is_macro);
        if let (Some(found), Some(output)) = (found, place.output) {
            variables.know_macro(found, place, output, &load.variables, &seen);
        }
        variables
    }

    fn know(&mut self, name: &str, value: impl AsRef<str>, from: &'static [&'static str]) {
        let value = value.as_ref().encode_utf16().collect();
        self.known.insert(name.to_owned(), Known { value, from });
    }

    fn knows(&self, name: &str) -> bool {
        self.known.contains_key(name)
    }

    /// What the host derives from the macro and the way it is rendered; what is given goes before.
    fn know_macro(
        &mut self,
        found: Found<'_>,
        place: &Place<'_>,
        output: &str,
        given: &BTreeMap<String, String>,
        seen: &BTreeMap<String, String>,
    ) {
        let own = |name: &str| given.get(name).or_else(|| seen.get(name));
        let bodiless = found.value["bodyType"]
            .as_str()
            .is_none_or(|kind| kind.eq_ignore_ascii_case("none"));
        let body = own("macro.body").cloned();
        let body = body.or_else(|| bodiless.then(String::new));
        let id = own("macro.id").cloned();
        let units = body.as_deref().unwrap_or_default().encode_utf16();
        let units: Vec<u16> = units.collect();
        // What is posted is no URL, so nothing has to be cut.
        let whole = place.way == Way::Fetch { post: true };
        let truncated = !whole && units.len() > BODY_IN_URL;
        if body.is_some() {
            let kept = if truncated { BODY_IN_URL } else { units.len() };
            let value = units[..kept].to_vec();
            let from = &["macro.body"];
            self.known
                .insert("macro.body".into(), Known { value, from });
        }
        let is_given = |name: &str| given.contains_key(name);
        if !is_given("macro.truncated") {
            self.know("macro.truncated", truncated.to_string(), &["macro.body"]);
        }
        let hash = body.filter(|body| !body.is_empty()).map(|body| hash(&body));
        for name in ["macro.id", "macro.hash"] {
            if let (Some(value), false) = (id.as_ref().or(hash.as_ref()), is_given(name)) {
                self.know(name, value, &["macro.id", "macro.body"]);
            }
        }
        if !is_given("output.type") {
            self.know("output.type", output, &[]);
        }
        // A macro that stands on a page has the parameters it has there, and no others.
        if seen.contains_key("macro.id") {
            let parameters = found.value["parameters"].as_array();
            for parameter in parameters.into_iter().flatten() {
                let name = parameter["identifier"].as_str().unwrap_or_default();
                if !self.knows(name) {
                    self.know(name, "", &[]);
                }
            }
        }
    }

    /// The encoded value of one variable; nothing if it has none.
    fn value(&mut self, name: &str) -> String {
        self.used.insert(name.to_owned());
        match self.known.get(name) {
            Some(known) => {
                self.used
                    .extend(known.from.iter().map(|&from| from.to_owned()));
                encode_units(&known.value)
            }
            None => {
                self.missing.insert(name.to_owned());
                String::new()
            }
        }
    }

    /// One that does not go into a URL.
    pub(super) fn plain(&mut self, name: &str) -> String {
        self.value(name);
        let known = self.known.get(name).map(|known| &*known.value);
        String::from_utf16_lossy(known.unwrap_or_default())
    }

    /// Whatever was given, or is on the page, and is no variable of the host: a macro's parameters.
    pub(super) fn parameters(&mut self) -> String {
        let names: Vec<String> = self
            .known
            .keys()
            .filter(|name| !name.contains('.'))
            .cloned()
            .collect();
        let pairs = names
            .iter()
            .map(|name| format!("{}={}", encode(name), self.value(name)));
        pairs.collect::<Vec<_>>().join("&")
    }

    /// `url` with its variables replaced, `{name}` and `${name}`.
    pub(super) fn replace_in(&mut self, url: &str) -> String {
        replace(url, |name| self.value(name))
    }

    /// Why a given variable cannot be meant so: the URL does not ask for it, no host has one of this
    /// name, and one that is asked for or that hosts have is a slip away.
    fn misspelt(&self, load: &ModuleLoad) -> Option<LoadError> {
        let asked = || self.used.iter().map(String::as_str);
        let hosts = HOST_VARIABLES.split_whitespace();
        let known: Vec<&str> = asked().chain(hosts).collect();
        // Without a dot it may be a parameter of a macro, and a warning has to do.
        let mut names = load.variables.keys().filter(|name| name.contains('.'));
        names.find_map(|name| {
            let is_known = known.contains(&name.as_str());
            let meant = meant(name, known.iter().copied()).filter(|_| !is_known)?;
            Some(LoadError::new(format!(
                "the URL does not ask for the variable `{name}`; did you mean `{meant}`?"
            )))
        })
    }

    /// What goes without a value, and what is given in vain.
    pub(super) fn warnings(self, load: &ModuleLoad) -> Result<Vec<LoadWarning>, LoadError> {
        if let Some(misspelt) = self.misspelt(load) {
            return Err(misspelt);
        }
        let unused = load.variables.keys();
        let unused = unused.filter(|name| !self.used.contains(*name)).cloned();
        let missing = self.missing.into_iter().map(LoadWarning::MissingVariable);
        let unused = unused.map(LoadWarning::UnusedVariable);
        Ok(missing.chain(unused).collect())
    }
}

/// The given variables that say which content is looked at.
const CONTENT: [&str; 4] = ["page.id", "content.id", "space.key", "space.id"];

impl Site {
    /// The variables of the content that is looked at, and of the macro on it.
    #[cfg(feature = "content")]
    fn seen(
        &self,
        given: &BTreeMap<String, String>,
        module: Option<&Found<'_>>,
    ) -> BTreeMap<String, String> {
        let names: Vec<&str> = match module.filter(|found| found.is_macro()) {
            Some(found) => {
                let aliases = found.value["aliases"].as_array().into_iter().flatten();
                let names = aliases.filter_map(serde_json::Value::as_str);
                std::iter::once(found.key).chain(names).collect()
            }
            None => Vec::new(),
        };
        self.variables_of_content(given, &names)
    }

    #[cfg(not(feature = "content"))]
    #[expect(clippy::unused_self, reason = "with content it looks at the site")]
    fn seen(
        &self,
        _: &BTreeMap<String, String>,
        _: Option<&Found<'_>>,
    ) -> BTreeMap<String, String> {
        BTreeMap::new()
    }
}

/// What a macro without an id is told by: 32 hexadecimal digits that follow from its body.
fn hash(body: &str) -> String {
    hex(&digest(&SHA256, body.as_bytes()).as_ref()[..16])
}
