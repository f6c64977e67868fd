//! `Exercise`: whatever tenants of two settings can be held against each other by.

use std::sync::Arc;

use super::host::RealSite;
use super::observed::Observed;
use super::play::Play;
use super::probe::Probe;
use super::probes;
use super::scenes::{self, Pair, Scene, Seen, Stage, Verdict};
use crate::descriptor::Descriptor;
use crate::settings::Settings;
use crate::tenant::{DescriptorSource, Tenant};

/// Whatever can be played by tenants of two settings.
pub(super) enum Exercise {
    /// A probe, at a tenant with this descriptor.
    Probe(Probe, String),
    Scene(&'static Scene, Arc<Pair>),
    Verdict(&'static Verdict),
}

impl Exercise {
    /// All that is held against each other of two settings.
    pub(super) fn all(pair: &Arc<Pair>) -> Vec<Self> {
        let descriptor = super::app::descriptor("https://app.invalid").to_string();
        let probes = probes::all().into_iter();
        let probes = probes.map(|probe| Self::Probe(probe, descriptor.clone()));
        let scenes = scenes::tables().into_iter().flatten();
        let scenes = scenes.map(|scene| Self::Scene(scene, pair.clone()));
        probes
            .chain(scenes)
            .chain(scenes::VERDICTS.iter().map(Self::Verdict))
            .collect()
    }

    pub(super) fn id(&self) -> &str {
        match self {
            Self::Probe(probe, _) => probe.id,
            Self::Scene(scene, _) => scene.id,
            Self::Verdict(verdict) => verdict.row,
        }
    }

    pub(super) fn rows(&self) -> &'static [&'static str] {
        match self {
            Self::Probe(probe, _) => probe.rows,
            Self::Scene(scene, _) => scene.rows,
            Self::Verdict(verdict) => verdict.rows,
        }
    }

    /// What a tenant of these settings shows.
    ///
    /// # Errors
    /// In words, if there cannot be such a tenant.
    pub(super) async fn play(&self, settings: &Settings) -> Seen {
        match self {
            Self::Probe(probe, descriptor) => at_tenant(probe, descriptor, settings).await,
            Self::Scene(scene, pair) => {
                let stage = Stage::new(settings.clone(), pair.clone());
                (scene.play)(stage).await
            }
            Self::Verdict(verdict) => Ok(vec![verdict.judged(settings)]),
        }
    }
}

impl Exercise {
    /// The same, with why it could not be played in place of what was seen.
    pub(super) async fn told(&self, settings: &Settings) -> Vec<Observed> {
        self.play(settings).await.unwrap_or_else(|why| {
            let why: String = why.chars().filter(|c| !c.is_ascii_digit()).collect();
            vec![Observed::of(self.id()).with("could not be played", why)]
        })
    }
}

/// A probe at a fresh tenant, where its app is installed.
async fn at_tenant(probe: &Probe, descriptor: &str, settings: &Settings) -> Seen {
    let tenant = Tenant::builder().settings(settings.clone()).try_start();
    let tenant = tenant.map_err(|error| error.to_string())?;
    let parsed = Descriptor::parse(descriptor).map_err(|error| error.to_string())?;
    let source = DescriptorSource::from(parsed.clone()).without_backend();
    let app = tenant
        .install(source)
        .await
        .map_err(|error| error.to_string())?;
    let secret = app
        .shared_secret()
        .ok_or("an app without a secret cannot be compared")?;
    let site =
        RealSite::new(&tenant.base_url(), app.key(), secret).map_err(|error| error.to_string())?;
    let site = site.descriptor(parsed).pause(std::time::Duration::ZERO);
    // Nobody ends it.
    let (_tell, told) = tokio::sync::watch::channel(false);
    let mut play = Play::at(&site, told);
    let mut seen = Vec::new();
    for ask in &probe.asks {
        seen.push(play.ask(ask).await.map_err(|trouble| trouble.0)?);
    }
    Ok(seen)
}
