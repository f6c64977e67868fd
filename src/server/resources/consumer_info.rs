//! `GET …/oauth/consumer-info`: how apps of the first years compared the tenant's clientKey.

use crate::server::call::Call;
use crate::server::reply::HostReply;
use crate::site::{LEGACY_PUBLIC_KEY, Rejection, Site};

/// Anybody may ask. The elements that clients read are `key` and `publicKey`, the same as in the
/// payload of `installed`.
pub(in crate::server) fn show(_: &Call, site: &mut Site) -> Result<HostReply, Rejection> {
    let client_key = site.client_key();
    let public_key = LEGACY_PUBLIC_KEY.trim_ascii();
    let body = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<consumer><key>{client_key}</key>\
         <name>Confluence</name><publicKey>{public_key}</publicKey>\
         <description>Atlassian Confluence at null </description></consumer>"
    );
    Ok(HostReply::new(200, "application/xml", body))
}
