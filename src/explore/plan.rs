//! The stories of an exploration: drawn by a seed, or every one up to a depth.

use super::draw::Draw;
use super::event::{Cast, Event};
use super::story::{Step, Story};

/// So many lives in a row play one sequence of events, each with other troubles: they have one
/// plain run to be compared with.
const TAKES: u64 = 2;

/// What may be drawn.
#[derive(Clone, Debug)]
pub(super) struct Plan {
    pub(super) cast: Cast,
    pub(super) seed: u64,
    pub(super) longest: usize,
    pub(super) troubles: bool,
    pub(super) second_site: bool,
    /// Events that the test has left out.
    pub(super) without: Vec<Event>,
    /// Troubles that the test has left out, by name, or all of a point by its name.
    pub(super) without_troubles: Vec<String>,
}

/// Where the app stands on a site.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct Place {
    is_there: bool,
    is_enabled: bool,
    on_forge: bool,
}

impl Place {
    const ENABLED: Place = Place {
        is_there: true,
        is_enabled: true,
        on_forge: false,
    };

    fn after(self, event: Event) -> Place {
        match event {
            Event::Install(_) => Place::ENABLED,
            Event::Enable | Event::Disable => Place {
                is_enabled: event == Event::Enable,
                ..self
            },
            Event::MoveToForge(_) => Place {
                on_forge: true,
                ..self
            },
            Event::Uninstall | Event::ImportSite => Place::default(),
            _ => self,
        }
    }
}

impl Plan {
    /// Every story of up to so many events after the install, the shortest first: without troubles, and with each single
    /// one.
    pub(super) fn every(&self, depth: usize) -> impl Iterator<Item = Story> {
        let stories = (0..=depth).flat_map(move |length| self.sequences(length));
        stories.flat_map(move |story| {
            let takes = if self.troubles { self.takes(&story) } else { 1 };
            (0..takes).map(move |number| self.take(story.clone(), number).ended())
        })
    }

    /// Every sequence of so many events, as an odometer counts.
    fn sequences(&self, length: usize) -> impl Iterator<Item = Story> {
        let events = self.later_events();
        let last = events.len().saturating_sub(1);
        let first = (length == 0 || !events.is_empty()).then(|| vec![0; length]);
        let places = std::iter::successors(first, move |places: &Vec<usize>| {
            let mut next = places.clone();
            let at = next.iter().rposition(|place| *place < last)?;
            next[at] += 1;
            next[at + 1..].fill(0);
            Some(next)
        });
        places.map(move |places| {
            let later = places.iter().map(|place| events[*place]);
            let steps = std::iter::once(Event::Install(0)).chain(later);
            Story {
                steps: steps.map(Step::of).collect(),
            }
        })
    }

    /// The story of a life.
    pub(super) fn story(&self, life: u64) -> Story {
        let takes = if self.troubles { TAKES } else { 1 };
        let mut events = Draw::of(self.seed, life / takes);
        let mut story = self.events(&mut events);
        if self.troubles {
            let mut draw = Draw::of(self.seed ^ 0x7a6b, life);
            self.disturb(&mut story, &mut draw);
        }
        story.ended()
    }

    fn allowed(&self, event: Event) -> bool {
        !self.without.contains(&event)
    }

    fn events(&self, draw: &mut Draw) -> Story {
        let length = 2 + draw.below(self.longest.saturating_sub(1).max(1));
        let second = self.second_site && draw.chance(30);
        let mut places = [Place::ENABLED, Place::default()];
        let mut story = Story::default();
        story.steps.push(Step::of(Event::Install(0)));
        while story.steps.len() < length {
            let elsewhere = second && draw.chance(40);
            let place = &mut places[usize::from(elsewhere)];
            let choices = self.choices(*place, elsewhere);
            let Some(event) = draw.weighted(&choices).copied() else {
                break;
            };
            *place = place.after(event);
            let step = Step::of(event);
            story.steps.push(Step { elsewhere, ..step });
        }
        story
    }

    /// What may happen next, by weight.
    fn choices(&self, place: Place, elsewhere: bool) -> Vec<(usize, Event)> {
        let versions = || 0..self.cast.versions.len();
        let mut all: Vec<(usize, Event)> = Vec::new();
        if place.is_there && !place.on_forge {
            all.extend(versions().map(|one| (2, Event::Upgrade(one))));
        }
        if !place.is_there {
            all.extend(versions().map(|one| (5, Event::Install(one))));
            all.push((1, Event::RotateInstallKey));
        } else if place.is_enabled {
            all.extend([
                (2, Event::Disable),
                (2, Event::Uninstall),
                (3, Event::RotateSecret),
                (1, Event::RepeatInstalled),
                (2, Event::RenameSite),
                (1, Event::ImportSite),
                (1, Event::RotateInstallKey),
                (1, Event::OpenPage),
            ]);
        } else {
            all.extend([
                (4, Event::Enable),
                (1, Event::Uninstall),
                (1, Event::RotateSecret),
            ]);
        }
        if place.is_there && !self.cast.manifests.is_empty() {
            all.extend(self.forge_choices(place));
        }
        if !elsewhere {
            let commands = self.cast.commands.len();
            let weight = (12 / commands.max(1)).max(1);
            all.extend((0..commands).map(|one| (weight, Event::Own(one))));
        }
        all.retain(|(_, event)| self.allowed(*event));
        all
    }

    fn forge_choices(&self, place: Place) -> Vec<(usize, Event)> {
        let manifests = 0..self.cast.manifests.len();
        if !place.on_forge {
            let moves = manifests.map(|one| (4, Event::MoveToForge(one)));
            return moves.chain([(1, Event::EditPage)]).collect();
        }
        let upgrades = manifests.map(|one| (2, Event::ForgeUpgrade(one)));
        let others = [
            (4, Event::CreatePage),
            (4, Event::EditPage),
            (1, Event::RotateInvocationKey),
            (2, Event::NewInstallationId),
        ];
        upgrades.chain(others).collect()
    }

    pub(super) fn later_events(&self) -> Vec<Event> {
        let all = Event::all(&self.cast).into_iter();
        all.filter(|event| self.allowed(*event)).collect()
    }
}
