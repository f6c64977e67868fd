//! What an app that is not there gets from each rule it can call: the host's 401, never a success.

use rstest::rstest;
use serde_json::json;

use super::{Caller, Rejection, Site, Source, Translations};
use crate::descriptor::{Descriptor, Modules};
use crate::identity::Identity;
use crate::settings::{Settings, TokenRefusal};

const APP: &str = "app";

fn site(settings: Settings) -> Site {
    let base_url = "http://tenant/wiki".to_owned();
    Site::new(Identity::new("acme".into(), 0), settings, base_url)
}

fn install(site: &mut Site) {
    let descriptor = json!({
        "key": APP, "baseUrl": "http://app", "authentication": { "type": "jwt" },
        "lifecycle": { "installed": "/installed" }, "scopes": ["READ"],
    });
    let source = Source {
        reachable: false,
        ..Source::default()
    };
    let install = site.begin_install(Descriptor::from_value(descriptor).unwrap(), source);
    site.commit(install, Some(Translations::new())).unwrap();
}

fn never(_: &mut Site) {}

fn imported(site: &mut Site) {
    install(site);
    site.import();
}

fn uninstalled(site: &mut Site) {
    install(site);
    site.begin_uninstall(APP);
    site.finish_uninstall(APP);
}

type Rule = fn(&mut Site, &Caller) -> Result<(), Rejection>;

fn register(site: &mut Site, caller: &Caller) -> Result<(), Rejection> {
    let modules = Modules::parse("{}").unwrap();
    site.register_modules(caller, modules, 0).map(drop)
}

fn remove(site: &mut Site, caller: &Caller) -> Result<(), Rejection> {
    site.remove_modules(caller, None).map(drop)
}

fn list(site: &mut Site, caller: &Caller) -> Result<(), Rejection> {
    site.modules_json(caller).map(drop)
}

fn scope(site: &mut Site, caller: &Caller) -> Result<(), Rejection> {
    site.check_scope(caller, Some("READ"))
}

fn no_scope(site: &mut Site, caller: &Caller) -> Result<(), Rejection> {
    site.check_scope(caller, None)
}

fn information(site: &mut Site, caller: &Caller) -> Result<(), Rejection> {
    site.app_information(caller, APP).map(drop)
}

fn list_properties(site: &mut Site, caller: &Caller) -> Result<(), Rejection> {
    site.list_properties(caller, APP).map(drop)
}

fn read_property(site: &mut Site, caller: &Caller) -> Result<(), Rejection> {
    site.read_property(caller, APP, "k").map(drop)
}

fn write_property(site: &mut Site, caller: &Caller) -> Result<(), Rejection> {
    site.write_property(caller, APP, "k", b"1").map(drop)
}

fn remove_property(site: &mut Site, caller: &Caller) -> Result<(), Rejection> {
    site.remove_property(caller, APP, "k")
}

#[rstest]
fn an_app_that_is_gone_is_an_unknown_issuer(
    #[values(never, imported, uninstalled)] goes: fn(&mut Site),
    #[values(
        register,
        remove,
        list,
        scope,
        no_scope,
        information,
        list_properties,
        read_property,
        write_property,
        remove_property
    )]
    rule: Rule,
) {
    let mut site = site(Settings::default());
    goes(&mut site);
    let refused = rule(&mut site, &Caller::app(APP)).unwrap_err();
    assert_eq!(refused.status, 401);
    assert_eq!(refused.cause.check, "the issuer is an app that may call");
    let body = refused.body.to_json(401);
    assert_eq!(
        body["message"],
        "Your presented credentials do not provide access to this resource."
    );
}

#[test]
fn the_refusal_is_as_silent_as_that_of_a_token() {
    let mut site = site(Settings::default().token_refusal(TokenRefusal::Silent));
    let refused = list(&mut site, &Caller::app(APP)).unwrap_err();
    assert_eq!(refused.body.to_json(401)["message"], "Unauthorized");
}

#[test]
fn what_was_begun_for_an_app_that_is_gone_has_nothing_to_end() {
    let mut site = site(Settings::default());
    install(&mut site);
    let source = Source {
        reachable: false,
        ..Source::default()
    };
    let descriptor = site.installation(APP).unwrap().descriptor.clone();
    let upgrade = site.begin_install(descriptor.clone(), source.clone());
    site.import();
    assert_eq!(site.commit(upgrade, Some(Translations::new())), None);
    assert!(site.begin_rotation(APP).is_none());
    install(&mut site);
    let upgrade = site.begin_install(descriptor, source);
    site.import();
    assert!(!site.roll_back(upgrade));
    assert!(site.installation(APP).is_none());
}
