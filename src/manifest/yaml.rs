//! YAML into a JSON value, with the line of everything in it.
//!
//! The events of the parser are put together here and not by a reader of its own, for the sake of three bounds: how
//! deep, how much, and how much by aliases, which can name each other until nothing is enough.

use std::collections::{BTreeMap, HashMap};

use saphyr_parser::{Event, Marker, Parser, ScalarStyle, ScanError, Tag};
use serde_json::{Map, Value};

use super::bounds::{DEEPEST, LONGEST, MOST, depth, too_deep};
use super::error::ManifestError;
use super::scalar;

/// Line and column of a value, from 1.
pub(super) type Place = (usize, usize);

/// The places of all values, by JSON pointer.
pub(super) type Places = BTreeMap<String, Place>;

/// A collection that is not at its end yet.
enum Open {
    List(Vec<Value>),
    Object(Map<String, Value>, Option<String>),
}

/// What is put together so far.
#[derive(Default)]
struct Composer {
    /// With the anchor of each, and what is before it in its pointer.
    open: Vec<(Open, usize, usize)>,
    pointer: String,
    anchors: HashMap<usize, (Value, usize)>,
    /// How many values there are, and how many there were when each open collection began.
    values: usize,
    begun: Vec<usize>,
    places: Places,
    root: Option<Value>,
}

/// Reads one document.
pub(super) fn read(text: &str) -> Result<(Value, Places), ManifestError> {
    if text.len() > LONGEST {
        let why = format!("it has more than {LONGEST} bytes");
        return Err(ManifestError::whole(why));
    }
    let mut composer = Composer::default();
    let mut documents = 0;
    for event in Parser::new_from_str(text) {
        let (event, span) = event.map_err(|error| refused(text, &error))?;
        let place = place_of(span.start);
        if matches!(event, Event::DocumentStart(_)) {
            documents += 1;
        }
        if documents > 1 {
            let why = "a second document begins; a manifest is one";
            return Err(ManifestError::at(place, why));
        }
        composer.take(event, place)?;
    }
    let root = composer.root.unwrap_or(Value::Null);
    Ok((root, composer.places))
}

fn refused(text: &str, error: &ScanError) -> ManifestError {
    let place = place_of(*error.marker());
    let why = match error.info() {
        // The scanner has a bound of its own, and looks further ahead than ours.
        "recursion limit exceeded" => too_deep(),
        info => format!("{info}{}", hint(text, place)),
    };
    ManifestError::at(place, why)
}

fn place_of(marker: Marker) -> Place {
    (marker.line().max(1), marker.col() + 1)
}

/// The usual reason: YAML may not be indented by tabs.
fn hint(text: &str, (line, _): Place) -> &'static str {
    let line = text.lines().nth(line.saturating_sub(1));
    match line.is_some_and(|line| line.trim_start_matches(' ').starts_with('\t')) {
        true => "; the line is indented by a tab, which YAML does not take: use spaces",
        false => "",
    }
}

impl Composer {
    fn take(&mut self, event: Event<'_>, place: Place) -> Result<(), ManifestError> {
        match event {
            Event::Scalar(text, style, anchor, tag) => {
                if self.wants_key() {
                    return self.key(text.into_owned(), place);
                }
                let value = scalar(&text, style, tag.as_deref());
                self.count(1, place)?;
                self.put(value, anchor, 1, place)
            }
            Event::Alias(anchor) => {
                let (value, count) = self.anchors.get(&anchor).cloned().ok_or_else(|| {
                    ManifestError::at(place, "an alias in the value that it stands for")
                })?;
                self.count(count, place)?;
                match (self.wants_key(), value) {
                    (true, Value::String(key)) => self.key(key, place),
                    (true, _) => Err(no_key(place)),
                    (false, value) => self.put(value, 0, count, place),
                }
            }
            Event::SequenceStart(anchor, _) => self.begin(Open::List(Vec::new()), anchor, place),
            Event::MappingStart(anchor, _) => {
                self.begin(Open::Object(Map::new(), None), anchor, place)
            }
            Event::SequenceEnd | Event::MappingEnd => self.end(place),
            _ => Ok(()),
        }
    }

