//! Whoever puts together what is new has what a full read gives, whatever happens in between.

use proptest::collection::vec;
use proptest::prelude::*;

use super::reader::Reader;
use super::{changes, entries};
use crate::clock::Clock;
use crate::traffic::{Command, Direction, Headers, Opening, Outcome, Recorder};

/// What is not looked for is never in the way.
const LIMIT: usize = 1_000_000;
const APPS: [&str; 2] = ["one-app", "other-app"];
const MASKED: [&str; 3] = ["word0", "word1", APPS[0]];
/// What the reply to an app says that asks for the token of a user.
const TOKEN: &[u8] =
    br#"{"data":{"offlineUserAuthToken":{"authToken":{"token":"A1-Token-Of-Forge"}}}}"#;

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
        1 => (0..MASKED.len()).prop_map(Step::Mask),
        1 => app().prop_map(Step::Placeholder),
        1 => app().prop_map(Step::Token),
        1 => app().prop_map(Step::EndTokens),
        1 => Just(Step::Command),
        1 => Just(Step::Remark),
        3 => (0..3_usize).prop_map(Step::ReadSome),
        3 => (1..4_usize).prop_map(Step::Read),
    ]
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
        target: "/graphql?host=http%3A%2F%2Fhost1.example&word=word0+word1",
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
                recorder.finish(id, Outcome::Status(204), &Headers::default(), TOKEN);
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
        Step::Mask(which) => recorder.mask(MASKED[*which]),
        Step::Placeholder(host) => {
            recorder.names(|names| names.add_app(&format!("http://host{host}.example")));
        }
        Step::Token(app) => {
            recorder.forge_token("A1-Token-Of-Forge", "userToken", APPS[*app], i64::MAX);
        }
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
        (0..count).for_each(|number| recorder.remark(format!("{number} of {count}")));
        reader.read(&recorder.log(), 2);
        assert_eq!(reader.shown(), entries(&recorder.log()));
    }
    let recorder = Recorder::new(Clock::default(), LIMIT);
    begin(&recorder, true, None, false);
    reader.revision = u64::MAX;
    reader.read(&recorder.log(), usize::MAX);
    assert_eq!(reader.shown(), entries(&recorder.log()));
}

/// A token is good no more, and entries have to say whose they are: nothing was done to them.
#[test]
fn what_no_entry_says_is_new_as_well() {
    let recorder = Recorder::new(Clock::default(), LIMIT);
    let mut reader = Reader::default();
    let mut read = |recorder: &Recorder| {
        reader.read(&recorder.log(), usize::MAX);
        assert_eq!(reader.shown(), entries(&recorder.log()));
        reader.shown()
    };
    recorder.forge_token("A1-Token-Of-Forge", "userToken", APPS[0], i64::MAX);
    begin(&recorder, false, Some(0), false);
    recorder.finish(1, Outcome::Status(200), &Headers::default(), TOKEN);
    assert_eq!(read(&recorder)[0]["begins"][0]["name"], "userToken#1");
    recorder.end_forge_tokens(APPS[0]);
    assert_eq!(read(&recorder)[0]["ends"][0]["name"], "userToken#1");
    assert_eq!(read(&recorder)[0]["partner"], "app");
    begin(&recorder, false, Some(1), false);
    assert_eq!(read(&recorder)[0]["partner"], APPS[0]);
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
