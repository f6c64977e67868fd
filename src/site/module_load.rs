//! Loads of an app's modules: which URL the host opens, with which parameters and which token.

use std::collections::BTreeMap;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::Value;

use super::Site;
use super::callback::{Callback, FORM, TokenAt};
use super::installation::{Installation, Status};
use super::tamper::Tamper;

/// RFC 3986 unreserved characters stay, everything else is encoded.
const UNRESERVED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// What a test asks to be opened.
#[derive(Clone, Debug)]
pub(crate) struct ModuleLoad {
    pub(crate) app_key: String,
    pub(crate) what: Opened,
    pub(crate) subject: Subject,
    pub(crate) variables: BTreeMap<String, String>,
    pub(crate) about: Value,
    pub(crate) tamper: Option<Tamper>,
}

/// Which of a module's URLs.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Opened {
    /// The module's own.
    Module(String),
    /// The one for a way of rendering a macro, such as `pdf`.
    RenderMode(String, String),
    /// The context of a blueprint.
    Blueprint(String),
    /// A remote condition, by its URL.
    Condition(String),
}

/// Who looks at the page.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) enum Subject {
    /// The site's administrator.
    #[default]
    Admin,
    User(String),
    Anonymous,
}

/// A module cannot be opened, or gave no whole reply; `Display` says why and what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LoadError(pub(crate) String);

impl std::fmt::Display for LoadError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for LoadError {}

/// One module as the load needs it.
struct Found<'a> {
    kind: String,
    value: &'a Value,
}

impl Site {
    /// The request of a load. The host opens modules of enabled apps only.
    pub(crate) fn load(&self, load: &ModuleLoad) -> Result<Callback, LoadError> {
        let app = self.enabled(&load.app_key)?;
        let call = match &load.what {
            Opened::Module(key) => {
                let module = find(app, key)?;
                // A blueprint has its URL at its template.
                let url = text(module.value, "url").or(text(&module.value["template"], "url"));
                let url = url.ok_or_else(|| no_url(key, &module.kind))?;
                match module.kind.as_str() {
                    "staticContentMacros" => {
                        let post = text(module.value, "method").unwrap_or_default();
                        self.fetch(app, load, url, key, post.eq_ignore_ascii_case("POST"))?
                    }
                    "blueprints" => self.fetch(app, load, url, key, false)?,
                    kind => self.page(app, load, url, key, kind == "dynamicContentMacros")?,
                }
            }
            Opened::RenderMode(key, mode) => {
                let module = find(app, key)?;
                let modes = &module.value["renderModes"];
                let url = [mode.as_str(), "default"]
                    .iter()
                    .find_map(|mode| text(&modes[mode], "url"));
                let url = url.ok_or_else(|| {
                    LoadError(format!(
                        "`{key}` has neither a render mode `{mode}` nor a default one"
                    ))
                })?;
                self.fetch(app, load, url, key, false)?
            }
            Opened::Blueprint(key) => self.blueprint_context(app, load, key)?,
            Opened::Condition(url) => self.fetch(app, load, url, "condition", false)?,
        };
        let subject = match &load.subject {
            Subject::Admin => Some(self.admin()),
            Subject::User(account) => Some(account.clone()),
            Subject::Anonymous => None,
        };
        Ok(Callback {
            subject,
            about: load.about.clone(),
            tamper: load.tamper,
            may_wait: false,
            ..call
        })
    }

    fn enabled(&self, key: &str) -> Result<&Installation, LoadError> {
        match self.installation(key) {
            Some(app) if app.status == Status::Enabled => Ok(app),
            Some(app) => Err(LoadError(format!(
                "`{key}` is {:?}, and the host shows modules of enabled apps only: enable it first",
                app.status
            ))),
            None => Err(LoadError(format!("no app `{key}` is installed"))),
        }
    }

    /// A page in a frame: the browser opens it, its token in the query.
    fn page(
        &self,
        app: &Installation,
        load: &ModuleLoad,
        url: &str,
        key: &str,
        is_macro: bool,
    ) -> Result<Callback, LoadError> {
        // Macros occur more than once on a page: their channel has digits of its own.
        let digits = match is_macro {
            true => self.identity().channel_digits(app.descriptor.key(), key),
            false => String::new(),
        };
        let path = self.substituted(app, load, url)?;
        let channel = format!("{}__{key}{digits}", app.descriptor.key());
        let path = format!("{path}{}{}", joint(&path), self.standard(app, &channel));
        Ok(Callback {
            token_at: TokenAt::Query,
            lifetime: self.settings().iframe_token_lifetime,
            ..self.request(app, "GET", path)
        })
    }

    /// A request of the host itself, its token in a header.
    fn fetch(
        &self,
        app: &Installation,
        load: &ModuleLoad,
        url: &str,
        key: &str,
        post: bool,
    ) -> Result<Callback, LoadError> {
        let path = self.substituted(app, load, url)?;
        let channel = match key {
            "condition" => "condition".to_owned(),
            key => format!("{}__{key}", app.descriptor.key()),
        };
        let path = format!("{path}{}{}", joint(&path), self.standard(app, &channel));
        if !post {
            return Ok(self.request(app, "GET", path));
        }
        let (path, form) = path.split_once('?').unwrap_or((&path, ""));
        Ok(Callback {
            payload: form.to_owned(),
            content_type: Some(FORM),
            ..self.request(app, "POST", path.to_owned())
        })
    }

