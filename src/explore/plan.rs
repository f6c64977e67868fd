//! The stories of an exploration: drawn by a seed, or every one up to a depth.

use super::draw::Draw;
use super::event::{Cast, Event};
use super::story::{Step, Story, Then};
use super::trouble::{Point, Trouble};

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
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Place {
    Nowhere,
    Enabled,
    Disabled,
}

impl Place {
    fn after(self, event: Event) -> Place {
        match event {
            Event::Install(_) | Event::Enable => Place::Enabled,
            Event::Disable => Place::Disabled,
            Event::Uninstall | Event::ImportSite => Place::Nowhere,
            _ => self,
        }
    }
}

impl Plan {
    /// The stories there are, where every one of a depth is wanted; at most `most`.
    pub(super) fn all(&self, depth: usize, most: usize) -> Vec<Story> {
        let mut all = Vec::new();
        let mut sequences = vec![Story {
            steps: vec![Step::of(Event::Install(0))],
        }];
        for length in 0..=depth {
            for story in &sequences {
                let takes = if self.troubles { takes(story) } else { 1 };
                all.extend((0..takes).map(|number| take(story.clone(), number).ended()));
                if all.len() >= most {
                    all.truncate(most);
                    return all;
                }
            }
            if length < depth {
                sequences = self.longer(&sequences);
            }
        }
        all
    }

    fn longer(&self, sequences: &[Story]) -> Vec<Story> {
        let events = self.later_events();
        let longer = sequences.iter().flat_map(|story| {
            events.iter().map(|event| {
                let mut story = story.clone();
                story.steps.push(Step::of(*event));
                story
            })
        });
        longer.collect()
    }

    /// The story of a life.
    pub(super) fn story(&self, life: u64) -> Story {
        let mut events = Draw::of(self.seed, life / TAKES);
        let mut story = self.events(&mut events);
        if self.troubles {
            let mut draw = Draw::of(self.seed ^ 0x7a6b, life);
            disturb(&mut story, &mut draw);
        }
        story.ended()
    }

    fn allowed(&self, event: Event) -> bool {
        !self.without.contains(&event)
    }

    fn events(&self, draw: &mut Draw) -> Story {
        let length = 2 + draw.below(self.longest.saturating_sub(1).max(1));
        let second = self.second_site && draw.chance(30);
        let mut places = [Place::Enabled, Place::Nowhere];
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
        let mut all: Vec<(usize, Event)> = match place {
            Place::Nowhere => versions().map(|one| (5, Event::Install(one))).collect(),
            Place::Enabled | Place::Disabled => {
                versions().map(|one| (2, Event::Upgrade(one))).collect()
            }
        };
        match place {
            Place::Nowhere => all.push((1, Event::RotateInstallKey)),
            Place::Enabled => all.extend([
                (2, Event::Disable),
                (2, Event::Uninstall),
                (3, Event::RotateSecret),
                (1, Event::RepeatInstalled),
                (2, Event::RenameSite),
                (1, Event::ImportSite),
                (1, Event::RotateInstallKey),
                (1, Event::OpenPage),
            ]),
            Place::Disabled => all.extend([
                (4, Event::Enable),
                (1, Event::Uninstall),
                (1, Event::RotateSecret),
            ]),
        }
        if !elsewhere {
            let commands = self.cast.commands.len();
            let weight = (12 / commands.max(1)).max(1);
            all.extend((0..commands).map(|one| (weight, Event::Own(one))));
        }
        all.retain(|(_, event)| self.allowed(*event));
        all
    }

    pub(super) fn later_events(&self) -> Vec<Event> {
        let all = Event::all(&self.cast).into_iter();
        all.filter(|event| self.allowed(*event)).collect()
    }
}

/// At most three troubles, moments without quiet among them.
fn disturb(story: &mut Story, draw: &mut Draw) {
    let wanted = 1 + draw.below(3);
    for _ in 0..wanted {
        let at = draw.below(story.steps.len());
        let last = at + 1 == story.steps.len();
        let step = &mut story.steps[at];
        match draw.below(10) {
            0..=2 if !last => step.then = Then::AtOnce,
            3..=5 if !last => {
                if let Some(point) = draw.one(Point::of(step.event)) {
                    step.then = Then::While(*point);
                }
            }
            _ => {
                if let Some(trouble) = draw.one(&Trouble::of(step.event)) {
                    let nth = if draw.chance(20) { 2 } else { 1 };
                    let trouble = Trouble { nth, ..*trouble };
                    if !step.troubles.contains(&trouble) {
                        step.troubles.push(trouble);
                    }
                }
            }
        }
    }
}

/// How many ways there are to disturb a story once, and not at all.
fn takes(story: &Story) -> usize {
    let of = |step: &Step| Trouble::of(step.event).len() + Point::of(step.event).len() + 1;
    let whole: usize = story.steps.iter().map(of).sum();
    // After the last step there is nothing to come too early.
    let last = story
        .steps
        .last()
        .map_or(0, |step| Point::of(step.event).len() + 1);
    1 + whole - last
}

fn take(mut story: Story, number: usize) -> Story {
    let Some(mut rest) = number.checked_sub(1) else {
        return story;
    };
    for step in &mut story.steps {
        let troubles = Trouble::of(step.event);
        if let Some(trouble) = troubles.get(rest) {
            step.troubles.push(*trouble);
            break;
        }
        rest -= troubles.len();
        let points = Point::of(step.event);
        if rest <= points.len() {
            step.then = points
                .get(rest)
                .map_or(Then::AtOnce, |point| Then::While(*point));
            break;
        }
        rest -= points.len() + 1;
    }
    story
}
