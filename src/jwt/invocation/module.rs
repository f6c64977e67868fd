//! Which module of an app calls its remote, and from which environment.

use super::contract::TriggerModuleType;

/// The environment that an app is deployed to.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Environment {
    /// `DEVELOPMENT`, `STAGING` or `PRODUCTION`.
    pub(crate) kind: String,
    pub(crate) id: String,
}

/// The module that calls.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct InvokedBy {
    /// Such as `xen:macro`, or `core:trigger`.
    pub(crate) kind: String,
    pub(crate) key: String,
}

impl InvokedBy {
    /// What has no front end: a module of this type, such as `trigger`, and of this key.
    pub(crate) fn without_a_page(module: &str, key: &str, kind: TriggerModuleType) -> Self {
        let kind = match kind {
            TriggerModuleType::CoreTrigger => format!("core:{module}"),
            TriggerModuleType::CoreEndpoint => "core:endpoint".to_owned(),
        };
        Self {
            kind,
            key: key.to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_trigger_is_a_trigger_as_captured_or_an_endpoint_as_documented() {
        let kind = |kind| InvokedBy::without_a_page("trigger", "installed", kind).kind;
        assert_eq!(kind(TriggerModuleType::default()), "core:trigger");
        assert_eq!(kind(TriggerModuleType::CoreEndpoint), "core:endpoint");
    }
}
