//! Whether an app has accepted what it should have refused.

use crate::fault::Picked;
use crate::outgoing::{Incoming, SendError};
use crate::site::Callback;
use crate::traffic::Note;

/// What the log says of a forged request that the app itself has answered as if it were good.
pub(super) fn accepted(
    callback: &Callback,
    picked: &Picked,
    result: &Result<Incoming, SendError>,
) -> Option<Note> {
    let reply = result.as_ref().ok().filter(|_| picked.reply().is_none())?;
    let status = Some(reply.status).filter(|status| (200..300).contains(status))?;
    let forgery = forgery(callback, picked)?;
    Some(Note::ForgeryAccepted { forgery, status })
}

/// What an app must not accept of a request, in words.
fn forgery(callback: &Callback, picked: &Picked) -> Option<String> {
    let tamper = callback.tamper.as_ref().or(picked.token());
    let tamper = tamper.filter(|tamper| {
        let kind = callback.token_kind();
        kind.is_some_and(|kind| tamper.is_forgery(kind))
    });
    let tamper = tamper.map(|tamper| tamper.description().to_owned());
    tamper.or_else(|| {
        let lacking = picked.body().filter(|_| callback.is_installed())?;
        Some(format!("no {} in its body", lacking.field()))
    })
}
