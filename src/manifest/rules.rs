//! What Forge's own linter refuses of what a backend's life depends on, in its words where it has any.

use std::collections::BTreeSet;

use super::connect_rules::connect;
use super::document::Manifest;
use super::linter::{APP, DOCUMENT, MODULE, refused};
use super::listed::listed;
use super::trigger_rules;
use crate::descriptor::{Told, Violation, pointer};

impl Manifest {
    /// Everything that is wrong with what a backend's life depends on, with the line of each in its advice. The texts
    /// are those of Forge's linter where it has one for the rule. What is no matter of a backend is not judged.
    ///
    /// ```
    /// use mockfluence::manifest::Manifest;
    ///
    /// let manifest = Manifest::from_yaml("
    /// app:
    ///   id: ari:cloud:ecosystem::app/406d303d-0393-4ec4-ad7c-1435be94583a
    ///   connect: { key: my-app }
    /// connectModules: {}
    /// ").unwrap();
    /// let found = manifest.validate();
    /// assert_eq!(
    ///     found[0].message,
    ///     "missing app.connect.remote. app.connect.remote is required if connectModules are present."
    /// );
    /// assert_eq!(found[0].advice, "line 4");
    /// ```
    #[must_use]
    pub fn validate(&self) -> Vec<Violation> {
        let mut found = Told::default();
        app(self, &mut found);
        connect(self, &mut found);
        remotes(self, &mut found);
        endpoints(self, &mut found);
        trigger_rules::judge(self, &mut found);
        keys(self, &mut found);
        if let Some(why) = self.misgiven() {
            let advice = "give what the manifest has, or put it there";
            found.push(refused("mockfluence.misuse", "", why).advise(advice));
        }
        for name in self.missing_variables() {
            let message = format!("the environment variable `{name}` has no value");
            let violation = Violation::refused(DOCUMENT, "/environment/variables", message);
            found.push(violation.advise("give it a value, or a default in the manifest"));
        }
        let found = found.all().into_iter();
        found.map(|violation| self.with_line(violation)).collect()
    }

    /// The same with the line of its place, or of the nearest above.
    fn with_line(&self, violation: Violation) -> Violation {
        let mut place = violation.pointer.as_str();
        let line = loop {
            match (self.line(place), place.rfind('/')) {
                (Some(line), _) => break line,
                (None, Some(end)) => place = &place[..end],
                (None, None) => return violation,
            }
        };
        let advice = match violation.advice.as_str() {
            "" => format!("line {line}"),
            advice => format!("line {line}: {advice}"),
        };
        violation.advise(advice)
    }
}

fn app(manifest: &Manifest, found: &mut Told) {
    let id = manifest.app_ari();
    let spelt = id
        .split_once("ari:cloud:ecosystem::app/")
        .is_some_and(|(_, id)| id.starts_with(|first: char| !first.is_whitespace()));
    if !spelt {
        let message = "app.id should match pattern \"ari:cloud:ecosystem::app/[^\\s]+\"";
        let advice = "`forge create` and `forge register` put it there";
        found.push(refused(DOCUMENT, "/app/id", message).advise(advice));
    }
}

fn remotes(manifest: &Manifest, found: &mut Told) {
    let mut known = BTreeSet::new();
    for (index, remote) in manifest.remotes().enumerate() {
        let place = format!("/remotes/{index}");
        let key = remote.key();
        let spelt = key
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte));
        if key.is_empty() || key.len() > 23 || !spelt {
            let message = "remotes.key should match pattern \"^[a-zA-Z0-9_-]+$\", and have 1 to 23 characters";
            found.push(refused(DOCUMENT, format!("{place}/key"), message));
        } else if !known.insert(key) {
            let message = format!("a second remote with the key '{key}'");
            found.push(refused(DOCUMENT, format!("{place}/key"), message));
        }
        let url = &remote.0["baseUrl"];
        if url.is_null() && !remote.is_configurable() {
            let message = format!("A remote must declare either baseUrl or configurable for {key}");
            found.push(refused(APP, place, message).seen());
        } else if !url.is_null() && remote.base_url(None).is_none() {
            let message =
                "remotes.baseUrl should be a string, or an object of strings with 'default'";
            found.push(refused(DOCUMENT, format!("{place}/baseUrl"), message));
        }
    }
}

fn endpoints(manifest: &Manifest, found: &mut Told) {
    let wants_tokens = manifest
        .endpoints()
        .any(|one| one.has_system_token() || one.has_user_token())
        || manifest
            .remotes()
            .any(|one| one.has_system_token() || one.has_user_token());
    let token_scopes = ["read:app-system-token", "read:app-user-token"];
    let scopes = manifest.scopes();
    if wants_tokens && scopes.iter().all(|scope| token_scopes.contains(scope)) {
        let message = "Missing app scopes. If OAuth tokens are required, add valid scopes in addition to OAuth token config scopes \
                       (see https://go.atlassian.com/forgescopes). Otherwise, remove OAuth token config.";
        let warning = Violation::warning(APP, "/permissions/scopes", message).seen();
        found.push(warning.advise("`forge lint` refuses it; here the tokens have no scope"));
    }
    for (index, endpoint) in manifest.endpoints().enumerate() {
        let Some(remote) = endpoint.remote() else {
            continue;
        };
        if manifest.remote(remote).is_none() {
            let message = format!("endpoint remote property '{remote}' was not found.");
            found
                .push(refused(MODULE, format!("/modules/endpoint/{index}/remote"), message).seen());
        }
    }
}

/// One key may stand for one module only, of whichever half.
fn keys(manifest: &Manifest, found: &mut Told) {
    let mut known = BTreeSet::new();
    for half in ["modules", "connectModules"] {
        for (kind, entries) in manifest.value()[half].as_object().into_iter().flatten() {
            for (index, entry) in listed(entries).enumerate() {
                let Some(key) = entry["key"].as_str() else {
                    continue;
                };
                if !known.insert(key) {
                    let place = format!("{}/{index}/key", pointer(&format!("/{half}"), kind));
                    let message = format!("found duplicate module key '{key}'");
                    found.push(refused(MODULE, place, message).seen());
                }
            }
        }
    }
}
