//! `Reader`: puts together what is new of a log, for the tests of what is new.

use serde_json::Value;

use super::changes;
use crate::traffic::RequestLog;

/// As the live page does it.
#[derive(Default)]
pub(super) struct Reader {
    pub(super) revision: u64,
    pub(super) entries: Vec<Value>,
    pub(super) lives: Vec<Value>,
}

impl Reader {
    /// Whether there is more.
    pub(super) fn read_some(&mut self, log: &RequestLog, at_most: usize) -> bool {
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

    pub(super) fn read(&mut self, log: &RequestLog, at_a_time: usize) {
        while self.read_some(log, at_a_time) {}
    }

    pub(super) fn shown(&self) -> Value {
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
