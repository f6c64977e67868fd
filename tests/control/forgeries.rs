//! What an app has to refuse, as the control API and the command list it.

use mockfluence::{Tamper, TokenKind};
use serde_json::Value;

use crate::with_app;

#[test]
fn the_forgeries_are_listed_at_every_door() {
    let server = with_app();
    assert_eq!(
        server.get("/tenants/acme/apps/my-app")["oauthClientId"],
        Value::Null
    );
    let listed = server.get("/forgeries");
    let all = listed["forgeries"].as_array().unwrap();
    for kind in TokenKind::ALL {
        let of_kind = all.iter().filter(|one| {
            let tokens = one["tokens"].as_array().unwrap();
            tokens.iter().any(|token| token == kind.name())
        });
        let names: Vec<&str> = of_kind.map(|one| one["name"].as_str().unwrap()).collect();
        let said = server.said(&["forgeries", kind.name()]);
        assert_eq!(said.lines().collect::<Vec<_>>(), names, "{kind}");
        let tokens = Tamper::forgeries(*kind).map(|one| one.name().to_owned());
        let bodies = ["no-base-url", "no-client-key", "no-shared-secret"].map(str::to_owned);
        let bodies = bodies
            .into_iter()
            .filter(|_| *kind == TokenKind::SignedInstall);
        assert_eq!(names, tokens.chain(bodies).collect::<Vec<_>>(), "{kind}");
    }
    let slip = server.command(&["forgeries", "pgae"]);
    let said = String::from_utf8_lossy(&slip.stderr).into_owned();
    assert!(said.contains("'page'"), "{said}");
}
