//! What goes wrong: the kinds of faults, and the options of those that need more than their name.

use clap::builder::{PossibleValue, PossibleValuesParser};
use mockfluence::Fault;
use mockfluence::binary_support::rate_limit_headers;

use super::tampers::OTHER_TENANT;
use super::values::header;
use crate::cli::contract::written::{Answer, Delay, Kind, Name, OtherTenant, SlowBody, With};

/// The kinds that need more than their name, with what they do.
const WITH_MORE: [(&str, &str); 5] = [
    (
        "status",
        "this status instead of the real answer (--status, --header, --body)",
    ),
    (
        "rate-limited",
        "429 as Confluence sends it (--retry-after, --reason)",
    ),
    (
        "delay",
        "waits before the exchange goes on (--millis, --millis-at-most)",
    ),
    (
        "slow-body",
        "the answer so many bytes at a time (--bytes, --millis between)",
    ),
    (
        OTHER_TENANT,
        "token issued by another tenant (--client-key, --shared-secret)",
    ),
];

/// All kinds, for help and completions.
fn kinds() -> Vec<PossibleValue> {
    let more = WITH_MORE.map(|(name, about)| PossibleValue::new(name).help(about));
    let simple = Fault::kinds().map(|(name, about)| PossibleValue::new(name).help(about));
    more.into_iter().chain(simple).collect()
}

#[derive(Debug, clap::Args)]
pub(super) struct What {
    /// What goes wrong
    #[arg(required = true, value_parser = PossibleValuesParser::new(kinds()))]
    kind: Option<String>,
    /// For `status`
    #[arg(long, value_name = "CODE", required_if_eq("kind", "status"), value_parser = clap::value_parser!(u16).range(200..=999))]
    status: Option<u16>,
    /// For `status`; may be given several times
    #[arg(long = "header", value_name = "NAME:VALUE", value_parser = header)]
    headers: Vec<(String, String)>,
    /// For `status`
    #[arg(long, value_name = "TEXT")]
    body: Option<String>,
    /// For `rate-limited`: seconds
    #[arg(long, value_name = "N", default_value_t = 1)]
    retry_after: u32,
    /// For `rate-limited`
    #[arg(long, value_name = "TEXT", default_value = "confluence-burst-based")]
    reason: String,
    /// For `delay`; for `slow-body` between two parts
    #[arg(long, value_name = "N", required_if_eq_any([("kind", "delay"), ("kind", "slow-body")]))]
    millis: Option<u64>,
    /// For `delay`: a time between --millis and this
    #[arg(long, value_name = "N")]
    millis_at_most: Option<u64>,
    /// For `slow-body`
    #[arg(long, value_name = "N", default_value_t = 64)]
    bytes: u32,
    /// For `other-tenant`
    #[arg(long, value_name = "KEY", required_if_eq("kind", OTHER_TENANT))]
    client_key: Option<String>,
    /// For `other-tenant`: the secret that tenant shares with the app, for a genuine token
    #[arg(long, value_name = "SECRET", requires = "client_key")]
    shared_secret: Option<String>,
}

impl What {
    /// The kind as it is written, so that its values are judged in one place.
    pub(super) fn kind(&self) -> Kind {
        let millis = self.millis.unwrap_or_default();
        Kind::With(match self.kind.as_deref().unwrap_or_default() {
            "status" => self.answer(self.status.unwrap_or_default(), self.headers.clone()),
            "rate-limited" => {
                let mut headers = rate_limit_headers(self.retry_after, &self.reason);
                headers.extend(self.headers.clone());
                self.answer(429, headers)
            }
            "delay" => With::Delay(Delay {
                min: millis,
                max: self.millis_at_most.unwrap_or(millis),
            }),
            "slow-body" => With::SlowBody(SlowBody {
                bytes: self.bytes,
                pause: millis,
            }),
            OTHER_TENANT => With::OtherTenant(OtherTenant {
                client_key: self.client_key.clone().unwrap_or_default(),
                shared_secret: self.shared_secret.clone(),
            }),
            name => return Kind::Named(Name(name.to_owned())),
        })
    }

    fn answer(&self, status: u16, headers: Vec<(String, String)>) -> With {
        With::Status(Answer {
            status,
            headers,
            body: self.body.clone().unwrap_or_default(),
        })
    }
}
