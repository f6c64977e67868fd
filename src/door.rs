//! Who reads a message: somebody who writes Rust, or somebody at a command line or behind the control API.

use std::borrow::Cow;

/// By which door one came to a tenant. What to do is said in words that open it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Door {
    #[default]
    Rust,
    Commands,
}

impl Door {
    /// The words for this door.
    pub(crate) fn words<'a>(self, rust: &'a str, commands: &'a str) -> &'a str {
        match self {
            Door::Rust => rust,
            Door::Commands => commands,
        }
    }

    /// How an app that is not there gets there.
    pub(crate) fn install(self) -> &'static str {
        self.words("tenant.install(…)", "`mockfluence install URL`")
    }

    /// How a descriptor gets another base URL than its own.
    pub(crate) fn base_url(self) -> &'static str {
        self.words(
            ".with_base_url(…) on the DescriptorSource",
            "--base-url URL of `mockfluence install`",
        )
    }

    /// Where the install keys are.
    pub(crate) fn keys(self) -> &'static str {
        self.words(
            "tenant.keys_url()",
            "the tenant's keysUrl, as `mockfluence env` prints it",
        )
    }

    /// How a tenant gets a name.
    pub(crate) fn allowed_host(self, name: &str) -> String {
        match self {
            Door::Rust => format!(".allowed_host(\"{name}\") on the builder"),
            Door::Commands => format!(
                "--allowed-host {name} of `mockfluence serve` and `mockfluence start`, or \
                 `allowedHosts` in the body"
            ),
        }
    }

    /// How a tenant gets to call a host.
    pub(crate) fn allowed_target(self, host: &str) -> String {
        match self {
            Door::Rust => format!(".allowed_target(\"{host}\") on the builder"),
            Door::Commands => format!(
                "--allowed-target {host} of `mockfluence install`, `upgrade`, `start` or `serve`, or \
                 `allowedTargets` in the body"
            ),
        }
    }

    /// How a host that is not Atlassian's is let through the proxy of a look-alike network.
    #[cfg(feature = "look-alike")]
    pub(crate) fn let_through(self, host: &str) -> String {
        match self {
            Door::Rust => format!(".allow_host(\"{host}\") on LookAlikeNetwork::builder()"),
            Door::Commands => format!("--allow-host {host} of `mockfluence serve`"),
        }
    }

    /// That an app and the look-alike did not agree on TLS.
    #[cfg(feature = "look-alike")]
    pub(crate) fn tls_failed(self, host: &str, error: &std::io::Error) -> String {
        let way = self.words(
            "tenant.look_alike_network() has the certificate for its HTTP client",
            "`mockfluence env` prints the variables that make it",
        );
        format!(
            "TLS for {host} failed: {error}. An app that does not trust the certificate authority of \
             the look-alike ends it so: {way}"
        )
    }

    /// How UPM's REST is served beyond loopback.
    pub(crate) fn remote_upm(self) -> &'static str {
        self.words(
            ".remote_upm(true) on the builder",
            "--remote-upm of `mockfluence serve` and `mockfluence start`, or `remoteUpm` in the body",
        )
    }

    /// How a request would be stubbed.
    pub(crate) fn stub(self, tenant: &str, method: &str, path: &str) -> String {
        match (self, cfg!(feature = "stubs")) {
            (Door::Rust, true) => format!(
                "To stub it: tenant.mount(Mock::given(method(\"{method}\")).and(path(\"{path}\"))\
                 .respond_with(ResponseTemplate::new(200)))"
            ),
            (Door::Rust, false) => {
                "To stub it: the feature `stubs`, or .fallback(url) on the builder".to_owned()
            }
            (Door::Commands, true) => {
                let (path, tenant) = (quoted(path), quoted(tenant));
                format!(
                    "To stub it: mockfluence stub {method} {path} --json '{{}}' --tenant {tenant}"
                )
            }
            (Door::Commands, false) => {
                "To stub it: start the tenant with a `fallback`, the base URL of a server of yours"
                    .to_owned()
            }
        }
    }
}

/// A word as a shell takes it.
fn quoted(word: &str) -> Cow<'_, str> {
    let plain = |c: char| c.is_ascii_alphanumeric() || "/._-:%@+,".contains(c);
    match !word.is_empty() && word.chars().all(plain) {
        true => Cow::Borrowed(word),
        false => Cow::Owned(format!("'{}'", word.replace('\'', r"'\''"))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_quoted_where_a_shell_would_take_it_apart() {
        assert_eq!(quoted("/wiki/api/v2/pages"), "/wiki/api/v2/pages");
        assert_eq!(quoted("/wiki/a b"), "'/wiki/a b'");
        assert_eq!(quoted("it's;rm"), r"'it'\''s;rm'");
    }
}
