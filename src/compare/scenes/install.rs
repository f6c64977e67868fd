//! Scenes of installs and what becomes of them: what counts as accepted, and how long is waited.

use std::time::Duration;

use serde_json::json;

use super::scene::{Scene, scene};
use super::stage::{Seen, Stage, one};
use crate::compare::app::SceneApp;
use crate::tenant::DescriptorSource;

pub(super) const SCENES: &[Scene] = &[
    scene!("install.created", ["install.success"], created),
    scene!("install.slow", ["install.timeout"], slow),
    scene!(
        "install.no-connection",
        ["install.connect-deadline"],
        no_connection
    ),
    scene!("install.long-answer", ["callback.reply-size"], long_answer),
    scene!("upgrade.secret", ["upgrade.secret"], upgrade),
    scene!(
        "enable.translation",
        ["enable.translation"],
        broken_translation
    ),
    scene!(
        "uninstall.order",
        ["uninstall.order", "payload.presets"],
        uninstall
    ),
    scene!("region", ["region"], region),
    scene!("i18n.locale", ["i18n"], locale),
    scene!("i18n.unresolved", ["i18n.unresolved-name"], unresolved),
];

async fn outcome(stage: &Stage, app: SceneApp) -> String {
    match stage.installs(app, |_| {}).await {
        Ok(_) => "installed".into(),
        Err(why) => format!("refused: {}", why.replace(char::is_numeric, "")),
    }
}

async fn created(stage: Stage) -> Seen {
    let app = SceneApp::start().await?;
    app.reply("/installed", 201, "");
    one(
        "installed is answered 201",
        "outcome",
        outcome(&stage, app).await,
    )
}

async fn slow(stage: Stage) -> Seen {
    let asked = "installed is answered late";
    let Some(time) = stage.time_between(|settings| settings.callback_deadline) else {
        return one(asked, "outcome", "not tried");
    };
    let app = SceneApp::start().await?;
    app.delay("/installed", time);
    one(
        asked,
        "outcome",
        if outcome(&stage, app).await == "installed" {
            "installed"
        } else {
            "refused"
        },
    )
}

/// A queue that nobody empties: the system drops every further attempt.
async fn no_connection(stage: Stage) -> Seen {
    let asked = "the app does not take a connection";
    let Some(time) = stage.time_between(|settings| settings.connect_deadline) else {
        return one(asked, "gave up", "not tried");
    };
    let socket = socket2::Socket::new(socket2::Domain::IPV4, socket2::Type::STREAM, None);
    let socket = socket.map_err(|error| error.to_string())?;
    let any = std::net::SocketAddr::from(([127, 0, 0, 1], 0));
    socket
        .bind(&any.into())
        .and_then(|()| socket.listen(0))
        .map_err(|error| error.to_string())?;
    let address = socket.local_addr().map_err(|error| error.to_string())?;
    let address = address.as_socket().ok_or("a listener has no address")?;
    let mut queue = Vec::new();
    while queue.len() < 64 {
        let connecting = tokio::net::TcpStream::connect(address);
        match tokio::time::timeout(Duration::from_millis(100), connecting).await {
            Ok(Ok(stream)) => queue.push(stream),
            _ => break,
        }
    }
    let tenant = stage.tenant()?;
    let descriptor = crate::compare::app::descriptor(&format!("http://{address}"));
    let installing = tenant.install(DescriptorSource::from(descriptor));
    let gave_up = tokio::time::timeout(time, installing).await.is_ok();
    one(asked, "gave up", gave_up)
}

async fn long_answer(stage: Stage) -> Seen {
    let asked = "installed is answered with a long body";
    let Some(size) = stage.between(|settings| settings.limits.reply_size_limit) else {
        return one(asked, "outcome", "not tried");
    };
    let app = SceneApp::start().await?;
    app.reply("/installed", 200, "x".repeat(size));
    one(
        asked,
        "outcome",
        if outcome(&stage, app).await == "installed" {
            "installed"
        } else {
            "refused"
        },
    )
}

async fn upgrade(stage: Stage) -> Seen {
    let there = stage.installed(|_| {}).await?;
    let before = there.installed.shared_secret();
    let mut next = there.app.descriptor();
    next["version"] = "1.0.1".into();
    let upgraded = there
        .installed
        .upgrade_to(DescriptorSource::from(next))
        .await;
    upgraded.map_err(|error| error.message().to_owned())?;
    let kept = before == there.installed.shared_secret();
    one(
        "an upgrade",
        "secret",
        if kept { "kept" } else { "another" },
    )
}

