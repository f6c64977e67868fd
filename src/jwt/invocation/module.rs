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
    /// A trigger or a schedule of this key.
    pub(crate) fn trigger(key: impl Into<String>, kind: TriggerModuleType) -> Self {
        let kind = match kind {
            TriggerModuleType::CoreTrigger => "core:trigger",
            TriggerModuleType::CoreEndpoint => "core:endpoint",
        };
        Self {
            kind: kind.into(),
            key: key.into(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_trigger_is_a_trigger_as_captured_or_an_endpoint_as_documented() {
        let kind = |kind| InvokedBy::trigger("installed", kind).kind;
        assert_eq!(kind(TriggerModuleType::default()), "core:trigger");
        assert_eq!(kind(TriggerModuleType::CoreEndpoint), "core:endpoint");
    }
}
