//! Looks for the shortest story that still breaks the same rule, and of these the one with the fewest
//! troubles.

use super::event::Event;
use super::judge::{Judge, Verdict};
use super::rule::Rule;
use super::story::{Story, Then};

/// So many stories are tried at most.
const TRIED: usize = 300;

/// A story that breaks a rule, as short as it could be made.
pub(super) struct Shrunk {
    pub(super) story: Story,
    pub(super) verdict: Verdict,
}

pub(super) fn shrink(judge: &Judge, story: Story, verdict: Verdict, rule: Rule) -> Shrunk {
    let mut best = Shrunk { story, verdict };
    let mut tried = 0;
    loop {
        let mut candidates = shorter(&best.story).into_iter();
        let better = candidates.find_map(|story| {
            if tried >= TRIED {
                return None;
            }
            tried += 1;
            let verdict = judge.judge(&story);
            let same = verdict.breach.as_ref().is_some_and(|one| one.rule == rule);
            same.then_some((story, verdict))
        });
        match better {
            Some((story, verdict)) => (best.story, best.verdict) = (story, verdict),
            None => return best,
        }
    }
}

/// Every story that is a bit shorter or simpler, the shortest first.
fn shorter(story: &Story) -> Vec<Story> {
    let mut all = Vec::new();
    let changed = |change: &dyn Fn(&mut Story)| {
        let mut story = story.clone();
        change(&mut story);
        story.ended()
    };
    let steps = story.steps.len();
    for length in [steps / 2, 2, 1] {
        if length == 0 || length >= steps || (length == 2 && steps / 2 == 2) {
            continue;
        }
        for at in (0..=steps - length).rev() {
            all.push(changed(&|story| drop(story.steps.drain(at..at + length))));
        }
    }
    for (at, step) in story.steps.iter().enumerate() {
        for number in 0..step.troubles.len() {
            all.push(changed(&|story| {
                story.steps[at].troubles.remove(number);
            }));
            if step.troubles[number].nth > 1 {
                all.push(changed(&|story| story.steps[at].troubles[number].nth = 1));
            }
        }
        if step.then != Then::Quiet {
            all.push(changed(&|story| story.steps[at].then = Then::Quiet));
        }
        if matches!(step.then, Then::While(_)) {
            all.push(changed(&|story| story.steps[at].then = Then::AtOnce));
        }
        if step.elsewhere {
            all.push(changed(&|story| story.steps[at].elsewhere = false));
        }
        if let Event::Install(1..) = step.event {
            all.push(changed(&|story| story.steps[at].event = Event::Install(0)));
        }
        if let Event::Upgrade(_) = step.event {
            all.push(changed(&|story| {
                story.steps[at].event = Event::RepeatInstalled;
            }));
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::super::event::Cast;
    use super::*;

    #[test]
    fn what_is_tried_is_simpler_and_never_the_same() {
        let cast = Cast {
            versions: vec!["1".into(), "2".into()],
            manifests: Vec::new(),
            commands: vec!["open".into()],
        };
        let line = r#"install "2"; "open" [lost-reply of POST modules #2] | while held: POST modules; globex: install "1" | at once; upgrade "2""#;
        let story = Story::read(line, &cast).ok().unwrap();
        let weight = |story: &Story| {
            let of = |step: &super::super::story::Step| match step.event {
                Event::Upgrade(_) | Event::Install(1..) => 1,
                _ => 0,
            };
            let events: usize = story.steps.iter().map(of).sum();
            let later: u32 = story
                .steps
                .iter()
                .flat_map(|step| &step.troubles)
                .map(|one| one.nth)
                .sum();
            let held = story
                .steps
                .iter()
                .filter(|step| matches!(step.then, Then::While(_)))
                .count();
            let elsewhere = story.steps.iter().filter(|step| step.elsewhere).count();
            (
                story.steps.len(),
                story.troubles() + held + elsewhere + events + later as usize,
            )
        };
        let all = shorter(&story);
        assert!(all.len() > 10);
        for simpler in &all {
            assert!(
                weight(simpler) < weight(&story),
                "{}",
                simpler.written(&cast)
            );
        }
    }
}
