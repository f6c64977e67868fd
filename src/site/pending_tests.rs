//! Which secret signs the `installed` of the older protocol: the one that the app knows already.

use serde_json::json;

use super::callback::Signature;
use super::event::Event;
use super::{Site, Source, Translations};
use crate::descriptor::Descriptor;
use crate::identity::Identity;
use crate::secret::Secret;
use crate::settings::{Payload, SecretOnUpgrade, Settings, Signing};

const APP: &str = "app";

fn site(settings: Settings) -> Site {
    let base_url = "http://tenant/wiki".to_owned();
    Site::new(Identity::new("acme".into(), 0), settings, base_url)
}

fn legacy() -> Site {
    let settings = Settings::default().signing(Signing::Legacy);
    site(settings.secret_on_upgrade(SecretOnUpgrade::Rotated))
}

fn descriptor() -> Descriptor {
    Descriptor::from_value(json!({
        "key": APP, "baseUrl": "http://app", "authentication": { "type": "jwt" },
        "lifecycle": { "installed": "/installed" },
    }))
    .unwrap()
}

fn source() -> Source {
    Source {
        reachable: true,
        ..Source::default()
    }
}

fn secret(site: &Site) -> Secret {
    site.installation(APP).unwrap().secret.clone().unwrap()
}

fn signature(site: &Site) -> Signature {
    site.callback(APP, Event::Installed).unwrap().signature
}

fn installed(site: &mut Site) -> Secret {
    let install = site.begin_install(descriptor(), source());
    assert_eq!(signature(site), Signature::None, "nothing is known before");
    site.commit(install, Some(Translations::new())).unwrap();
    secret(site)
}

#[test]
fn an_upgrade_is_signed_with_the_secret_before_it() {
    let mut site = legacy();
    let old = installed(&mut site);
    let upgrade = site.begin_install(descriptor(), source());
    assert_ne!(secret(&site), old);
    assert_eq!(signature(&site), Signature::Secret(old.clone()));
    site.roll_back(upgrade);
    assert_eq!(secret(&site), old);
}

#[test]
fn a_rotation_is_signed_with_the_secret_before_it() {
    let mut site = legacy();
    let old = installed(&mut site);
    let rotation = site.begin_rotation(APP).unwrap();
    assert_ne!(secret(&site), old);
    assert_eq!(signature(&site), Signature::Secret(old.clone()));
    site.roll_back_rotation(rotation);
    assert_eq!(secret(&site), old);
    let rotation = site.begin_rotation(APP).unwrap();
    site.commit_rotation(rotation);
    assert_ne!(secret(&site), old);
}

#[test]
fn a_rename_is_signed_with_the_secret_that_stays() {
    let mut site = legacy();
    let known = installed(&mut site);
    let told = site.rename("http://other/wiki".into());
    assert_eq!(told.len(), 1);
    assert_eq!(signature(&site), Signature::Secret(known.clone()));
    for rename in told {
        site.end_rename(rename);
    }
    assert_eq!(secret(&site), known);
}

#[test]
fn only_the_installed_of_a_rename_leaves_the_installation_id_out() {
    let settings = Settings::default()
        .payload(Payload::ConnectOnForge)
        .installation_id_on_rename(false);
    let mut site = site(settings);
    let has_id = |site: &Site| {
        let callback = site.callback(APP, Event::Installed).unwrap();
        callback.payload.contains("installationId")
    };
    let install = site.begin_install(descriptor(), source());
    assert!(has_id(&site));
    site.commit(install, Some(Translations::new())).unwrap();
    let told = site.rename("http://other/wiki".into());
    assert!(!has_id(&site));
    for rename in told {
        site.end_rename(rename);
    }
    assert!(has_id(&site));
}
