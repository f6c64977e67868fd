//! `Comparison`: the probes, at a real site and at tenants.

use std::fmt;

use serde_json::json;
use tokio::sync::watch;

use super::ask::{ADDON, Ask};
use super::exercise::Exercise;
use super::host::RealSite;
use super::left_behind::LeftBehind;
use super::play::{Play, STOPPED, Trouble};
use super::probe::{NotPlayed, Takes};
use super::report::{Outcome, Report};
use super::trial::{Sides, candidates, differences};
use crate::caught::caught;
use crate::settings::Settings;

/// Compares a real site with a tenant. By default it only reads.
///
/// ```no_run
/// use mockfluence::compare::{Comparison, RealSite};
///
/// # async fn compare() -> Result<(), Box<dyn std::error::Error>> {
/// let secret = std::env::var("APP_SECRET")?;
/// let site = RealSite::new("https://acme.atlassian.net/wiki", "my-app", secret)?;
/// let report = Comparison::new(site).run().await?;
/// println!("{report}");
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug)]
#[must_use = "a comparison does nothing until it is run"]
pub struct Comparison {
    pub(super) site: RealSite,
    pub(super) settings: Settings,
    pub(super) writing: bool,
    pub(super) limits: bool,
}

/// Why there is no comparison.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum CompareError {
    /// The site does not know the app, or not by this secret: it answered the app's good token so.
    NotAdmitted {
        /// The site's status.
        status: String,
        /// Its words, without anything of the site.
        said: String,
    },
    /// The site was not reached, or cannot be read.
    NotReached(String),
    /// The tenant refuses the descriptor that the site has.
    DescriptorRefused(String),
}

impl fmt::Display for CompareError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            CompareError::NotAdmitted { status, said } => write!(
                f,
                "the site answers {status} to the app's own token: {said}; is the key the app's, the \
                 secret the one of this site, and the URL its baseUrl?"
            ),
            CompareError::NotReached(why) => write!(f, "the site was not reached: {why}"),
            CompareError::DescriptorRefused(why) => {
                write!(f, "the tenant refuses the descriptor: {why}")
            }
        }
    }
}

impl std::error::Error for CompareError {}

impl From<Trouble> for CompareError {
    fn from(Trouble(why): Trouble) -> Self {
        CompareError::NotReached(why)
    }
}

