//! `GET /keys/{kid}`: the public key of signed installs, as the real key host serves it.

use std::sync::Arc;

use axum::Extension;
use axum::extract::Path;

use super::recorder::ExchangeId;
use super::reply::Reply;
use crate::context::Context;

/// A key id may contain slashes.
pub(super) const PATH: &str = "/keys/{*kid}";

pub(super) async fn show(
    Extension(context): Extension<Arc<Context>>,
    id: Extension<ExchangeId>,
    Path(kid): Path<String>,
) -> Reply {
    if let Some(key) = context.served_key(&kid) {
        return Reply::new(200, "text/plain", key.public_pem());
    }
    context.log.note(
        id.0.0,
        "no install key of this id; the kid stands in the token's header",
    );
    Reply::empty(404)
}
