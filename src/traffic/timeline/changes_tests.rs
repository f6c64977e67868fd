//! Whoever puts together what is new has what a full read gives, whatever happens in between.

use proptest::collection::vec;
use proptest::prelude::*;
use serde_json::Value;

use super::{changes, entries};
use crate::clock::Clock;
use crate::traffic::{Command, Direction, Headers, Opening, Outcome, Recorder, RequestLog};

/// What is not looked for is never in the way.
const LIMIT: usize = 1_000_000;
const APPS: [&str; 2] = ["one-app", "other-app"];

#[derive(Clone, Debug)]
enum Step {
    Begin {
        to_app: bool,
        app: Option<usize>,
        secret: bool,
    },
    Finish(prop::sample::Index),
    Note(prop::sample::Index),
    Name(prop::sample::Index, usize),
    Mask(usize),
    Placeholder(usize),
    Token(usize),
    EndTokens(usize),
    Command,
    Remark,
    /// So many of the changes, and no more of them yet.
    ReadSome(usize),
    /// All of them, so many at a time.
    Read(usize),
}

fn step() -> impl Strategy<Value = Step> {
    use prop::sample::Index;
    let app = || 0..APPS.len();
    prop_oneof![
        6 => (any::<bool>(), prop::option::of(app()), any::<bool>())
            .prop_map(|(to_app, app, secret)| Step::Begin { to_app, app, secret }),
        4 => any::<Index>().prop_map(Step::Finish),
        2 => any::<Index>().prop_map(Step::Note),
        2 => (any::<Index>(), app()).prop_map(|(id, app)| Step::Name(id, app)),
        1 => app().prop_map(Step::Mask),
        1 => app().prop_map(Step::Placeholder),
        1 => app().prop_map(Step::Token),
        1 => app().prop_map(Step::EndTokens),
        1 => Just(Step::Command),
        1 => Just(Step::Remark),
        3 => (0..3_usize).prop_map(Step::ReadSome),
        3 => (1..4_usize).prop_map(Step::Read),
    ]
}

/// As the live page does it.
#[derive(Default)]
struct Reader {
    revision: u64,
    entries: Vec<Value>,
    lives: Vec<Value>,
}

impl Reader {
    /// Whether there is more.
    fn read_some(&mut self, log: &RequestLog, at_most: usize) -> bool {
        let news = changes(log, self.revision, at_most);
        self.revision = news["revision"].as_u64().unwrap();
        let total = usize::try_from(news["total"].as_u64().unwrap()).unwrap();
        self.entries.resize(total, Value::Null);
        let changed = news["entries"].as_array().unwrap();
        assert!(changed.len() <= at_most);
        for one in changed {
            let place = usize::try_from(one["place"].as_u64().unwrap()).unwrap();
            self.entries[place] = one["entry"].clone();
        }
        if let Some(lives) = news["lives"].as_array() {
            self.lives.clone_from(lives);
        }
        news["more"].as_bool().unwrap()
    }

    fn read(&mut self, log: &RequestLog, at_a_time: usize) {
        while self.read_some(log, at_a_time) {}
    }

    fn shown(&self) -> Value {
        let mut entries = self.entries.clone();
        for life in &self.lives {
            let mut known = life.clone();
            let [begins, ends] = ["begins", "ends"].map(|name| {
                let place = known.as_object_mut().unwrap().remove(name);
                place.and_then(|place| usize::try_from(place.as_u64()?).ok())
            });
            for (name, place) in [("begins", begins), ("ends", ends)] {
                let Some(entry) = place.map(|place| &mut entries[place]) else {
                    continue;
                };
                match entry[name].as_array_mut() {
                    Some(others) => others.push(known.clone()),
                    None => entry[name] = vec![known.clone()].into(),
                }
            }
        }
        entries.into()
    }
}

fn begin(recorder: &Recorder, to_app: bool, app: Option<usize>, secret: bool) {
    let body = format!("{{\"sharedSecret\":\"secret of {app:?}\"}}");
    recorder.begin(Opening {
        by_proxy: false,
        direction: match to_app {
            true => Direction::ToApp,
            false => Direction::FromApp,
        },
        app: app.map(|app| APPS[app]),
        method: "POST",
        origin: "http://host0.example",
        target: "/x?host=http%3A%2F%2Fhost1.example&word=word0+word1",
        headers: Headers::default(),
        credential: None,
        claims: None,
        body: if secret { body.as_bytes() } else { b"" },
    });
}

