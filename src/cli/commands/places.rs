//! Where a command goes: which server, tenant and app, said by options, variables or words.

use super::format::{Format, How};

/// Which server.
#[derive(Clone, Debug, clap::Args)]
#[command(next_help_heading = "Where")]
pub(in crate::cli) struct Server {
    /// The controlUrl that `serve` printed
    #[arg(
        long,
        value_name = "URL",
        env = "MOCKFLUENCE_CONTROL_URL",
        hide_env_values = true
    )]
    control: Option<String>,
    /// The controlToken; found by itself where the server is this user's, on this machine
    #[arg(
        long,
        value_name = "TOKEN",
        env = "MOCKFLUENCE_CONTROL_TOKEN",
        hide_env_values = true
    )]
    control_token: Option<String>,
}

/// Which server and tenant.
#[derive(Clone, Debug, clap::Args)]
#[command(next_help_heading = "Where")]
pub(in crate::cli) struct Site {
    #[command(flatten)]
    server: Server,
    /// The tenant; not needed if there is one
    #[arg(
        long,
        value_name = "NAME",
        env = "MOCKFLUENCE_TENANT",
        hide_env_values = true
    )]
    tenant: Option<String>,
}

/// For a command to the server as a whole.
#[derive(Clone, Debug, clap::Args)]
pub(in crate::cli) struct OnServer {
    #[command(flatten)]
    how: How,
    #[command(flatten)]
    server: Server,
}

/// For a command to a tenant.
#[derive(Clone, Debug, clap::Args)]
pub(in crate::cli) struct OnTenant {
    #[command(flatten)]
    how: How,
    #[command(flatten)]
    site: Site,
}

/// For a command to an app.
#[derive(Clone, Debug, clap::Args)]
pub(in crate::cli) struct OnApp {
    #[command(flatten)]
    on: OnTenant,
    /// The app's key; not needed if there is one
    #[arg(
        long,
        value_name = "KEY",
        env = "MOCKFLUENCE_APP",
        hide_env_values = true,
        help_heading = "Where"
    )]
    app: Option<String>,
}

/// For a command to an app that may be named as a word, too.
#[derive(Clone, Debug, clap::Args)]
pub(in crate::cli) struct NamedApp {
    /// The app's key; the same as --app
    #[arg(value_name = "APP")]
    word: Option<String>,
    #[command(flatten)]
    on: OnApp,
}

/// For a command to an app on Forge.
#[derive(Clone, Debug, clap::Args)]
pub(in crate::cli) struct OnForgeApp {
    /// The app's id, bare or as an ARI
    #[arg(value_name = "ID")]
    id: String,
    #[command(flatten)]
    on: OnTenant,
}

impl OnForgeApp {
    pub(in crate::cli) fn at(&self) -> At<'_> {
        At {
            app: Some(&self.id),
            ..self.on.at()
        }
    }
}

/// Where a command goes, as far as it was said.
#[derive(Clone, Copy, Debug)]
pub(in crate::cli) struct At<'a> {
    pub(in crate::cli) server: &'a Server,
    pub(in crate::cli) tenant: Option<&'a str>,
    pub(in crate::cli) app: Option<&'a str>,
    pub(in crate::cli) id: Option<u64>,
    pub(in crate::cli) format: Format,
}

/// An empty variable is one that is not set.
fn given(value: Option<&String>) -> Option<&str> {
    value.map(String::as_str).filter(|value| !value.is_empty())
}

impl Server {
    pub(in crate::cli) fn control(&self) -> Option<&str> {
        given(self.control.as_ref())
    }

    pub(in crate::cli) fn token(&self) -> Option<&str> {
        given(self.control_token.as_ref())
    }

    pub(in crate::cli) fn at(&self) -> At<'_> {
        At {
            server: self,
            tenant: None,
            app: None,
            id: None,
            format: Format::Text,
        }
    }
}

impl Site {
    pub(in crate::cli) fn at(&self) -> At<'_> {
        At {
            tenant: given(self.tenant.as_ref()),
            ..self.server.at()
        }
    }
}

impl OnServer {
    pub(in crate::cli) fn at(&self) -> At<'_> {
        At {
            format: self.how.format,
            ..self.server.at()
        }
    }
}

impl OnTenant {
    pub(in crate::cli) fn at(&self) -> At<'_> {
        At {
            format: self.how.format,
            ..self.site.at()
        }
    }
}

impl OnApp {
    pub(in crate::cli) fn at(&self) -> At<'_> {
        At {
            app: given(self.app.as_ref()),
            ..self.on.at()
        }
    }
}

impl NamedApp {
    pub(in crate::cli) fn at(&self) -> At<'_> {
        let at = self.on.at();
        At {
            app: given(self.word.as_ref()).or(at.app),
            ..at
        }
    }
}

impl<'a> At<'a> {
    /// The tenant by a word of its own, if it is there.
    pub(in crate::cli) fn or_tenant(self, word: Option<&'a String>) -> Self {
        Self {
            tenant: given(word).or(self.tenant),
            ..self
        }
    }

    pub(in crate::cli) fn id(self, id: impl Into<u64>) -> Self {
        Self {
            id: Some(id.into()),
            ..self
        }
    }
}
