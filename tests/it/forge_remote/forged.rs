//! Forged calls to a remote.

use mockfluence::{Fault, Tamper, TokenKind, to_app};

use super::{APP, installed};

#[tokio::test]
async fn every_forgery_is_sent_and_shouted_where_the_remote_takes_it() {
    let (tenant, backend, app) = installed().await;
    let good = {
        app.invoke("page").path("/x").send().await;
        backend.last("/x").claims()
    };
    let forgeries: Vec<Tamper> = app.invoke("page").forgeries().collect();
    assert_eq!(
        forgeries,
        Tamper::forgeries(TokenKind::Invocation).collect::<Vec<_>>()
    );
    for tamper in Tamper::ALL {
        let sent = app
            .invoke("page")
            .path("/x")
            .tamper(tamper.clone())
            .try_send()
            .await;
        let fits = forgeries.contains(tamper) || *tamper == Tamper::Replayed;
        assert_eq!(sent.is_ok(), fits, "{tamper}");
        if !fits {
            continue;
        }
        let log = tenant.log();
        let accepted = log
            .exchanges()
            .last()
            .unwrap()
            .accepted_forgery()
            .map(str::to_owned);
        let shouted = forgeries
            .contains(tamper)
            .then(|| tamper.description().to_owned());
        assert_eq!(accepted, shouted, "{tamper}");
        let got = backend.last("/x");
        if !matches!(tamper, Tamper::Unsigned | Tamper::Garbage | Tamper::InQuery) {
            let same = |name: &str| got.claims()[name] == good[name];
            let of_claims = !(same("aud")
                && same("iss")
                && same("app")
                && same("context")
                && same("principal"));
            let spoils_claims = matches!(
                tamper,
                Tamper::OtherApp
                    | Tamper::ForgeContextToken
                    | Tamper::ConnectToken
                    | Tamper::MixedInstallations
                    | Tamper::MixedSites
                    | Tamper::NoInstallation
                    | Tamper::WrongAudience
                    | Tamper::NoAudience
                    | Tamper::UnknownIssuer
                    | Tamper::NoIssuer
                    | Tamper::ChangedClaims
            );
            assert_eq!(of_claims, spoils_claims, "{tamper}");
        }
    }
}

#[tokio::test]
async fn what_is_in_a_forged_invocation_token() {
    let (_tenant, backend, app) = installed().await;
    let mut sent = Vec::new();
    for tamper in [
        Tamper::OtherApp,
        Tamper::ForgeContextToken,
        Tamper::ConnectToken,
        Tamper::DangerousLabel,
        Tamper::MixedSites,
        Tamper::PublicKeyAsSecret,
    ] {
        app.invoke("page").path("/x").tamper(tamper).send().await;
        sent.push(backend.last("/x"));
    }
    let [other, context, connect, label, sites, secret] = &sent[..] else {
        unreachable!()
    };
    let claims = other.claims();
    assert_eq!(claims["aud"], claims["app"]["id"]);
    assert_ne!(claims["aud"], format!("ari:cloud:ecosystem::app/{APP}"));
    assert_eq!(
        claims["app"]["installation"]["id"],
        claims["app"]["installationId"]
    );
    assert_eq!(context.claims()["iss"], "forge/context-token");
    assert_eq!(context.claims()["aud"], "forge");
    assert_eq!(context.token_header()["kid"], other.token_header()["kid"]);
    assert_eq!(connect.token_header()["alg"], "HS256");
    assert!(
        connect
            .header("authorization")
            .unwrap()
            .starts_with("Bearer ")
    );
    let label = label.claims()["icLabel"].as_str().unwrap().to_owned();
    assert!(label.contains('.') && label.contains('/'), "{label}");
    let claims = sites.claims();
    let gateway = claims["app"]["apiBaseUrl"].as_str().unwrap();
    assert!(!gateway.ends_with(claims["context"]["cloudId"].as_str().unwrap()));
    assert_eq!(secret.token_header()["alg"], "HS256");
}

#[tokio::test]
async fn a_trace_header_is_missing_where_a_fault_takes_it() {
    let (tenant, backend, app) = installed().await;
    for (fault, lost, kept) in [
        (Fault::no_trace_id(), "x-b3-traceid", "x-b3-spanid"),
        (Fault::no_span_id(), "x-b3-spanid", "x-b3-traceid"),
    ] {
        tenant.inject(fault.on(to_app().path("/x")).times(1));
        app.invoke("page").path("/x").send().await;
        let got = backend.last("/x");
        assert!(
            got.header(lost).is_none() && got.header(kept).is_some(),
            "{lost}"
        );
        let log = tenant.log().to_string();
        assert!(
            log.contains(&format!("fault: without the header {lost}")),
            "{log}"
        );
    }
}
