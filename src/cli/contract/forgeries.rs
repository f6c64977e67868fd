//! What an app has to refuse: every way to spoil a token, with the kinds of token that it fits.

use mockfluence::{Fault, Tamper, TokenKind};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Every forgery that needs no second tenant.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(crate) struct Forgeries {
    pub(crate) forgeries: Vec<Forgery>,
}

/// One way in which a request is not what it should be.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(crate) struct Forgery {
    /// The kind of a fault, and, but for those of a body, what `tamper` takes.
    pub(crate) name: String,
    pub(crate) about: String,
    /// The kinds of token that it makes an app refuse: `signed-install`, `callback`, `page`, `context`, `invocation`.
    pub(crate) tokens: Vec<String>,
}

impl Forgeries {
    /// All there are.
    pub(crate) fn known() -> Self {
        let mut forgeries: Vec<Forgery> = Vec::new();
        for kind in TokenKind::ALL {
            let tokens = Tamper::forgeries(*kind);
            let tokens = tokens.map(|one| (one.name(), one.description().to_owned()));
            let bodies = Fault::kinds().filter(|(name, _)| {
                *kind == TokenKind::SignedInstall
                    && Fault::forgeries(*kind).any(|fault| fault.name() == *name)
                    && name.parse::<Tamper>().is_err()
            });
            for (name, about) in tokens.chain(bodies) {
                match forgeries.iter_mut().find(|known| known.name == name) {
                    Some(known) => known.tokens.push(kind.to_string()),
                    None => forgeries.push(Forgery {
                        name: name.to_owned(),
                        about,
                        tokens: vec![kind.to_string()],
                    }),
                }
            }
        }
        Self { forgeries }
    }
}
