//! The members of a JSON object in the order they were written, which a parsed `Value` does not keep.

use std::collections::HashMap;
use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

use super::well_formed::DescriptorError;

/// The members of an object in the order they were written, each with its exact text.
pub(crate) fn entries(text: &str) -> Result<Vec<(String, &RawValue)>, DescriptorError> {
    let Entries(entries) =
        serde_json::from_str(text).map_err(|error| DescriptorError::from_json(text, &error))?;
    Ok(entries)
}

struct Entries<'a>(Vec<(String, &'a RawValue)>);

impl<'de: 'a, 'a> Deserialize<'de> for Entries<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(InOrder)
    }
}

struct InOrder;

impl<'de> Visitor<'de> for InOrder {
    type Value = Entries<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Entries<'de>, A::Error> {
        let mut entries: Vec<(String, &RawValue)> = Vec::new();
        let mut places: HashMap<String, usize> = HashMap::new();
        while let Some((name, raw)) = map.next_entry::<String, &'de RawValue>()? {
            match places.get(&name) {
                Some(&place) => entries[place].1 = raw,
                None => {
                    places.insert(name.clone(), entries.len());
                    entries.push((name, raw));
                }
            }
        }
        Ok(Entries(entries))
    }
}