    fn blueprint_context(
        &self,
        app: &Installation,
        load: &ModuleLoad,
        key: &str,
    ) -> Result<Callback, LoadError> {
        let module = find(app, key)?;
        let context = &module.value["template"]["blueprintContext"];
        let url = text(context, "url")
            .ok_or_else(|| LoadError(format!("`{key}` has no template.blueprintContext.url")))?;
        let path = self.substituted(app, load, url)?;
        let user = match &load.subject {
            Subject::Admin => self.admin(),
            Subject::User(account) => account.clone(),
            Subject::Anonymous => String::new(),
        };
        let body = serde_json::json!({
            "addonKey": app.descriptor.key(),
            "blueprintKey": key,
            "spaceKey": load.variables.get("space.key").cloned().unwrap_or_default(),
            // An account id by analogy: the user key of 2016 is gone from Cloud.
            "userKey": user,
            "userLocale": self.settings().locale,
        });
        Ok(Callback {
            payload: body.to_string(),
            ..self.request(app, "POST", path)
        })
    }

    /// The URL below the app's base URL, its variables replaced.
    fn substituted(
        &self,
        app: &Installation,
        load: &ModuleLoad,
        url: &str,
    ) -> Result<String, LoadError> {
        let base = self.base_url_of(&app.descriptor);
        let below = match url.strip_prefix(base.trim_end_matches('/')) {
            Some(below) => below,
            None if url.contains("://") => {
                return Err(LoadError(format!(
                    "`{url}` is not below the app's base URL {base}: the host links to it and \
                     signs nothing"
                )));
            }
            None => url,
        };
        let own = |name: &str| (name == "addon.key").then(|| app.descriptor.key().to_owned());
        Ok(replace_variables(below, |name| {
            load.variables.get(name).cloned().or_else(|| own(name))
        }))
    }

    /// The parameters of Cloud, in the captured order.
    fn standard(&self, app: &Installation, channel: &str) -> String {
        let origin = self.base_url().trim_end_matches("/wiki");
        let parameters = [
            ("xdm_e", origin.to_owned()),
            ("xdm_c", format!("channel-{channel}")),
            ("cp", "/wiki".to_owned()),
            (
                "xdm_deprecated_addon_key_do_not_use",
                app.descriptor.key().to_owned(),
            ),
            ("lic", app.licence.in_urls().to_owned()),
            ("cv", self.identity().connect_version()),
        ];
        let parts = parameters
            .iter()
            .map(|(name, value)| format!("{name}={}", encode(value)));
        parts.collect::<Vec<_>>().join("&")
    }
}

fn encode(text: &str) -> String {
    utf8_percent_encode(text, UNRESERVED).to_string()
}

fn joint(path: &str) -> char {
    if path.contains('?') { '&' } else { '?' }
}

fn text<'a>(value: &'a Value, name: &str) -> Option<&'a str> {
    value.get(name)?.as_str().filter(|text| !text.is_empty())
}

/// A static or a dynamic module, by its key.
fn find<'a>(app: &'a Installation, key: &str) -> Result<Found<'a>, LoadError> {
    let all = || {
        app.descriptor
            .modules()
            .iter()
            .chain(app.dynamic.modules().iter())
    };
    let found = all().find(|(_, module)| module.key() == Some(key));
    if let Some((kind, module)) = found {
        let (kind, value) = (kind.to_owned(), module.value());
        return Ok(Found { kind, value });
    }
    let known: Vec<&str> = all().filter_map(|(_, module)| module.key()).collect();
    Err(LoadError(format!(
        "`{}` has no module `{key}`, static or dynamic; it has: {}",
        app.descriptor.key(),
        if known.is_empty() {
            "none".to_owned()
        } else {
            known.join(", ")
        }
    )))
}

fn no_url(key: &str, kind: &str) -> LoadError {
    LoadError(format!(
        "`{key}` is one of {kind} and has no `url`: the host opens nothing of it"
    ))
}

/// `{name}` and `${name}`; what is not known becomes nothing.
fn replace_variables(url: &str, known: impl Fn(&str) -> Option<String>) -> String {
    let mut replaced = String::new();
    let mut rest = url;
    while let Some(start) = rest.find('{') {
        let Some(end) = rest[start..].find('}').map(|end| start + end) else {
            break;
        };
        let before = &rest[..start];
        replaced.push_str(before.strip_suffix('$').unwrap_or(before));
        let value = known(&rest[start + 1..end]).unwrap_or_default();
        replaced.push_str(&encode(&value));
        rest = &rest[end + 1..];
    }
    replaced + rest
}

#[cfg(test)]
mod tests {
    use super::replace_variables;

    #[test]
    fn variables_are_encoded_and_unknown_ones_are_empty() {
        let known = |name: &str| (name == "space.key").then(|| "a b&c".to_owned());
        assert_eq!(
            replace_variables("/p/{space.key}?x=${space.key}&y={no}&z={open", known),
            "/p/a%20b%26c?x=a%20b%26c&y=&z={open"
        );
    }
}