/// Plays until `stop` is done, and removes what was made whatever ended it, a panic too. Why it ended
/// early, if it did.
pub(super) async fn tidied(
    play: &mut Play<'_>,
    playing: impl AsyncFnOnce(&mut Play<'_>) -> Result<Option<String>, CompareError>,
    stop: impl Future<Output = ()>,
    tell: &watch::Sender<bool>,
) -> Result<Option<String>, CompareError> {
    let stop = async {
        let stopped = caught(stop).await;
        // What is on its way is waited for: cut off, it might be done after the cleaning up.
        tell.send_replace(true);
        stopped
    };
    let mut playing = Box::pin(caught(playing(play)));
    let (ended, stopped) = tokio::select! {
        ended = &mut playing => (ended, Ok(())),
        stopped = stop => (playing.as_mut().await, stopped),
    };
    drop(playing);
    play.tidy().await;
    let broken = match (ended, stopped) {
        (Err(own), _) => own.to_string(),
        (Ok(Ok(_)), Err(others)) => format!("what was to end it failed: {}", others.words()),
        (Ok(ended), _) => return ended,
    };
    Ok(Some(play.anonymous.text(&broken)))
}

impl Comparison {
    /// With this site, and a tenant of the default settings.
    pub fn new(site: RealSite) -> Self {
        Self {
            site,
            settings: Settings::default(),
            writing: false,
            limits: false,
        }
    }

    /// The tenant's settings.
    pub fn settings(mut self, settings: Settings) -> Self {
        self.settings = settings;
        self
    }

    /// Whether probes may register modules and write properties, which they remove again.
    pub fn writing(mut self, allowed: bool) -> Self {
        self.writing = allowed;
        self
    }

    /// Whether a writing comparison may fill the dynamic modules up to their limit.
    pub fn limits(mut self, allowed: bool) -> Self {
        self.limits = allowed;
        self
    }

    /// Compares.
    ///
    /// # Errors
    /// If the site does not admit the app, or was never reached. What happens later ends the
    /// comparison, and stands in the report.
    pub async fn run(self) -> Result<Report, CompareError> {
        self.run_until(std::future::pending()).await
    }

    /// Compares until `stop` is done. Whatever ends it, what it made is removed, as far as the site
    /// lets it be.
    ///
    /// # Errors
    /// As [`run`](Self::run).
    pub async fn run_until(self, stop: impl Future<Output = ()>) -> Result<Report, CompareError> {
        let (tell, told) = watch::channel(false);
        let mut play = Play::at(&self.site, told);
        let mut outcome = Outcome::default();
        let playing = async |play: &mut Play<'_>| self.play_all(play, &mut outcome).await;
        let ended = tidied(&mut play, playing, stop, &tell).await?;
        Ok(Report::new(outcome, ended, play.left_behind()))
    }

    /// Removes what earlier comparisons left on the site; gives what is still there.
    ///
    /// # Errors
    /// If the site cannot be read.
    pub async fn clean_up(&self) -> Result<LeftBehind, CompareError> {
        let (_tell, told) = watch::channel(false);
        let mut play = Play::at(&self.site, told);
        play.find_left().await?;
        play.tidy().await;
        Ok(play.left_behind())
    }

    /// Why it ended early, if it did.
    async fn play_all(
        &self,
        play: &mut Play<'_>,
        outcome: &mut Outcome,
    ) -> Result<Option<String>, CompareError> {
        let first = play.ask(&Ask::get(ADDON)).await?;
        let fact = |name: &str| first.facts.get(name).cloned().unwrap_or_default();
        if fact("status") != "200" {
            let said = fact("body /message");
            return Err(CompareError::NotAdmitted {
                status: fact("status"),
                said,
            });
        }
        let (mut probes, not_played) = self.chosen();
        outcome.not_played = not_played;
        if probes.iter().any(|probe| probe.takes == Takes::Limit) && play.has_modules().await {
            let why = "the app has dynamic modules there, which count to the limit";
            let limit = probes.extract_if(.., |probe| probe.takes == Takes::Limit);
            outcome.not_played.extend(limit.map(|probe| NotPlayed {
                probe: probe.id.to_owned(),
                why: why.to_owned(),
            }));
        }
        let descriptor = self.descriptor();
        for probe in probes {
            let exercise = Exercise::Probe(probe.clone(), descriptor.clone());
            let tenant = exercise
                .play(&self.settings)
                .await
                .map_err(CompareError::DescriptorRefused)?;
            let site = match play.probe(&probe).await {
                Ok(site) => site,
                Err(Trouble(why)) if why == STOPPED => return Ok(Some(why)),
                Err(Trouble(why)) => return Ok(Some(format!("at the probe {}: {why}", probe.id))),
            };
            let tried = candidates(&exercise, &self.settings);
            let sides = Sides {
                site: &site,
                tenant: &tenant,
            };
            let found = differences(&exercise, sides, &self.settings, &tried).await;
            outcome.add(&probe, site, found);
        }
        Ok(None)
    }

    /// The app's own, or one that says no more than is known.
    fn descriptor(&self) -> String {
        match &self.site.descriptor {
            Some(descriptor) => descriptor.text().to_owned(),
            None => json!({
                "key": self.site.app_key, "name": "The app", "baseUrl": "https://app.invalid",
                "authentication": { "type": "jwt" }, "lifecycle": { "installed": "/installed" },
            })
            .to_string(),
        }
    }
}
