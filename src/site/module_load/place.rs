//! Which URL a load opens: of the module asked for, or of the one that it leads to.

use serde_json::Value;

use super::asked::{LoadError, Opened};
use super::found::{DIALOG, Found, PAGE, Place, Way, find};
use crate::site::Site;
use crate::site::installation::Installation;

/// What a load opens.
pub(super) fn place<'a>(
    site: &Site,
    app: &'a Installation,
    opened: &'a Opened,
) -> Result<Place<'a>, LoadError> {
    match opened {
        Opened::Module(key) => module(site, app, key, &mut Vec::new()),
        Opened::Editor(key) => part(app, key, "/editor/url", DIALOG, "editor"),
        Opened::PropertyPanel(key) => {
            let hidden = Way::Frame {
                dialog: true,
                many: true,
            };
            part(app, key, "/propertyPanel/url", hidden, "property panel")
        }
        Opened::ImagePlaceholder(key) => {
            let pointer = "/imagePlaceholder/url";
            part(app, key, pointer, Way::Image, "image placeholder")
        }
        Opened::RenderMode(key, mode) => render_mode(app, key, mode),
        Opened::Blueprint(key) => {
            let found = find(app, key)?;
            let pointer = "/template/blueprintContext/url";
            let place = found.opened(pointer, Way::Context);
            place.ok_or_else(|| {
                LoadError::new(format!("`{key}` has no template.blueprintContext.url"))
            })
        }
        Opened::Condition(url) => Ok(Place {
            url,
            way: Way::Fetch { post: false },
            cacheable: false,
            module: None,
            output: None,
        }),
    }
}

/// A part of a macro, which has a URL of its own.
fn part<'a>(
    app: &'a Installation,
    key: &str,
    pointer: &str,
    way: Way,
    name: &str,
) -> Result<Place<'a>, LoadError> {
    let found = find(app, key)?;
    found.opened(pointer, way).ok_or_else(|| {
        let kind = found.kind;
        LoadError::new(format!("`{key}` is one of {kind} and has no {name}"))
    })
}

fn render_mode<'a>(
    app: &'a Installation,
    key: &str,
    mode: &'a str,
) -> Result<Place<'a>, LoadError> {
    let found = find(app, key)?;
    let by_host = Way::Fetch { post: false };
    let of = |mode: &str| found.opened(&format!("/renderModes/{mode}/url"), by_host);
    let place = of(mode).or_else(|| of("default")).ok_or_else(|| {
        LoadError::new(format!(
            "`{key}` has neither a render mode `{mode}` nor a default one"
        ))
    })?;
    Ok(Place {
        output: Some(mode),
        ..place
    })
}

/// A module by its key, and whatever it leads to. `seen` keeps two that name each other apart.
fn module<'a>(
    site: &Site,
    app: &'a Installation,
    key: &str,
    seen: &mut Vec<&'a str>,
) -> Result<Place<'a>, LoadError> {
    let found = find(app, key)?;
    if seen.contains(&found.key) {
        return Err(LoadError::new(format!(
            "`{key}` leads back to itself, by way of {}",
            seen.join(", ")
        )));
    }
    seen.push(found.key);
    let macro_frame = Way::Frame {
        dialog: false,
        many: true,
    };
    let place = match found.kind {
        "dynamicContentMacros" => found.opened("/url", macro_frame).map(displayed),
        "staticContentMacros" => {
            let post = found.says("/renderingMethod", "post");
            found.opened("/url", Way::Fetch { post }).map(displayed)
        }
        "blueprints" => found.opened("/template/url", Way::Download),
        "confluenceThemes" => found.opened("/routes/spaceview/url", PAGE),
        "publishConditions" => found.opened("/dialog/url", PAGE),
        "webItems" | "contentBylineItems" => return item(site, app, found, seen),
        "keyboardShortcuts" => return elsewhere(site, app, found, "/target", "key", seen),
        "customContent" => {
            let view = "/uiSupport/contentViewComponent";
            return elsewhere(site, app, found, view, "moduleKey", seen);
        }
        _ => found.opened("/url", PAGE),
    };
    place.ok_or_else(|| no_url(found))
}

fn displayed(place: Place<'_>) -> Place<'_> {
    Place {
        output: Some("display"),
        ..place
    }
}

/// Another module, whose key stands in this one.
fn elsewhere<'a>(
    site: &Site,
    app: &'a Installation,
    found: Found<'a>,
    pointer: &str,
    name: &str,
    seen: &mut Vec<&'a str>,
) -> Result<Place<'a>, LoadError> {
    let holder = found.value.pointer(pointer).unwrap_or(&Value::Null);
    let own = app.descriptor.key();
    match holder["addonKey"].as_str().filter(|other| *other != own) {
        Some(other) => Err(LoadError::new(format!(
            "`{}` shows a module of the app `{other}`: open it there",
            found.key
        ))),
        None => match holder[name].as_str() {
            Some(key) => module(site, app, key, seen),
            None => Err(no_url(found)),
        },
    }
}

/// A web item or a byline item: a link, a dialog, or the way to another module of the app.
fn item<'a>(
    site: &Site,
    app: &'a Installation,
    found: Found<'a>,
    seen: &mut Vec<&'a str>,
) -> Result<Place<'a>, LoadError> {
    if found.says("/target/type", "dialogmodule") {
        return elsewhere(site, app, found, "/target/options", "key", seen);
    }
    let dialog = found.says("/target/type", "dialog");
    let way = if dialog { DIALOG } else { PAGE };
    let place = found.opened("/url", way).ok_or_else(|| no_url(found))?;
    let url = place.url;
    if found.says("/context", "page") {
        let is_dialog = dialog || found.says("/target/type", "inlinedialog");
        return match find(app, url) {
            Ok(_) => module(site, app, url, seen),
            // The host makes a frame of an item that opens in a dialog, by the item's own URL.
            Err(_) if is_dialog => Ok(place),
            Err(_) => Err(LoadError::new(format!(
                "`{}` has the context `page`, and `{url}` is the key of no module of the app: \
                 the host links to a page that is not there",
                found.key
            ))),
        };
    }
    if found.says("/context", "product") && !url.contains("://") {
        return Err(LoadError::new(format!(
            "`{}` has the context `product` and links to {}{url}, a page of Confluence: the app \
             is asked nothing",
            found.key,
            site.base_url()
        )));
    }
    Ok(place)
}

fn no_url(found: Found<'_>) -> LoadError {
    LoadError::new(format!(
        "`{}` is one of {} and has no `url`: the host opens nothing of it",
        found.key, found.kind
    ))
}
