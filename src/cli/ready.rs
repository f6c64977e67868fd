//! The line by which `serve` says that it is ready, and the control token, which stands in there or in a file.

use std::net::SocketAddr;

use mockfluence::Tenant;
use mockfluence::binary_support::random_secret;
use serde_json::{Value, json};

use super::commands::failure::Failure;
use super::contract::network::Network;
use super::contract::problem::Problem;
use super::control::{Gate, Keys};
use super::output;
use super::token_file::TokenFile;

/// What control requests must bring.
pub(super) enum ControlToken {
    /// By an option or a variable: whoever gave it has it.
    Given(String),
    /// Made for this run, so it is told.
    Made(String),
    NotNeeded,
}

impl ControlToken {
    pub(super) fn of(given: Option<String>, not_needed: bool) -> Result<Self, Failure> {
        match given.filter(|token| !token.is_empty()) {
            _ if not_needed => Ok(ControlToken::NotNeeded),
            Some(token) => Ok(ControlToken::Given(token)),
            None => match random_secret() {
                Ok(token) => Ok(ControlToken::Made(token)),
                Err(error) => {
                    Err(format!("no control token: {error}; give --control-token").into())
                }
            },
        }
    }

    fn text(&self) -> Option<&str> {
        match self {
            ControlToken::Given(token) | ControlToken::Made(token) => Some(token),
            ControlToken::NotNeeded => None,
        }
    }

    pub(super) fn keys(&self) -> Result<Option<Keys>, Failure> {
        let keys = self.text().map(Keys::new).transpose();
        keys.map_err(|error| error.to_string().into())
    }

    /// Leaves it where the commands of this user find it, for as long as the file is held.
    pub(super) fn keep(&self, bound: SocketAddr) -> Option<TokenFile> {
        let Some(token) = self.text() else {
            output::complain(
                "--no-token: every program that reaches the control port can drive the tenants, \
                 read their secrets, and have them send requests from this machine",
            );
            return None;
        };
        let kept = TokenFile::write(bound, token);
        let failed = |error| {
            output::complain(&format!(
                "no file for the control token: {error}; commands need MOCKFLUENCE_CONTROL_TOKEN"
            ));
        };
        kept.map_err(failed).ok()
    }
}

/// The first tenant in the fields of the line; all of them in a list where there are several.
pub(super) fn ready(
    tenants: &[Tenant],
    network: Option<Network>,
    gate: &Gate,
    token: &ControlToken,
) -> Result<Value, Problem> {
    let of = |tenant: &Tenant| {
        json!({
            "baseUrl": tenant.base_url(), "keysUrl": tenant.keys_url(), "jwksUrl": tenant.jwks_url(),
            "gatewayUrl": tenant.gateway_url(), "tenant": tenant.name()
        })
    };
    let mut line = tenants.first().map_or(json!({}), of);
    line["controlUrl"] = gate.control_url.as_str().into();
    line["pageUrl"] = gate.page_url()?.into();
    if let Some(network) = network {
        line["proxyUrl"] = network.proxy_url.into();
        line["ca"] = network.ca.into();
    }
    line["pid"] = std::process::id().into();
    if let ControlToken::Made(token) = token {
        line["controlToken"] = token.as_str().into();
    }
    if tenants.len() > 1 {
        line["tenants"] = tenants.iter().map(of).collect();
    }
    Ok(line)
}
