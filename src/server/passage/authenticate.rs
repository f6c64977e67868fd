//! Who calls, and what is done for it: in one hold of the site, so that an app which is gone in
//! between is not served as if it were there.

use crate::server::call::Call;
use crate::server::reply::HostReply;
use crate::server::route::{Handler, Needs, Route};
use crate::site::{Guard, Presented, Principal, Proof, Rejection, Site, Webhook};
use crate::traffic::{Credential, Signer};

/// Judges the caller and carries the call out.
pub(super) async fn carry_out(mut call: Call, route: &Route) -> Result<HostReply, Rejection> {
    match route.handler {
        Handler::Rule(rule) => {
            let context = call.context.clone();
            let now = context.clock.now_millis();
            call.now_millis = now;
            let (presented, done) = context.site(|site| {
                #[cfg(feature = "content")]
                let settled = site.settle_tasks(now);
                let signed = call.signed(route.scope);
                let (presented, verdict) = site.admit(route.guard, &signed, now);
                let done = verdict.and_then(|principal| {
                    call.principal = principal;
                    site.refuse_gone(call.method.as_str(), call.path())?;
                    let reply = rule(&call, site)?;
                    assert_as_told(&call, site, route, &reply);
                    Ok(reply)
                });
                let done = done.map(|reply| of_caller(&call, reply));
                #[cfg(feature = "content")]
                let done = with_events(done, settled);
                (presented, done)
            });
            note_credential(&call, presented);
            done
        }
        Handler::Task(task) => {
            admit(&mut call, route.guard, route.scope)?;
            task(call).await
        }
    }
}

/// Whatever a rule does, it is what its row of the table says: no event beside those, and nothing for
/// an account that may not.
fn assert_as_told(call: &Call, site: &Site, route: &Route, reply: &HostReply) {
    if !cfg!(debug_assertions) {
        return;
    }
    let mut events = reply.events.iter().map(Webhook::event);
    let untold = events.find(|event| !route.events.contains(event));
    let row = format!("{} {}", route.method, route.paths[0]);
    assert_eq!(
        untold, None,
        "an event that `.fires(…)` of the row {row} has not"
    );
    let id = call
        .given_place("id")
        .map(|id| id.strip_prefix("att").unwrap_or(id));
    if let (Needs::Named(operation), Some(id)) = (route.needs, id) {
        let may = site.may(&call.account(site), operation, id);
        assert!(
            may,
            "the row {row} says that it needs to `{operation}` {id}"
        );
    }
}

/// What the call led to is the doing of the app that called, whoever it acts for.
fn of_caller(call: &Call, mut reply: HostReply) -> HostReply {
    if let Principal::App(caller) = &call.principal {
        let events = std::mem::take(&mut reply.events).into_iter();
        let made = events.map(|event| event.made_by_app(caller.app_key.as_str()));
        reply.events = made.collect();
    }
    reply
}

/// The events of what has come to its end meanwhile come first, whatever the answer is.
#[cfg(feature = "content")]
fn with_events(
    done: Result<HostReply, Rejection>,
    settled: Vec<Webhook>,
) -> Result<HostReply, Rejection> {
    if settled.is_empty() {
        return done;
    }
    let mut reply = done.unwrap_or_else(HostReply::from);
    reply.events.splice(0..0, settled);
    Ok(reply)
}

/// Judges the caller alone, for what has to wait before it does something, or does it elsewhere.
pub(super) fn admit(
    call: &mut Call,
    guard: Guard,
    scope: Option<&'static str>,
) -> Result<(), Rejection> {
    let now = call.context.clock.now_millis();
    let signed = call.signed(scope);
    let (presented, verdict) = call.context.site(|site| site.admit(guard, &signed, now));
    note_credential(call, presented);
    call.principal = verdict?;
    Ok(())
}

/// Looks who calls, for the log alone: what the tenant does not serve it refuses to nobody.
pub(super) fn observe(call: &Call) {
    let now = call.context.clock.now_millis();
    let signed = call.signed(None);
    let (presented, _) = call
        .context
        .site(|site| site.admit(Guard::PassedOn, &signed, now));
    note_credential(call, presented);
}

/// What the log says of the credential.
fn note_credential(call: &Call, presented: Option<Presented>) {
    let Some(presented) = presented else {
        return;
    };
    let log = &call.context.log;
    let credential = match presented.proof {
        Proof::Token { algorithm, secret } => Credential::Jwt {
            alg: algorithm,
            signer: Signer::Secret(log.secrets(|known| known.label(secret.expose()))),
            audience: None,
        },
        Proof::Refused { algorithm } => Credential::Refused { alg: algorithm },
        Proof::Bearer { account } => Credential::Bearer { account },
        #[cfg(feature = "forge")]
        Proof::Forge { account, token } => {
            let token = log.secrets(|known| known.label(token.expose()));
            Credential::Forge { account, token }
        }
        Proof::Page { account } => Credential::Page { account },
        Proof::Basic { user } => Credential::Basic { user },
    };
    let app = presented.app.as_deref();
    log.credential(call.exchange, app, &credential, presented.claims);
}
