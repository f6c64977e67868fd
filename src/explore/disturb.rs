//! Troubles put into a story: drawn, or each by its number.

use super::draw::Draw;
use super::event::Event;
use super::plan::Plan;
use super::story::{Step, Story, Then};
use super::trouble::{Point, Trouble};

impl Plan {
    fn troubles_of(&self, event: Event) -> Vec<Trouble> {
        let mut all = Trouble::of(event);
        let is_left_out = |one: &Trouble| {
            let named = |name: &String| *name == one.to_string() || name == one.at.name();
            self.without_troubles.iter().any(named)
        };
        all.retain(|one| !is_left_out(one));
        all
    }

    /// At most three troubles, moments without quiet among them.
    pub(super) fn disturb(&self, story: &mut Story, draw: &mut Draw) {
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
                    if let Some(trouble) = draw.one(&self.troubles_of(step.event)) {
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
    pub(super) fn takes(&self, story: &Story) -> usize {
        let of = |step: &Step| self.troubles_of(step.event).len() + Point::of(step.event).len() + 1;
        let whole: usize = story.steps.iter().map(of).sum();
        // After the last step there is nothing to come too early.
        let last = story
            .steps
            .last()
            .map_or(0, |step| Point::of(step.event).len() + 1);
        1 + whole - last
    }

    pub(super) fn take(&self, mut story: Story, number: usize) -> Story {
        let Some(mut rest) = number.checked_sub(1) else {
            return story;
        };
        for step in &mut story.steps {
            let troubles = self.troubles_of(step.event);
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
}
