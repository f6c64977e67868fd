//! The entries of a long log as a table, which says only once what they have in common: most of what a page weighs.

use std::collections::{BTreeMap, HashMap};
use std::fmt::Write;

use serde_json::Value;

/// So many entries stand in a page as they are, for whoever reads it with a program.
pub(super) const AS_THEY_ARE: usize = 2_000;

/// For each field its different values, and for each entry which of them it has.
#[derive(Debug, Default)]
struct Table {
    count: usize,
    fields: BTreeMap<String, Field>,
}

#[derive(Debug, Default)]
struct Field {
    /// In JSON, each after a comma.
    values: String,
    numbers: HashMap<String, u32>,
    /// For each entry the number of its value, 0 for none.
    of: Vec<u32>,
}

/// In JSON.
pub(super) fn written(entries: impl IntoIterator<Item = Value>) -> String {
    let mut table = Table::default();
    for entry in entries {
        table.add(entry);
    }
    table.json()
}

impl Table {
    fn add(&mut self, entry: Value) {
        if let Value::Object(fields) = entry {
            for (name, value) in fields {
                let field = self.fields.entry(name).or_default();
                let number = field.number(&value);
                // The entries before this one had none.
                field.of.resize(self.count, 0);
                field.of.push(number);
            }
        }
        self.count += 1;
    }

    fn json(&self) -> String {
        let mut json = format!("{{\"count\":{},\"fields\":{{", self.count);
        for (at, (name, field)) in self.fields.iter().enumerate() {
            let comma = if at == 0 { "" } else { "," };
            let name = Value::from(name.as_str());
            let values = field.values.trim_start_matches(',');
            let _ = write!(json, "{comma}{name}:{{\"values\":[{values}],\"of\":[");
            for (at, number) in field.of.iter().enumerate() {
                let comma = if at == 0 { "" } else { "," };
                let _ = write!(json, "{comma}{number}");
            }
            json.push_str("]}");
        }
        json + "}}"
    }
}

impl Field {
    fn number(&mut self, value: &Value) -> u32 {
        let value = value.to_string();
        if let Some(known) = self.numbers.get(&value) {
            return *known;
        }
        let number = u32::try_from(self.numbers.len()).map_or(u32::MAX, |count| count + 1);
        self.values.push(',');
        self.values.push_str(&value);
        self.numbers.insert(value, number);
        number
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Map, json};

    use super::*;
    use crate::clock::Clock;
    use crate::traffic::Recorder;
    use crate::traffic::timeline::entries;

    /// As the page does it.
    fn read(table: &str) -> Vec<Value> {
        let table: Value = serde_json::from_str(table).unwrap();
        let count = usize::try_from(table["count"].as_u64().unwrap()).unwrap();
        let mut entries = vec![Map::new(); count];
        for (name, field) in table["fields"].as_object().unwrap() {
            for (place, number) in field["of"].as_array().unwrap().iter().enumerate() {
                let number = usize::try_from(number.as_u64().unwrap()).unwrap();
                if let Some(at) = number.checked_sub(1) {
                    entries[place].insert(name.clone(), field["values"][at].clone());
                }
            }
        }
        entries.into_iter().map(Value::Object).collect()
    }

    #[test]
    fn a_table_has_what_the_entries_have() {
        let entries = [
            json!({ "id": 1, "method": "GET", "notes": [], "claims": null }),
            json!({ "command": "mask", "words": "\",\"<&\u{2028}" }),
            json!({}),
            json!({ "id": 2, "method": "GET", "notes": [{ "kind": "fault" }], "claims": "{\"a\":1}" }),
            json!({ "id": "1", "method": "", "begins": [{ "name": "x" }] }),
        ];
        for count in 0..=entries.len() {
            let some = entries[..count].to_vec();
            assert_eq!(read(&written(some.clone())), some);
        }
    }

    #[test]
    fn a_long_log_is_a_table_in_its_page() {
        let recorder = Recorder::new(Clock::default(), 1_000_000);
        for (count, is_table) in [(AS_THEY_ARE, false), (1, true)] {
            for number in 0..count {
                recorder.remark(format!("{number} </script><!--"));
            }
            let log = recorder.log();
            let page = log.html("A title");
            let (_, data) = page.split_once("id=\"data\">").unwrap();
            let (data, _) = data.split_once("</script>").unwrap();
            assert_eq!(data.starts_with('{'), is_table);
            let data = match is_table {
                true => Value::from(read(data)),
                false => serde_json::from_str(data).unwrap(),
            };
            assert_eq!(data, entries(&log));
        }
    }

    #[test]
    fn what_entries_have_in_common_is_written_once() {
        let entries = (0..1000).map(|id| json!({ "id": id, "body": "y".repeat(1000) }));
        let table = written(entries);
        assert!(table.len() < 12_000, "{}", table.len());
    }
}
