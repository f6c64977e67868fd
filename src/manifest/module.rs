//! The modules of a manifest by which a backend is called.

use serde_json::Value;

use super::remote::is_on;

fn text<'a>(of: &'a Value, name: &str) -> Option<&'a str> {
    of[name].as_str()
}

macro_rules! modules {
    ($($(#[doc = $doc:literal])* $name:ident;)*) => {$(
        $(#[doc = $doc])*
        #[derive(Clone, Copy, Debug, PartialEq)]
        pub struct $name<'a>(pub(super) &'a Value);

        impl<'a> $name<'a> {
            /// Its key, or an empty string.
            #[must_use]
            pub fn key(self) -> &'a str {
                text(self.0, "key").unwrap_or_default()
            }
        }
    )*};
}

modules! {
    /// Where a remote is called, and which tokens it is sent.
    Endpoint;
    /// What is called when an event happens.
    Trigger;
    /// What is called again and again.
    ScheduledTrigger;
    /// What is called before the app is uninstalled.
    PreUninstall;
}

impl<'a> Endpoint<'a> {
    /// The key of its remote.
    #[must_use]
    pub fn remote(self) -> Option<&'a str> {
        text(self.0, "remote")
    }

    /// The path behind the remote's base URL at which events are delivered.
    #[must_use]
    pub fn path(self) -> Option<&'a str> {
        self.0["route"]["path"].as_str()
    }

    /// Whether calls bring the app's own token.
    #[must_use]
    pub fn has_system_token(self) -> bool {
        is_on(self.0, "appSystemToken")
    }

    /// Whether calls bring the user's token, where a user is there.
    #[must_use]
    pub fn has_user_token(self) -> bool {
        is_on(self.0, "appUserToken")
    }
}

macro_rules! called {
    ($($name:ident)*) => {$(
        impl<'a> $name<'a> {
            /// The key of the endpoint that is called; none where a function is.
            #[must_use]
            pub fn endpoint(self) -> Option<&'a str> {
                text(self.0, "endpoint")
            }

            /// The key of the function that is called, which no tenant here runs.
            #[must_use]
            pub fn function(self) -> Option<&'a str> {
                text(self.0, "function")
            }
        }
    )*};
}

called! { Trigger ScheduledTrigger PreUninstall }

impl<'a> Trigger<'a> {
    /// One that no manifest has: an app has made it by itself.
    pub(crate) fn of(data: &'a Value) -> Self {
        Self(data)
    }

    /// The names of its events.
    #[must_use]
    pub fn events(self) -> Vec<&'a str> {
        let events = self.0["events"].as_array().into_iter().flatten();
        events
            .filter_map(|event| event.as_str().or(event["eventType"].as_str()))
            .collect()
    }

    /// Whether an event that the app itself brought about is not delivered.
    #[must_use]
    pub fn ignores_self(self, event: &str) -> bool {
        let of_event = self.0["events"].as_array().into_iter().flatten();
        let of_event = of_event
            .filter(|one| one["eventType"] == event)
            .map(|one| &one["filter"]);
        let mut filters = of_event.chain([&self.0["filter"]]);
        filters.any(|filter| filter["ignoreSelf"] == true)
    }

    /// Whether an event is delivered only as long as the app's licence is active.
    #[must_use]
    pub fn wants_licence(self) -> bool {
        self.0["filter"]["appIsLicensed"] == true
    }
}

impl<'a> ScheduledTrigger<'a> {
    /// `fiveMinute`, `hour`, `day` or `week`.
    #[must_use]
    pub fn interval(self) -> Option<&'a str> {
        text(self.0, "interval")
    }

    /// Whether it is called only as long as the app's licence is active.
    #[must_use]
    pub fn wants_licence(self) -> bool {
        self.0["filter"]["appIsLicensed"] == true
    }
}
