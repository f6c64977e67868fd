//! Plays a story on fresh tenants, from the start of the app to where it ends.

use std::collections::BTreeSet;

use super::end::{End, SiteEnd};
use super::event::Event;
use super::life::{Life, Lived, Stage};
use super::rule::Rule;
use super::scene;
use super::site::Site;
use super::story::{Step, Story};
use super::subject::Answer;
use crate::site::Status;

/// Plays the story; what it comes to when all is quiet.
pub(super) async fn live(stage: &Stage, story: &Story) -> Lived {
    let two = story.steps.iter().any(|step| step.elsewhere);
    let names = &stage.names[..if two { 2 } else { 1 }];
    let sites: Vec<Site> = names
        .iter()
        .map(|name| Site::start(name, stage.settings.clone(), stage.door))
        .collect();
    let subject = stage.subject.clone();
    let app = subject.start(sites[0].tenant.clone()).await;
    let mut life = Life {
        app,
        sites,
        bounds: stage.bounds,
        rules: stage.rules.clone(),
        answers: vec![Answer::DONE; story.steps.len()],
        breach: None,
        applied: BTreeSet::new(),
        postponed: [false; 2],
    };
    for range in story.scenes() {
        scene::play(&mut life, &story.steps, range).await;
        if life.breach.is_some() {
            break;
        }
    }
    let mut end = End::default();
    if life.breach.is_none() {
        end = finish(&mut life).await;
    }
    end.answers = std::mem::take(&mut life.answers);
    Lived {
        end,
        breach: life.breach,
        applied: life.applied,
        log: life.sites[0].tenant.log(),
    }
}

/// Brings the app to where it can be looked at, and looks.
async fn finish(life: &mut Life) -> End {
    let mut before = Vec::new();
    for at in 0..life.sites.len() {
        let known = life.sites[at].key.get().is_some();
        before.push(known.then(|| life.sites[at].status()));
        if !known {
            continue;
        }
        let event = match life.sites[at].status() {
            Status::Uninstalled => Event::Install(life.sites[at].version()),
            Status::Disabled => Event::Enable,
            // What still waits for the next callback comes after this one.
            _ if life.postponed[at] => Event::RepeatInstalled,
            _ => continue,
        };
        let mut step = Step::of(event);
        step.elsewhere = at == 1;
        scene::play_besides(life, &step).await;
        if life.breach.is_some() {
            return End::default();
        }
    }
    let mut end = End::default();
    for (at, site) in life.sites.iter().enumerate() {
        let other = life.sites.get(1 - at);
        end.sites[at] = SiteEnd::of(site, before[at], other).await;
    }
    if let Some(words) = end.forged() {
        life.broke(Rule::Forged, words);
    }
    end.seen = life.app.seen().await.into_iter().collect();
    for (name, answer) in life.app.invariants().await {
        if let Some(why) = answer.refused {
            life.broke(Rule::Invariant, format!("`{name}`: {why}"));
        }
    }
    end
}
