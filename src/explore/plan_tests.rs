//! What is drawn, and what is listed.

use std::collections::BTreeSet;

use super::event::{Cast, Event};
use super::plan::Plan;
use super::story::Story;
use super::trouble::Trouble;

fn plan() -> Plan {
    Plan {
        cast: Cast {
            versions: vec!["1".into(), "2".into()],
            manifests: Vec::new(),
            commands: vec!["open".into()],
        },
        seed: 7,
        longest: 6,
        troubles: true,
        second_site: true,
        without: Vec::new(),
        without_troubles: Vec::new(),
    }
}

#[test]
fn a_seed_gives_its_stories_and_they_differ() {
    let stories = |seed| -> Vec<Story> {
        let plan = Plan { seed, ..plan() };
        (0..200).map(|life| plan.story(life)).collect()
    };
    assert_eq!(stories(1), stories(1));
    assert_ne!(stories(1), stories(2));
    let plain = Plan {
        troubles: false,
        ..plan()
    };
    // Twice the same would be a life for nothing.
    let twice = (0..200).filter(|life| plain.story(2 * life) == plain.story(2 * life + 1));
    assert!(twice.count() < 40);
    let several: BTreeSet<Story> = stories(1).into_iter().collect();
    assert!(several.len() > 180, "{}", several.len());
    assert!(several.iter().all(|story| story.steps.len() <= 6));
}

#[test]
fn every_story_of_a_depth_comes_once() {
    let plan = plan();
    let all: Vec<Story> = plan.every(1).collect();
    let several: BTreeSet<&Story> = all.iter().collect();
    assert_eq!(several.len(), all.len());
    let events = plan.later_events().len();
    let plain = |story: &&Story| story.troubles() == 0;
    assert_eq!(all.iter().filter(plain).count(), 1 + events);
    let most = all.iter().map(Story::troubles).max();
    assert_eq!(most, Some(1));
    let reorder = Trouble::read("reorder of disabled").unwrap();
    let late = |story: &Story| {
        story.steps[1..]
            .iter()
            .any(|step| step.troubles == [reorder])
    };
    assert!(all.iter().any(late));
    let plain = Plan {
        troubles: false,
        ..plan.clone()
    };
    assert_eq!(plain.every(2).count(), 1 + events + events * events);
    // Nobody waits for all of so many events to the power of 40, and nobody keeps them.
    assert_eq!(plan.every(40).take(5000).count(), 5000);
    let nothing = Plan {
        without: plan.later_events(),
        ..plain
    };
    assert_eq!(nothing.every(3).count(), 1);
}

#[test]
fn what_has_moved_to_forge_has_no_version_of_connects_any_more() {
    let mut plan = plan();
    plan.cast.manifests = vec!["m".into()];
    plan.longest = 10;
    let (mut moved, mut told) = (0, 0);
    for life in 0..400 {
        let mut on_forge = [false; 2];
        for step in plan.story(life).steps {
            let on_forge = &mut on_forge[usize::from(step.elsewhere)];
            match step.event {
                Event::MoveToForge(_) => (*on_forge, moved) = (true, moved + 1),
                Event::Uninstall | Event::ImportSite => *on_forge = false,
                Event::Upgrade(_) => assert!(!*on_forge),
                Event::ForgeUpgrade(_) => assert!(*on_forge),
                _ => {}
            }
            told += step
                .troubles
                .iter()
                .filter(|one| one.to_string().contains("avi:"))
                .count();
        }
    }
    assert!(
        moved > 100 && told > 20,
        "{moved} moves, {told} troubles of events"
    );
    plan.cast.manifests.clear();
    let all: Vec<Event> = (0..400)
        .flat_map(|life| plan.story(life).steps)
        .map(|step| step.event)
        .collect();
    assert!(
        !all.iter()
            .any(|event| matches!(event, Event::MoveToForge(_) | Event::EditPage))
    );
}
