//! Scenes of the limits of this crate's own, and of content, where sizes and times are taken between the two.

use std::time::Duration;

use serde_json::json;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use super::scene::{Scene, scene};
use super::stage::{Installed, Seen, Stage, one};
use crate::compare::ask::{Ask, DYNAMIC};
use crate::fault::Fault;
use crate::traffic::from_app;

pub(super) const SCENES: &[Scene] = &[
    scene!("request.size", ["request.size"], request_size),
    scene!("connection.idle", ["connection.idle"], idle),
    scene!("request.deadline", ["request.deadline"], request_deadline),
    scene!("client.deadline", ["client.deadline"], client_deadline),
    scene!("log.bodies", ["log.bodies"], log_bodies),
];

async fn request_size(stage: Stage) -> Seen {
    let asked = "a body larger than the smaller limit";
    let Some(size) = stage.between(|settings| settings.limits.request_size_limit) else {
        return one(asked, "status", "not tried");
    };
    let there = stage.installed(|_| {}).await?;
    let large = Ask::new("POST", DYNAMIC).json(json!({ "x": "x".repeat(size) }));
    one(asked, "status", there.status(&large).await?)
}

async fn connection(there: &Installed) -> Result<TcpStream, String> {
    let stream = TcpStream::connect(("127.0.0.1", there.tenant.port())).await;
    stream.map_err(|error| error.to_string())
}

/// Whether the tenant says or ends something within this time.
async fn ended(mut stream: TcpStream, time: Duration) -> bool {
    let mut buffer = [0; 64];
    tokio::time::timeout(time, stream.read(&mut buffer))
        .await
        .is_ok()
}

async fn idle(stage: Stage) -> Seen {
    let asked = "a connection that keeps silent";
    let Some(time) = stage.time_between(|settings| settings.limits.idle_deadline) else {
        return one(asked, "closed", "not tried");
    };
    let there = stage.installed(|_| {}).await?;
    one(
        asked,
        "closed",
        ended(connection(&there).await?, time).await,
    )
}

async fn request_deadline(stage: Stage) -> Seen {
    let asked = "a body that does not arrive";
    let Some(time) = stage.time_between(|settings| settings.limits.request_deadline) else {
        return one(asked, "answered", "not tried");
    };
    let there = stage.installed(|_| {}).await?;
    let mut stream = connection(&there).await?;
    let head = format!(
        "POST /wiki{DYNAMIC} HTTP/1.1\r\nhost: 127.0.0.1:{}\r\ncontent-length: 9\r\n\r\n",
        there.tenant.port()
    );
    stream
        .write_all(head.as_bytes())
        .await
        .map_err(|error| error.to_string())?;
    one(asked, "answered", ended(stream, time).await)
}

async fn client_deadline(stage: Stage) -> Seen {
    let asked = "a reply that comes late to the client of a test";
    let Some(time) = stage.time_between(|settings| settings.limits.client_deadline) else {
        return one(asked, "outcome", "not tried");
    };
    let there = stage.installed(|_| {}).await?;
    there.tenant.inject(Fault::delay(time).on(from_app()));
    let reply = there
        .installed
        .client()
        .get(crate::server::DYNAMIC_MODULES)
        .send()
        .await;
    one(
        asked,
        "outcome",
        if reply.is_ok() { "a reply" } else { "given up" },
    )
}

async fn log_bodies(stage: Stage) -> Seen {
    let asked = "a log larger than the smaller limit";
    let Some(size) = stage.between(|settings| settings.limits.log_body_limit) else {
        return one(asked, "kept", "not tried");
    };
    let there = stage.installed(|_| {}).await?;
    let large = Ask::new("POST", DYNAMIC).json(json!({ "x": "x".repeat(size) }));
    for _ in 0..3 {
        there.status(&large).await?;
    }
    let dropped = there.tenant.log().to_string().contains("[dropped");
    one(asked, "kept", !dropped)
}
