//! `Recording`: a proxy between a host and an app that writes down what passes, in both directions.

use std::sync::Arc;

use bytes::Bytes;
use http::{HeaderMap, HeaderValue};

use super::between::Between;
use super::listener::{Answer, Answering, Asked, Handler, Listener};
use super::passed_on::send;
use super::tape::{TapeError, replaced};
use crate::outgoing::Target;
use crate::traffic::{Direction, RequestLog};

/// Stands between a host and an app. The host calls the app at [`app_url`](Self::app_url), and the
/// app calls the host at [`site_url`](Self::site_url), as it is told: the base URL of the site in
/// what passes to the app is that one.
///
/// The log is without secrets and tokens, like every other; dropped, both ports close.
pub struct Recording {
    between: Arc<Between>,
    to_app: Listener,
    to_site: Listener,
    app_path: String,
    site_path: String,
}

/// By its addresses.
impl std::fmt::Debug for Recording {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Recording")
            .field("app_url", &self.app_url())
            .field("site_url", &self.site_url())
            .finish_non_exhaustive()
    }
}

/// Where one direction leads, and what is said of it in the log.
struct Way {
    between: Arc<Between>,
    direction: Direction,
    to: Target,
    /// The origin of the site, and where the app calls it.
    rewritten: (String, String),
}

impl Recording {
    /// Between the site of this base URL and the app at this one; 0 takes a free port.
    ///
    /// # Errors
    /// If one of them is no URL, or a port is taken.
    pub async fn start(
        site_url: &str,
        app_url: &str,
        (app_port, site_port): (u16, u16),
    ) -> Result<Self, TapeError> {
        let parsed =
            |url: &str| Target::parse(url).map_err(|error| TapeError::new(error.to_string()));
        let (site, app) = (parsed(site_url)?, parsed(app_url)?);
        let taken = |error: std::io::Error| TapeError::new(format!("it cannot listen: {error}"));
        // The addresses are known before anything is passed on.
        let gate = Arc::new(tokio::sync::OnceCell::<(Way, Way)>::new());
        let by = |pick: fn(&(Way, Way)) -> &Way| -> Handler {
            let gate = gate.clone();
            Arc::new(move |asked| {
                let gate = gate.clone();
                Box::pin(async move {
                    match gate.get() {
                        Some(ways) => pick(ways).pass(asked).await,
                        None => Answer::text(503, "the recording has not begun"),
                    }
                }) as Answering
            })
        };
        let to_app = Listener::start(app_port, by(|ways| &ways.0))
            .await
            .map_err(taken)?;
        let to_site = Listener::start(site_port, by(|ways| &ways.1))
            .await
            .map_err(taken)?;
        let (site_here, app_here) = (to_site.url(), to_app.url());
        let between = Between::new(&[&site.origin(), &site_here], &[&app.origin(), &app_here]);
        let between = Arc::new(between);
        let rewritten = (site.origin(), to_site.url());
        let way = |direction, to: Target| Way {
            between: between.clone(),
            direction,
            to,
            rewritten: rewritten.clone(),
        };
        let base = |target: &Target| target.path.trim_end_matches('/').to_owned();
        let (app_path, site_path) = (base(&app), base(&site));
        let ways = (way(Direction::ToApp, app), way(Direction::FromApp, site));
        // It is empty: nobody else sets it.
        let _ = gate.set(ways);
        Ok(Self {
            between,
            to_app,
            to_site,
            app_path,
            site_path,
        })
    }

    /// Where the host has to call the app: the `baseUrl` of its descriptor.
    #[must_use]
    pub fn app_url(&self) -> String {
        format!("{}{}", self.to_app.url(), self.app_path)
    }

    /// Where the app calls the site.
    #[must_use]
    pub fn site_url(&self) -> String {
        format!("{}{}", self.to_site.url(), self.site_path)
    }

    /// What has passed so far.
    #[must_use]
    pub fn log(&self) -> RequestLog {
        self.between.log()
    }
}

impl Way {
    /// In the log is what the site says and hears: by its own address, which then is the same everywhere.
    async fn pass(&self, mut asked: Asked) -> Answer {
        let from_app = self.direction == Direction::FromApp;
        let (site, here) = &self.rewritten;
        if from_app {
            readdressed(&mut asked.headers, &mut asked.body, here, site);
        }
        let id = self
            .between
            .begin(self.direction, &self.to.origin(), &asked);
        if !from_app {
            readdressed(&mut asked.headers, &mut asked.body, site, here);
        }
        let mut answer = send(&self.to, &asked).await;
        if let (false, Ok(answer)) = (from_app, &mut answer) {
            readdressed(&mut answer.headers, &mut answer.body, here, site);
        }
        self.between.finish(id, answer.as_ref());
        if let (true, Ok(answer)) = (from_app, &mut answer) {
            readdressed(&mut answer.headers, &mut answer.body, site, here);
        }
        answer.unwrap_or_else(|why| Answer::text(502, format!("mockfluence record: {why}")))
    }
}

/// One address of the site in place of the other, in a body and in `location`: what passes to the app has
/// that at which the app calls the site, so that its calls come by.
fn readdressed(headers: &mut HeaderMap, body: &mut Bytes, from: &str, to: &str) {
    if let Ok(text) = std::str::from_utf8(body) {
        let escaped = |url: &str| url.replace('/', "\\/");
        let text = replaced(text, from, to);
        *body = replaced(&text, &escaped(from), &escaped(to)).into();
    }
    let location = headers
        .get("location")
        .and_then(|value| value.to_str().ok());
    let location = location.map(|location| replaced(location, from, to));
    if let Some(location) = location.and_then(|url| HeaderValue::from_str(&url).ok()) {
        headers.insert("location", location);
    }
}
