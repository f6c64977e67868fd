//! Tenants, their clock, and the server itself.

use std::fmt;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::apps::{AcceptedForgery, Callback};

/// How far a clock may be moved, in milliseconds: some three thousand years.
pub(crate) const FAR: i64 = 100_000_000_000_000;

#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(crate) struct Health {
    pub(crate) status: String,
    pub(crate) version: String,
    pub(crate) pid: u32,
}

/// By name.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(crate) struct Tenants {
    pub(crate) tenants: Vec<Tenant>,
}

/// A tenant as it is now.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(deny_unknown_fields)]
pub(crate) struct Tenant {
    pub(crate) name: String,
    pub(crate) base_url: String,
    pub(crate) keys_url: String,
    /// Where the public keys of Forge's invocation tokens are, as a JSON Web Key Set.
    pub(crate) jwks_url: String,
    /// Below which a Forge app calls the REST API, as its invocation tokens say.
    pub(crate) gateway_url: String,
    pub(crate) client_key: String,
    /// What `/_edge/tenant_info` tells.
    pub(crate) cloud_id: String,
    pub(crate) port: u16,
    /// The keys of the installed apps.
    pub(crate) apps: Vec<String>,
    /// Where apps ask for tokens to act as a user.
    pub(crate) authorization_server: String,
    /// The account of the site's administrator.
    pub(crate) admin: String,
}

/// A tenant to be started.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub(crate) struct NewTenant {
    /// It stands in paths.
    #[schemars(length(min = 1), regex(pattern = r"^[^/?#%\x00-\x1f\x7f-\x9f]+$"))]
    pub(crate) name: String,
    /// 0 for a free one.
    #[serde(default)]
    pub(crate) port: u16,
    /// What clientKey and secrets derive from, beside the name; else from what `serve` was given or has drawn.
    pub(crate) seed: Option<u64>,
    /// One of the hosts that `GET /hosts` names; `settings` count on top of it.
    pub(crate) host: Option<String>,
    /// What `mockfluence compare --evidence` found at a site: the tenant answers as that site did, in place of a
    /// host; `settings` count on top of it.
    pub(crate) evidence: Option<Map<String, Value>>,
    /// What differs from the default; `GET /settings` lists them.
    pub(crate) settings: Option<Map<String, Value>>,
    /// The base URL by which apps find the tenant.
    pub(crate) public_url: Option<String>,
    /// The host of a real tenant, as `acme.atlassian.net`: apps find it there by the proxy of the look-alike network.
    pub(crate) look_alike: Option<String>,
    /// The base URL of a server that answers what the tenant does not.
    pub(crate) fallback: Option<String>,
    /// Names by which it may be called beside `localhost`, addresses in numbers, the public URL's host and names without a dot.
    #[serde(default)]
    pub(crate) allowed_hosts: Vec<String>,
    /// Hosts beyond loopback that it may call, for descriptors and callbacks.
    #[serde(default)]
    pub(crate) allowed_targets: Vec<String>,
    /// Whether UPM's REST answers although the tenant listens beyond loopback.
    #[serde(default)]
    pub(crate) remote_upm: bool,
    /// Certificates (PEM) that it trusts when it calls an app at `https://`, beside the public ones.
    pub(crate) trust_certificates: Option<String>,
}

impl NewTenant {
    pub(crate) fn named(name: &str) -> Self {
        Self {
            name: name.to_owned(),
            ..Self::default()
        }
    }
}

/// Another base URL for a site.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub(crate) struct Rename {
    /// Absolute; ends in /wiki.
    pub(crate) base_url: String,
}

/// What the apps answered.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Renamed {
    pub(crate) callbacks: Vec<Callback>,
    /// What apps accepted and should have refused.
    pub(crate) accepted_forgeries: Vec<AcceptedForgery>,
}

#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(deny_unknown_fields)]
pub(crate) struct Imported {
    pub(crate) removed_apps: Vec<String>,
    pub(crate) client_key: String,
}

/// A tenant's time.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(deny_unknown_fields)]
pub(crate) struct Clock {
    /// How far it is ahead of the system's.
    pub(crate) offset_millis: i64,
}

/// One of the three.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[expect(
    clippy::enum_variant_names,
    reason = "the unit is part of each name on the wire"
)]
pub(crate) enum ClockChange {
    AdvanceMillis(Millis),
    OffsetMillis(Millis),
    /// Since 1970.
    TimeMillis(Millis),
}

/// Milliseconds, within bounds that every calendar can take.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(try_from = "i64")]
pub(crate) struct Millis(
    #[schemars(range(min = -100_000_000_000_000_i64, max = 100_000_000_000_000_i64))] i64,
);

/// Too far from now.
#[derive(Debug)]
pub(crate) struct OutOfRange(i64);

impl fmt::Display for OutOfRange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ms is out of range: at most {FAR}", self.0)
    }
}

impl TryFrom<i64> for Millis {
    type Error = OutOfRange;

    fn try_from(millis: i64) -> Result<Self, OutOfRange> {
        match (-FAR..=FAR).contains(&millis) {
            true => Ok(Self(millis)),
            false => Err(OutOfRange(millis)),
        }
    }
}

impl From<Millis> for i64 {
    fn from(millis: Millis) -> i64 {
        millis.0
    }
}

/// What was prepared for an app and nothing came to, a line each.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
#[serde(rename_all = "camelCase")]
pub(crate) struct LeftOver {
    pub(crate) left_over: Vec<String>,
}