async fn broken_translation(stage: Stage) -> Seen {
    let app = SceneApp::start().await?;
    app.reply("/i18n.json", 404, "");
    let paths = json!({ "paths": { "en_US": "/i18n.json", "de_DE": "/i18n.json" } });
    let there = stage
        .installs(app, |descriptor| descriptor["translations"] = paths)
        .await;
    let outcome = match there {
        Ok(there) => format!(
            "{:?}, enabled called {} times",
            there.installed.status(),
            there.app.count("/enabled")
        ),
        Err(why) => why,
    };
    one("a translation file that is not there", "status", outcome)
}

async fn uninstall(stage: Stage) -> Seen {
    let there = stage.installed(|_| {}).await?;
    there.app.delay("/disabled", Duration::from_millis(150));
    there.app.delay("/uninstalled", Duration::from_millis(50));
    let _ = there.installed.uninstall().await;
    let mut events = there.app.events();
    events.retain(|event| event.starts_with("/disabled") || event.starts_with("/uninstalled"));
    one("an uninstall", "callbacks", in_order(&events))
}

/// What begins at once begins in any order.
pub(super) fn in_order(events: &[String]) -> String {
    let mut order: Vec<&str> = events.iter().map(String::as_str).collect();
    if order.iter().take(2).all(|event| event.ends_with("begins")) {
        let both = order.len().min(2);
        order[..both].sort_unstable();
    }
    order.join(", ")
}

async fn region(stage: Stage) -> Seen {
    let app = SceneApp::start().await?;
    let eu = format!("{}/eu", app.url());
    let there = stage
        .installs(app, |descriptor| {
            descriptor["regionBaseUrls"] = json!({ "EU": eu });
        })
        .await?;
    let paths = there.app.paths();
    let installed = paths.into_iter().find(|path| path.ends_with("/installed"));
    one(
        "an app with a base URL for a region",
        "called at",
        installed.unwrap_or_default(),
    )
}

async fn locale(stage: Stage) -> Seen {
    let app = SceneApp::start().await?;
    app.reply("/en.json", 200, "{}");
    app.reply("/de.json", 200, "{}");
    let paths = json!({ "paths": { "en_US": "/en.json", "de_DE": "/de.json" } });
    let there = stage
        .installs(app, |descriptor| descriptor["translations"] = paths)
        .await?;
    let mut named = there.app.paths();
    named.retain(|path| path.ends_with(".json"));
    let module = json!({ "webItems": [{
        "key": "a", "name": { "value": "A", "i18n": "a.b" }, "url": "/a", "location": "system.content.action",
    }] });
    for (file, text) in [("/en.json", "English"), ("/de.json", "Deutsch")] {
        there
            .app
            .reply(file, 200, json!({ "a.b": text }).to_string());
    }
    let mut next = there.app.descriptor();
    next["version"] = "1.0.1".into();
    next["translations"] = json!({ "paths": { "en_US": "/en.json", "de_DE": "/de.json" } });
    let upgraded = there
        .installed
        .upgrade_to(DescriptorSource::from(next))
        .await;
    upgraded.map_err(|error| error.message().to_owned())?;
    let posted = there
        .installed
        .client()
        .post(crate::server::DYNAMIC_MODULES)
        .json(&module)
        .send()
        .await;
    posted.map_err(|error| error.to_string())?;
    let name = there.installed.dynamic_module_name("a").unwrap_or_default();
    one("a module with a translated name", "name", name)
}

async fn unresolved(stage: Stage) -> Seen {
    let there = stage.installed(|_| {}).await?;
    let module = json!({ "webItems": [{
        "key": "a", "name": { "value": "A", "i18n": "a.b" }, "url": "/a", "location": "system.content.action",
    }] });
    let posted = there
        .installed
        .client()
        .post(crate::server::DYNAMIC_MODULES)
        .json(&module)
        .send()
        .await;
    posted.map_err(|error| error.to_string())?;
    let name = there.installed.dynamic_module_name("a").unwrap_or_default();
    one("a module whose name has no translation", "name", name)
}
