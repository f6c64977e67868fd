//! `GET …/oauth/consumer-info`: how apps of the first years compared the tenant's clientKey.

use std::sync::Arc;

use axum::Extension;

use super::reply::Reply;
use crate::context::Context;

pub(super) const PATH: &str = "/wiki/plugins/servlet/oauth/consumer-info";

/// Anybody may ask. The elements that clients read are `key` and `publicKey`, the same as in the
/// payload of `installed`.
pub(super) async fn show(Extension(context): Extension<Arc<Context>>) -> Reply {
    let client_key = context.site(|site| site.client_key().to_owned());
    let public_key = crate::site::LEGACY_PUBLIC_KEY.trim_ascii();
    let body = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<consumer><key>{client_key}</key>\
         <name>Confluence</name><publicKey>{public_key}</publicKey>\
         <description>Atlassian Confluence at null </description></consumer>"
    );
    Reply::new(200, "application/xml", body)
}
