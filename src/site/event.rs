//! The lifecycle events.

/// The four lifecycle events.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Event {
    Installed,
    Enabled,
    Disabled,
    Uninstalled,
}

impl Event {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Event::Installed => "installed",
            Event::Enabled => "enabled",
            Event::Disabled => "disabled",
            Event::Uninstalled => "uninstalled",
        }
    }
}
