//! Scenes of data that an app keeps on the site: properties and modules.

use std::time::Duration;

use super::scene::{Scene, scene};
use super::stage::{Seen, Stage, one};
use crate::compare::ask::{ADDON, Ask, DYNAMIC};
use crate::tenant::DescriptorSource;

pub(super) const SCENES: &[Scene] = &[
    scene!("property.limit", ["property.limit"], limit),
    scene!(
        "property.limit-updates",
        ["property.limit-updates"],
        limit_of_updates
    ),
    scene!("property.uninstall", ["property.uninstall"], uninstall),
    scene!("dynamic.lag", ["dynamic.lag"], lag),
    scene!("dynamic.count", ["dynamic.limit"], count),
];

fn put(key: &str) -> Ask {
    Ask::new("PUT", format!("{ADDON}/properties/{key}")).json("1")
}

async fn limit(stage: Stage) -> Seen {
    let asked = "one property more than the smaller limit";
    let Some(count) = stage.between(|settings| settings.property_limit) else {
        return one(asked, "status", "not tried");
    };
    let there = stage.installed(|_| {}).await?;
    let mut status = String::new();
    for at in 0..count {
        status = there.status(&put(&format!("p{at}"))).await?;
    }
    one(asked, "status", status)
}

async fn limit_of_updates(mut stage: Stage) -> Seen {
    stage.settings = stage.settings.property_limit(1);
    let there = stage.installed(|_| {}).await?;
    there.status(&put("a")).await?;
    one(
        "an update of a property at the limit",
        "status",
        there.status(&put("a")).await?,
    )
}

async fn uninstall(stage: Stage) -> Seen {
    let there = stage.installed(|_| {}).await?;
    there.status(&put("a")).await?;
    let _ = there.installed.clone().uninstall().await;
    let again = there
        .tenant
        .install(DescriptorSource::from(there.app.descriptor()))
        .await;
    again.map_err(|error| error.message().to_owned())?;
    let read = Ask::get(format!("{ADDON}/properties/a"));
    one(
        "a property after a reinstall",
        "status",
        there.status(&read).await?,
    )
}

fn items(count: usize) -> Ask {
    let item = |at: usize| {
        serde_json::json!({
            "key": format!("m{at}"), "name": { "value": "A" }, "url": "/a", "location": "system.content.action",
        })
    };
    let items: Vec<_> = (0..count).map(item).collect();
    Ask::new("POST", DYNAMIC).json(serde_json::json!({ "webItems": items }))
}

async fn lag(stage: Stage) -> Seen {
    let there = stage.installed(|_| {}).await?;
    there.status(&items(1)).await?;
    let mut seen = vec![there.installed.effective_module_keys().len()];
    there.tenant.clock().advance(Duration::from_secs(24 * 3600));
    seen.push(there.installed.effective_module_keys().len());
    one(
        "a module when it is registered, and a day later",
        "seen",
        format!("{seen:?}"),
    )
}

async fn count(stage: Stage) -> Seen {
    let asked = "one module more than the smaller limit";
    let Some(count) = stage.between(|settings| settings.dynamic_module_limit) else {
        return one(asked, "status", "not tried");
    };
    let there = stage.installed(|_| {}).await?;
    one(asked, "status", there.status(&items(count)).await?)
}
