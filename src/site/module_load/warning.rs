//! What a load went without: not a refusal, since the host opens the module all the same.

use std::fmt;

use serde::Serialize;

/// Something about a load that its author may not have meant.
///
/// It stands in the log, and in [`Reply::warnings`](crate::Reply::warnings).
///
/// `Display` words it. As JSON it is an object: `kind` is the variant, `name` what it is about.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(tag = "kind", content = "name", rename_all = "kebab-case")]
#[non_exhaustive]
pub enum LoadWarning {
    /// The URL has this variable, nobody gave it a value, and it follows from nothing on the site:
    /// it became empty, as on the host.
    MissingVariable(String),
    /// This variable was given, and the URL neither has it nor one that follows from it.
    UnusedVariable(String),
    /// The module is cacheable, so its URL is taken as it is written, this variable with it.
    VariableInCacheable(String),
    /// The module has this condition, and it is not met: the host would not show the module.
    NotShown(String),
}

impl fmt::Display for LoadWarning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            LoadWarning::MissingVariable(name) if name == "user.id" || name == "user.key" => {
                write!(
                    f,
                    "the URL asks for `{name}`, which is empty on Cloud: the account id is the \
                     token's sub"
                )
            }
            LoadWarning::MissingVariable(name) => write!(
                f,
                "the URL asks for `{name}`: no value was given, and none follows from the site's \
                 content; it is empty"
            ),
            LoadWarning::UnusedVariable(name) => write!(
                f,
                "the variable `{name}` was given, and the URL does not ask for it: it is not sent"
            ),
            LoadWarning::VariableInCacheable(name) => write!(
                f,
                "`{name}` is not filled in: the module is cacheable, and its URL is taken as it \
                 is written"
            ),
            LoadWarning::NotShown(condition) => write!(
                f,
                "the condition `{condition}` is not met: the host would not show this module"
            ),
        }
    }
}