fn carry_out(recorder: &Recorder, step: &Step) {
    let exchanges = recorder.log().exchanges().count();
    let id = |index: &prop::sample::Index| {
        let at = (exchanges > 0).then(|| index.index(exchanges))?;
        u32::try_from(at + 1).ok()
    };
    match step {
        Step::Begin {
            to_app,
            app,
            secret,
        } => begin(recorder, *to_app, *app, *secret),
        Step::Finish(index) => {
            if let Some(id) = id(index) {
                recorder.finish(id, Outcome::Status(204), &Headers::default(), b"word1");
            }
        }
        Step::Note(index) => {
            if let Some(id) = id(index) {
                recorder.note(id, "a note of word0");
            }
        }
        Step::Name(index, app) => {
            if let Some(id) = id(index) {
                recorder.name_app(&[id], APPS[*app]);
            }
        }
        Step::Mask(word) => recorder.mask(&format!("word{word}")),
        Step::Placeholder(host) => {
            recorder.names(|names| names.add_app(&format!("http://host{host}.example")));
        }
        Step::Token(app) => recorder.forge_token("a-token-of-forge", "systemToken", APPS[*app], 9),
        Step::EndTokens(app) => recorder.end_forge_tokens(APPS[*app]),
        Step::Command => {
            recorder.command(&Command::RotateInvocationKey);
        }
        Step::Remark => recorder.remark("word1 happened"),
        Step::ReadSome(_) | Step::Read(_) => {}
    }
}

proptest! {
    #[test]
    fn the_changes_put_together_are_the_log(steps in vec(step(), 0..40)) {
        let recorder = Recorder::new(Clock::default(), LIMIT);
        let mut reader = Reader::default();
        for step in steps.iter().chain([&Step::Read(2)]) {
            carry_out(&recorder, step);
            let log = recorder.log();
            match step {
                Step::ReadSome(at_most) => { reader.read_some(&log, *at_most); }
                Step::Read(at_a_time) => {
                    reader.read(&log, *at_a_time);
                    prop_assert_eq!(reader.shown(), entries(&log));
                }
                _ => {}
            }
        }
    }
}

#[test]
fn of_a_log_that_did_not_change_nothing_is_new() {
    let recorder = Recorder::new(Clock::default(), LIMIT);
    (0..1000).for_each(|_| begin(&recorder, true, Some(0), true));
    let mut reader = Reader::default();
    reader.read(&recorder.log(), 300);
    // The placeholder of a host is known after the first time.
    for known in [false, true, true] {
        recorder.names(|names| names.add_app("http://host0.example"));
        let news = changes(&recorder.log(), reader.revision, usize::MAX);
        let count = news["entries"].as_array().unwrap().len();
        assert_eq!(
            (count, news.get("lives").is_none()),
            (if known { 0 } else { 1000 }, known)
        );
        reader.read(&recorder.log(), usize::MAX);
    }
    recorder.note(7, "one note");
    let news = changes(&recorder.log(), reader.revision, usize::MAX);
    assert_eq!(news["entries"].as_array().unwrap().len(), 1);
    assert_eq!(news["entries"][0]["place"], 6);
    assert_eq!(news["total"], 1000);
}

#[test]
fn a_revision_of_another_log_gets_everything() {
    let mut reader = Reader::default();
    for count in [3, 2, 5] {
        let recorder = Recorder::new(Clock::default(), LIMIT);
        (0..count).for_each(|_| begin(&recorder, true, None, false));
        reader.read(&recorder.log(), 2);
        assert_eq!(reader.shown(), entries(&recorder.log()));
    }
    let recorder = Recorder::new(Clock::default(), LIMIT);
    begin(&recorder, true, None, false);
    reader.revision = u64::MAX;
    reader.read(&recorder.log(), usize::MAX);
    assert_eq!(reader.shown(), entries(&recorder.log()));
}

/// A callback outlives the one that it began in, which moves all that is inside of it.
#[test]
fn what_stands_inside_of_another_moves_with_it() {
    let recorder = Recorder::new(Clock::default(), LIMIT);
    for to_app in [true, false, true] {
        begin(&recorder, to_app, None, false);
    }
    let finish = |id| recorder.finish(id, Outcome::Status(200), &Headers::default(), b"");
    finish(3);
    let mut reader = Reader::default();
    reader.read(&recorder.log(), usize::MAX);
    let depths = |reader: &Reader| {
        let depths = reader.entries.iter().map(|entry| entry["depth"].as_u64());
        depths.collect::<Option<Vec<u64>>>().unwrap()
    };
    assert_eq!(depths(&reader), [0, 1, 2]);
    finish(1);
    reader.read(&recorder.log(), usize::MAX);
    assert_eq!(depths(&reader), [0, 0, 1]);
}
