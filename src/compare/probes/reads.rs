//! Reads of the resources that are the app's own.

use crate::compare::ask::{ADDON, Ask, DYNAMIC};
use crate::compare::look::Look;
use crate::compare::probe::Probe;
use crate::compare::signed::ProbeToken;

pub(super) fn all() -> Vec<Probe> {
    [of_modules(), of_the_app(), of_the_site()].concat()
}

fn of_modules() -> Vec<Probe> {
    let latest = "/rest/atlassian-connect/latest/app/module/dynamic";
    vec![
        Probe::new(
            "dynamic.read",
            &["dynamic.get", "dynamic.get-empty"],
            Ask::get(DYNAMIC).look(Look::Data),
        ),
        Probe::new(
            "dynamic.latest",
            &["dynamic.latest"],
            Ask::get(latest).look(Look::Data),
        ),
        Probe::new("dynamic.head", &["request.head"], Ask::new("HEAD", DYNAMIC)),
        Probe::new(
            "dynamic.method",
            &["dynamic.method", "request.allow"],
            Ask::new("PATCH", DYNAMIC),
        ),
    ]
}

fn of_the_app() -> Vec<Probe> {
    let properties = format!("{ADDON}/properties");
    let of = |end: &str| format!("{ADDON}{end}");
    vec![
        Probe::new(
            "addon.read",
            &["addon.information", "addon.licence"],
            Ask::get(ADDON).look(Look::Data),
        ),
        Probe::new(
            "addon.other",
            &["addon.other-app"],
            Ask::get(of("-of-nobody")),
        ),
        Probe::new(
            "addon.nobody",
            &["addon.other-app"],
            Ask::get(ADDON).by(ProbeToken::None),
        ),
        Probe::new(
            "properties.list",
            &["property.operations"],
            Ask::get(&*properties).look(Look::Data),
        ),
        Probe::new(
            "properties.missing",
            &["property.operations"],
            Ask::get(of("/properties/mockfluence-probe-none")),
        ),
        Probe::new(
            "properties.other-app",
            &["property.other-app"],
            Ask::get(of("-of-nobody/properties")),
        ),
        Probe::new(
            "properties.nobody",
            &["property.caller"],
            Ask::get(&*properties).by(ProbeToken::None),
        ),
    ]
}

fn of_the_site() -> Vec<Probe> {
    vec![
        Probe::new(
            "get.body",
            &["request.get-body"],
            Ask::get(DYNAMIC).json("{}").look(Look::Data),
        ),
        Probe::new(
            "get.empty-body",
            &["request.get-body.none"],
            Ask {
                body: Some(String::new()),
                ..Ask::get(DYNAMIC)
            }
            .look(Look::Data),
        ),
        Probe::new(
            "site.info",
            &["site.cloud-id", "site.gone"],
            Ask::get("/_edge/tenant_info")
                .at_origin()
                .by(ProbeToken::None)
                .look(Look::Data),
        ),
    ]
}
