//! Genuine tokens in the wrong place: of another customer of the app, or of the app itself.

use super::topics;
use crate::check::definition::Check;
use crate::check::seen::calls;
use crate::check::severity::Severity;
use crate::check::shown::{Shown, unopened};
use crate::check::site::{Callback, Site, is_good, told};
use crate::check::trial::Trial;
use crate::check::verdict::{Outcome, Stop};
use crate::fault::Fault;
use crate::jwt::{OtherTenant, Tamper};
use crate::traffic::to_app;

/// Makes the token of a stranger, for this site, given the other one.
type Stranger = fn(&Site, &Site) -> Result<Tamper, Stop>;

/// How checks call it, the words, the token.
const HS256: [(&str, &str, Stranger); 3] = [
    (
        "other-issuer",
        "that names another customer and is signed by this one's secret",
        |_, other| {
            Ok(Tamper::OtherTenant(OtherTenant::new(
                other.tenant.client_key(),
            )))
        },
    ),
    (
        "crossed-secret",
        "that is signed with the secret of another customer",
        |site, other| {
            let named = OtherTenant::new(site.tenant.client_key());
            Ok(Tamper::OtherTenant(named.shared_secret(other.secret()?)))
        },
    ),
    (
        "issued-by-app",
        "of the app's own, as it signs for the host",
        |site, _| {
            let named = OtherTenant::new(site.app.key());
            Ok(Tamper::OtherTenant(named.shared_secret(site.secret()?)))
        },
    ),
];

pub(super) fn checks() -> Vec<Check> {
    let mut checks = Vec::new();
    for which in Callback::ALL {
        let event = which.event();
        if matches!(which, Callback::Installed | Callback::Uninstalled) {
            continue;
        }
        for (called, words, stranger) in HS256 {
            checks.push(Check::new(
                format!("{event}.forged.{called}"),
                Severity::High,
                &topics::STRANGER,
                format!("refuses `{event}` with a token {words}"),
                move |trial| callback(trial, which, stranger),
            ));
        }
    }
    for (called, words, stranger) in HS256 {
        checks.push(Check::new(
            format!("page.forged.{called}"),
            Severity::Critical,
            &topics::STRANGER,
            format!("shows nothing of a page for a token {words}"),
            move |trial| page(trial, stranger),
        ));
    }
    checks.extend(of_one_place());
    checks
}

/// Those that make sense in one place alone.
fn of_one_place() -> Vec<Check> {
    let mut checks = Vec::new();
    checks.push(Check::new(
        "install.forged.other-tenant",
        Severity::Critical,
        &topics::STRANGER,
        "refuses `installed` with the genuine token of another customer",
        |trial| {
            callback(trial, Callback::Installed, |_, other| {
                Ok(other.app.as_other_tenant())
            })
        },
    ));
    let survives = |id: &str, asks: &str, tamper: fn(&Site) -> Tamper| {
        Check::new(
            id,
            Severity::Critical,
            &topics::STRANGER,
            asks,
            move |trial| survives(trial, tamper),
        )
        .needs("an `uninstalled` callback, and a page")
    };
    checks.push(survives(
        "uninstall.forged.other-tenant",
        "forgets no customer by an `uninstalled` that another customer's token signs",
        |other| other.app.as_other_tenant(),
    ));
    checks.push(survives(
        "uninstall.forged.unknown-issuer",
        "forgets no customer by an `uninstalled` whose token names nobody it knows",
        |_| Tamper::UnknownIssuer,
    ));
    checks.push(
        Check::new(
            "enabled.forged.body-of-another",
            Severity::Critical,
            &topics::STRANGER,
            "does nothing for the customer of the body where the token is another's",
            acts_for_the_body,
        )
        .needs("calls to the tenant after `enabled`"),
    );
    checks
}

async fn callback(trial: Trial, which: Callback, stranger: Stranger) -> Outcome {
    let (site, other) = (trial.site().await?, trial.site().await?);
    let on = site.filter(which)?;
    site.spoil(Fault::token(stranger(&site, &other)?), on.clone())?;
    let answered = site.call(which).await?;
    if !is_good(answered) {
        return Ok(());
    }
    let (answered, event) = (told(answered), which.event());
    let why = format!("it answers {answered} to `{event}` with the token of somebody else");
    Err(Stop::failed(why, site.proof(on, 1)))
}

async fn page(trial: Trial, stranger: Stranger) -> Outcome {
    let Some(page) = trial.subject.seen.pages.first().cloned() else {
        return Err(unopened(&trial.subject.seen));
    };
    let (site, other) = (trial.site().await?, trial.site().await?);
    let forged = page.load(&site.app).tamper(stranger(&site, &other)?);
    let forged = Shown::of(forged, &site.tenant).await?;
    let proof = site.proof(to_app(), 1);
    let bare = page.load(&site.app).tamper(Tamper::Unsigned);
    let bare = Shown::of(bare, &site.tenant).await?;
    if !forged.is_success() {
        return Ok(());
    }
    if bare.is_like(&forged) {
        return Err(Stop::not_applicable(format!(
            "`{page}` is the same without a token"
        )));
    }
    let why = format!("`{page}` is shown for a token of somebody else");
    Err(Stop::failed(why, proof))
}

/// An app may answer as it likes to the `uninstalled` of somebody else: it is whom it forgets that
/// counts. The site that is named in the body is asked for by a page, in a token of its own that
/// the other site sends, as it thinks that it has uninstalled the app.
async fn survives(trial: Trial, tamper: fn(&Site) -> Tamper) -> Outcome {
    let Some(page) = trial.subject.seen.pages.first().cloned() else {
        return Err(unopened(&trial.subject.seen));
    };
    let (site, other) = (trial.site().await?, trial.site().await?);
    let on = site.filter(Callback::Uninstalled)?;
    let own = site.with_secret_of_now()?;
    let good = Shown::of(page.load(&other.app).tamper(own.clone()), &site.tenant).await?;
    if !good.is_success() {
        let why = "it shows no page for a token that another site sends";
        return Err(Stop::not_applicable(why));
    }
    site.spoil(Fault::token(tamper(&other)), on.clone())?;
    site.call(Callback::Uninstalled).await?;
    let later = Shown::of(page.load(&other.app).tamper(own), &site.tenant).await?;
    // A page that asks the site finds it gone; what is refused is a tenant that is forgotten.
    if matches!(later.status(), 400..=404) {
        let why = "it forgets a customer by the token of somebody else";
        return Err(Stop::failed(why, site.proof(on, 1)));
    }
    Ok(())
}

/// With the genuine token of another customer and the body of this one, whom does it act for?
async fn acts_for_the_body(trial: Trial) -> Outcome {
    if trial.subject.seen.calls_after_enabled == 0 {
        let why = "it calls no tenant after `enabled`, so nobody sees whom it acts for";
        return Err(Stop::not_applicable(why));
    }
    let (site, other) = (trial.site().await?, trial.site().await?);
    let on = site.filter(Callback::Enabled)?;
    site.app.disable().await;
    let before = site.tenant.log().only(calls()).len();
    site.spoil(Fault::token(other.app.as_other_tenant()), on.clone())?;
    site.app.enable().await;
    site.quiet().await?;
    if site.tenant.log().only(calls()).len() == before {
        return Ok(());
    }
    let why = "it took the token of one customer and called another, whom the body names";
    Err(Stop::failed(why, site.proof(on, 1)))
}
