//! Whether the app is still there, as a bad answer can end its process.

use std::time::Duration;

use http::Uri;
use tokio::net::TcpStream;
use tokio::time::{sleep, timeout};

use super::finding::Finding;
use crate::traffic::Outcome;

/// How long a connection may take.
const CONNECT: Duration = Duration::from_secs(1);
/// How long something may take that starts an app again.
const RESTART: Duration = Duration::from_secs(6);

/// Whether something listens where the app should. What cannot be told counts as yes.
pub(super) async fn is_alive(base_url: &str) -> bool {
    let uri: Option<Uri> = base_url.parse().ok();
    let Some((uri, host)) = uri.as_ref().and_then(|uri| Some((uri, uri.host()?))) else {
        return true;
    };
    let usual = if uri.scheme_str() == Some("https") {
        443
    } else {
        80
    };
    let port = uri.port_u16().unwrap_or(usual);
    let host = host.trim_matches(['[', ']']);
    matches!(
        timeout(CONNECT, TcpStream::connect((host, port))).await,
        Ok(Ok(_))
    )
}

/// The same, once something had time to start it again.
pub(super) async fn comes_back(base_url: &str) -> bool {
    let waited = timeout(RESTART, async {
        while !is_alive(base_url).await {
            sleep(Duration::from_millis(100)).await;
        }
    });
    waited.await.is_ok()
}

/// Whether somebody knocked in vain while the check was made.
pub(super) fn met_nobody(finding: &Finding) -> bool {
    let mut exchanges = finding.sites.iter().flat_map(|site| site.exchanges());
    exchanges.any(|one| match one.outcome() {
        Outcome::Failed(why) => why.contains("refused") || why.contains("reset"),
        _ => false,
    })
}
