//! Two live tokens of October 2025, one of a macro and one of a trigger, with names, ids and
//! accounts replaced: ours have the same claims of the same types, and the same figures.

use serde_json::{Map, Value};

use super::{
    Environment, ForgeContract, Invocation, InvocationContext, InvocationKeys, InvokedBy, UiContext,
};
use crate::jwt::{Draft, TokenKind, decode};

const CLOUD_ID: &str = "00000000-aaaa-4aaa-8aaa-000000000001";
const GATEWAY: &str =
    "https://api.atlassian.com/ex/confluence/00000000-aaaa-4aaa-8aaa-000000000001";
const APP: &str = "00000000-bbbb-4bbb-8bbb-000000000002";
const INSTALLATION: &str = "00000000-cccc-4ccc-8ccc-000000000003";
const ENVIRONMENT: &str = "00000000-dddd-4ddd-8ddd-000000000004";
const ACCOUNT: &str = "557058:00000000-eeee-4eee-8eee-000000000005";

fn captured(of_macro: bool) -> Value {
    let text = match of_macro {
        true => include_str!("../../../fixtures/forge/macro-token.json"),
        false => include_str!("../../../fixtures/forge/trigger-token.json"),
    };
    serde_json::from_str(text).unwrap()
}

fn ours(of_macro: bool) -> Invocation {
    let captured = captured(true);
    let extension: &Map<String, Value> = captured["context"]["extension"].as_object().unwrap();
    let ui = UiContext {
        local_id: "00000000-ffff-4fff-8fff-000000000006".into(),
        site_url: "https://acme.atlassian.net".into(),
        extension: extension.clone(),
        account: Some(ACCOUNT.into()),
    };
    let text = |macros: &str, trigger: &str| if of_macro { macros } else { trigger }.to_owned();
    Invocation {
        app: APP.into(),
        version: text("22.4.0", "22.7.0"),
        build: if of_macro { 5 } else { 8 },
        installation: INSTALLATION.into(),
        environment: Environment {
            kind: "DEVELOPMENT".into(),
            id: ENVIRONMENT.into(),
        },
        module: InvokedBy {
            kind: text("xen:macro", "core:trigger"),
            key: text("sequence-macro", "remote-installed-trigger"),
        },
        cloud_id: CLOUD_ID.into(),
        api_base_url: GATEWAY.into(),
        licence: None,
        context: match of_macro {
            true => InvocationContext::Ui(Box::new(ui)),
            false => InvocationContext::Trigger,
        },
        principal: of_macro.then(|| ACCOUNT.into()),
        ic_label: None,
        contract: ForgeContract::October2025,
    }
}

fn signed(call: &Invocation, issued: i64) -> (Value, Value) {
    let draft = Draft {
        kind: TokenKind::Invocation,
        claims: call.claims(issued, "c900303226dd9b698199667c9c7c2b91d7cef2ff".into()),
        key: InvocationKeys::default().current(),
        secret: None,
        method: "POST",
        earlier: None,
        instead: None,
    };
    let token = draft.sign(None).unwrap().token;
    let decoded = decode(token.expose()).unwrap();
    (
        decoded.header,
        serde_json::to_value(&decoded.claims).unwrap(),
    )
}

#[test]
fn a_macros_and_a_triggers_token_are_those_that_were_captured() {
    for of_macro in [true, false] {
        let expected = captured(of_macro);
        let (header, claims) = signed(&ours(of_macro), expected["iat"].as_i64().unwrap());
        assert_eq!(claims, expected);
        // Algorithm and key id, and no type.
        let names: Vec<&String> = header.as_object().unwrap().keys().collect();
        assert_eq!(names, ["alg", "kid"]);
        assert_eq!(header["alg"], "RS256");
    }
}

#[test]
fn what_the_contract_of_a_later_date_adds_and_takes_away() {
    let of = |contract| {
        let call = Invocation {
            contract,
            ..ours(false)
        };
        let app = signed(&call, 0).1["app"].clone();
        let cloud_id = app["installation"]["contexts"][0]["cloudId"].as_str();
        (
            app["version"].as_str().is_some(),
            cloud_id == Some(CLOUD_ID),
        )
    };
    assert_eq!(of(ForgeContract::October2025), (true, false));
    assert_eq!(of(ForgeContract::April2026), (true, false));
    assert_eq!(of(ForgeContract::August2026), (true, true));
    assert_eq!(of(ForgeContract::November2026), (false, true));
    let from_function = Invocation {
        context: InvocationContext::Function,
        ic_label: Some("orange".into()),
        ..ours(false)
    };
    let (_, claims) = signed(&from_function, 0);
    assert!(claims.get("context").is_none() && claims.get("principal").is_none());
    assert_eq!(claims["icLabel"], "orange");
}
