//! Loads of an app's modules: which URL the host opens, with which parameters and which token.

mod asked;
mod conditions;
mod found;
mod place;
mod template;
mod variables;
mod warning;

pub use self::asked::LoadError;
pub(crate) use self::asked::{ModuleLoad, Opened, Viewer};
use self::found::{Place, Way, find};
use self::place::place;
use self::template::{encode, names};
use self::variables::Variables;
pub use self::warning::LoadWarning;
use super::Site;
use super::base_url::with_parameters;
use super::callback::{Callback, FORM, Signature, TokenAt};
use super::installation::{Installation, Status};
use crate::settings::ModuleFragment;

/// A load, ready to be sent.
#[derive(Clone, Debug)]
pub(crate) struct PreparedLoad {
    pub(crate) callback: Callback,
    pub(crate) warnings: Vec<LoadWarning>,
    /// Whether it is shown in a frame, where there is `AP`.
    pub(crate) in_frame: bool,
}

/// The parameters of every load, in the captured order.
pub(crate) const LOAD_PARAMETERS: [&str; 6] = [
    "xdm_e",
    "xdm_c",
    "cp",
    "xdm_deprecated_addon_key_do_not_use",
    "lic",
    "cv",
];

impl Site {
    /// The request of a load. The host opens modules of enabled apps only.
    pub(crate) fn load(&self, load: &ModuleLoad) -> Result<PreparedLoad, LoadError> {
        let app = self.enabled(&load.app_key)?;
        let place = place(self, app, &load.what)?;
        let mut variables = Variables::new(self, app, load, &place);
        let mut warnings = self.not_shown(app, load, &place);
        let below = self.below(app, place.url)?;
        let call = if place.cacheable {
            let names = names(below).into_iter();
            warnings.extend(names.map(LoadWarning::VariableInCacheable));
            without_token(self.request(app, "GET", below.to_owned()))
        } else {
            let mut path = variables.replace_in(below);
            let framed = matches!(place.way, Way::Frame { .. });
            if framed && self.settings().module_fragment == ModuleFragment::Dropped {
                path.truncate(path.find('#').unwrap_or(path.len()));
            }
            self.call(app, load, &place, path, &mut variables)
        };
        warnings.extend(variables.warnings(load)?);
        let in_frame = matches!(place.way, Way::Frame { .. });
        let tamper = load.tamper.clone();
        if let Some(tamper) = &tamper
            && let Some(why) = tamper.misfit(call.token_kind())
        {
            return Err(LoadError::misfit(tamper, why));
        }
        let callback = Callback {
            subject: self.account_of(&load.subject),
            about: load.about.clone(),
            tamper,
            may_wait: false,
            ..call
        };
        Ok(PreparedLoad {
            callback,
            warnings,
            in_frame,
        })
    }

    fn enabled(&self, key: &str) -> Result<&Installation, LoadError> {
        match self.installation(key) {
            Some(app) if app.status == Status::Enabled => Ok(app),
            Some(app) => Err(LoadError::new(format!(
                "`{key}` is {:?}, and the host shows modules of enabled apps only: enable it first",
                app.status
            ))),
            None => Err(LoadError::new(format!("no app `{key}` is installed"))),
        }
    }

    /// The account that looks; none if nobody is logged in.
    pub(crate) fn account_of(&self, subject: &Viewer) -> Option<String> {
        match subject {
            Viewer::Admin => Some(self.admin()),
            Viewer::User(account) => Some(account.clone()),
            Viewer::Anonymous => None,
        }
    }

    /// The conditions that are not met, of the module asked for and of the one it leads to.
    fn not_shown(
        &self,
        app: &Installation,
        load: &ModuleLoad,
        place: &Place<'_>,
    ) -> Vec<LoadWarning> {
        let asked = load.what.key().and_then(|key| find(app, key).ok());
        let reached = place
            .module
            .filter(|found| Some(found.key) != load.what.key());
        let modules = asked.into_iter().chain(reached);
        let unmet = modules.flat_map(|found| conditions::unmet(self, app, load, found.value));
        unmet.collect()
    }

