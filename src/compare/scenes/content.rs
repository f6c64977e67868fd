//! Scenes of content: what an app is told that may see a page and not change it, how long tasks take, how large
//! files are.

use serde_json::json;

use super::scene::{Scene, scene};
use super::stage::{Installed, Seen, Stage, one};
use crate::compare::ask::Ask;
use crate::site::{ContentOperation, Page, Space};

pub(super) const SCENES: &[Scene] = &[
    scene!("permission.binds", ["permission.binds"], unwritable),
    scene!("longtask", ["longtask"], task),
    scene!("attachments.size", ["attachments.size"], size),
    scene!("attachments.room", ["attachments.room"], room),
];

async fn with_page(stage: &Stage) -> Result<Installed, String> {
    let there = stage
        .installed(|descriptor| descriptor["scopes"] = json!(["DELETE", "SPACE_ADMIN"]))
        .await?;
    there.tenant.add_page(Page::new(7, "A page"));
    Ok(there)
}

async fn unwritable(stage: Stage) -> Seen {
    let there = with_page(&stage).await?;
    there
        .tenant
        .deny(&there.installed.account_id(), ContentOperation::Update, 7);
    let update =
        json!({ "id": "7", "title": "Another", "status": "current", "version": { "number": 2 } });
    let ask = Ask::new("PUT", "/api/v2/pages/7").json(update);
    one(
        "an update of a page that the account may only see",
        "status",
        there.status(&ask).await?,
    )
}

async fn task(stage: Stage) -> Seen {
    let there = with_page(&stage).await?;
    there.tenant.add_space(Space::new(9, "PROBE", "A space"));
    let begun = there
        .reply(&Ask::new("DELETE", "/rest/api/space/PROBE"))
        .await?;
    let id = begun["id"]
        .as_str()
        .ok_or("the deletion of a space has no task")?;
    let task = there
        .reply(&Ask::get(format!("/rest/api/longtask/{id}")))
        .await?;
    one(
        "the task of a deletion, at once",
        "finished",
        &task["finished"],
    )
}

async fn upload(stage: &Stage, size: usize) -> Result<String, String> {
    let there = with_page(stage).await?;
    let mut ask = Ask::new("POST", "/rest/api/content/7/child/attachment");
    ask.headers
        .push(("content-type", "multipart/form-data; boundary=b-1"));
    ask.headers.push(("x-atlassian-token", "no-check"));
    ask.body = Some(format!(
        "--b-1\r\ncontent-disposition: form-data; name=\"file\"; filename=\"a.txt\"\r\n\r\n{}\r\n--b-1--\r\n",
        "x".repeat(size)
    ));
    there.status(&ask).await
}

async fn size(stage: Stage) -> Seen {
    let asked = "a file larger than the smaller limit";
    match stage.between(|settings| settings.attachment_size_limit) {
        Some(size) => one(asked, "status", upload(&stage, size).await?),
        None => one(asked, "status", "not tried"),
    }
}

async fn room(stage: Stage) -> Seen {
    let asked = "files larger than the smaller limit together";
    match stage.between(|settings| settings.limits.attachments_size_limit) {
        Some(size) => one(asked, "status", upload(&stage, size).await?),
        None => one(asked, "status", "not tried"),
    }
}