    fn wants_key(&self) -> bool {
        matches!(self.open.last(), Some((Open::Object(_, None), _, _)))
    }

    fn key(&mut self, name: String, place: Place) -> Result<(), ManifestError> {
        if name == "<<" {
            let why = "merge keys (`<<`) are not read: write the properties out";
            return Err(ManifestError::at(place, why));
        }
        let Some((Open::Object(members, key), _, _)) = self.open.last_mut() else {
            return Err(no_key(place));
        };
        if members.contains_key(&name) {
            let why = format!("`{name}` stands there twice");
            return Err(ManifestError::at(place, why));
        }
        *key = Some(name);
        Ok(())
    }

    fn count(&mut self, more: usize, place: Place) -> Result<(), ManifestError> {
        self.values = self.values.saturating_add(more);
        match self.values > MOST {
            true => {
                let why = format!("it has more than {MOST} values, those of aliases included");
                Err(ManifestError::at(place, why))
            }
            false => Ok(()),
        }
    }

    /// Begins a collection, in the place of the next value.
    fn begin(&mut self, open: Open, anchor: usize, place: Place) -> Result<(), ManifestError> {
        if self.wants_key() {
            return Err(no_key(place));
        }
        if self.open.len() >= DEEPEST {
            return Err(ManifestError::at(place, too_deep()));
        }
        self.begun.push(self.values);
        self.count(1, place)?;
        let before = self.pointer.len();
        self.step();
        self.places.insert(self.pointer.clone(), place);
        self.open.push((open, anchor, before));
        Ok(())
    }

    /// Leads the pointer on to the next value.
    fn step(&mut self) {
        match self.open.last() {
            None => {}
            Some((Open::List(values), _, _)) => {
                self.pointer.push_str(&format!("/{}", values.len()));
            }
            Some((Open::Object(_, key), _, _)) => {
                let key = key.as_deref().unwrap_or_default();
                let key = key.replace('~', "~0").replace('/', "~1");
                self.pointer.push('/');
                self.pointer.push_str(&key);
            }
        }
    }

    fn end(&mut self, place: Place) -> Result<(), ManifestError> {
        let Some((open, anchor, before)) = self.open.pop() else {
            return Ok(());
        };
        let value = match open {
            Open::List(values) => Value::Array(values),
            Open::Object(members, None) => Value::Object(members),
            Open::Object(_, Some(_)) => return Err(no_key(place)),
        };
        self.pointer.truncate(before);
        let begun = self.begun.pop().unwrap_or_default();
        let count = self.values.saturating_sub(begun);
        self.add(value, anchor, count);
        Ok(())
    }

    fn put(
        &mut self,
        value: Value,
        anchor: usize,
        count: usize,
        place: Place,
    ) -> Result<(), ManifestError> {
        if depth(&value) + self.open.len() > DEEPEST {
            return Err(ManifestError::at(place, too_deep()));
        }
        let before = self.pointer.len();
        self.step();
        self.places.insert(self.pointer.clone(), place);
        self.pointer.truncate(before);
        self.add(value, anchor, count);
        Ok(())
    }

    fn add(&mut self, value: Value, anchor: usize, count: usize) {
        if anchor > 0 {
            self.anchors.insert(anchor, (value.clone(), count));
        }
        match self.open.last_mut() {
            None => self.root = Some(value),
            Some((Open::List(values), _, _)) => values.push(value),
            Some((Open::Object(members, key), _, _)) => {
                members.insert(key.take().unwrap_or_default(), value);
            }
        }
    }
}

fn no_key(place: Place) -> ManifestError {
    ManifestError::at(place, "the name of a property is to be a text")
}

fn scalar(text: &str, style: ScalarStyle, tag: Option<&Tag>) -> Value {
    let is_text = tag.is_some_and(|tag| {
        let core = tag.handle == "tag:yaml.org,2002:" || tag.handle == "!!";
        tag.handle == "!" && tag.suffix.is_empty() || core && tag.suffix == "str"
    });
    match style {
        ScalarStyle::Plain if !is_text => scalar::plain(text),
        _ => Value::from(text),
    }
}