    /// The request for a URL whose variables are replaced.
    fn call(
        &self,
        app: &Installation,
        load: &ModuleLoad,
        place: &Place<'_>,
        path: String,
        variables: &mut Variables,
    ) -> Callback {
        match place.way {
            Way::Frame { dialog, many } => {
                let dialog = if dialog {
                    "dialog=1&simpleDialog=1&"
                } else {
                    ""
                };
                let standard = self.standard(app, &self.channel(app, place, many));
                let path = with_parameters(&path, &format!("{dialog}{standard}"));
                Callback {
                    token_at: TokenAt::Query,
                    lifetime: self.settings().iframe_token_lifetime,
                    ..self.request(app, "GET", path)
                }
            }
            Way::Fetch { post } => {
                let standard = self.standard(app, &self.channel(app, place, false));
                let path = with_parameters(&path, &standard);
                if post {
                    self.posted(app, &path)
                } else {
                    self.request(app, "GET", path)
                }
            }
            Way::Context => Callback {
                payload: self.blueprint_context(app, load, variables),
                ..self.request(app, "POST", path)
            },
            Way::Download => without_token(self.request(app, "GET", path)),
            Way::Image => {
                let path = with_parameters(&path, &variables.parameters());
                without_token(self.request(app, "GET", path))
            }
        }
    }

    /// Everything behind the path as a form.
    fn posted(&self, app: &Installation, url: &str) -> Callback {
        let (before, fragment) = match url.find('#') {
            Some(at) => url.split_at(at),
            None => (url, ""),
        };
        let (path, form) = before.split_once('?').unwrap_or((before, ""));
        Callback {
            payload: form.to_owned(),
            content_type: Some(FORM),
            ..self.request(app, "POST", format!("{path}{fragment}"))
        }
    }

    fn blueprint_context(
        &self,
        app: &Installation,
        load: &ModuleLoad,
        variables: &mut Variables,
    ) -> String {
        let body = serde_json::json!({
            "addonKey": app.descriptor.key(),
            "blueprintKey": load.what.key(),
            "spaceKey": variables.plain("space.key"),
            // An account id by analogy: the user key of 2016 is gone from Cloud.
            "userKey": self.account_of(&load.subject).unwrap_or_default(),
            "userLocale": self.settings().locale,
        });
        body.to_string()
    }

    /// What stands behind the app's base URL.
    fn below<'a>(&self, app: &Installation, url: &'a str) -> Result<&'a str, LoadError> {
        let base = self.base_url_of(&app.descriptor);
        match url.strip_prefix(base.trim_end_matches('/')) {
            Some(below) => Ok(below),
            None if url.contains("://") => Err(LoadError::new(format!(
                "`{url}` is not below the app's base URL {base}: the host links to it and \
                 signs nothing"
            ))),
            None => Ok(url),
        }
    }

    /// The name of the frame's channel. Macros occur more than once on a page: theirs has digits.
    fn channel(&self, app: &Installation, place: &Place<'_>, many: bool) -> String {
        let Some(found) = place.module else {
            return "condition".to_owned();
        };
        let digits = match many {
            true => self
                .identity()
                .channel_digits(app.descriptor.key(), found.key),
            false => String::new(),
        };
        format!("{}__{}{digits}", app.descriptor.key(), found.key)
    }

    /// The parameters of Cloud, in the captured order.
    fn standard(&self, app: &Installation, channel: &str) -> String {
        let origin = self.base_url().trim_end_matches("/wiki");
        let values = [
            origin.to_owned(),
            format!("channel-{channel}"),
            "/wiki".to_owned(),
            app.descriptor.key().to_owned(),
            app.licence.in_urls().to_owned(),
            self.identity().connect_version(),
        ];
        let parameters = LOAD_PARAMETERS.iter().zip(&values);
        let parts = parameters.map(|(name, value)| format!("{name}={}", encode(value)));
        parts.collect::<Vec<_>>().join("&")
    }
}

fn without_token(call: Callback) -> Callback {
    Callback {
        signature: Signature::None,
        // A plain download has none of the headers of a request that Connect makes.
        token_at: TokenAt::Query,
        ..call
    }
}
