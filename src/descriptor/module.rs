//! Modules as they were posted: exact text, order and form are kept, for that is what the tenant gives back.

use std::collections::HashSet;

use serde_json::Value;
use serde_json::value::RawValue;

use super::ordered::entries;
use super::well_formed::{DescriptorError, object};

/// One module as posted: its exact JSON text, and the parsed value beside it.
///
/// ```
/// use mockfluence::descriptor::Modules;
///
/// let modules = Modules::parse(r#"{"webItems": [{"key": "a",  "x": 1.0}]}"#).unwrap();
/// let (module_type, module) = modules.iter().next().unwrap();
/// assert_eq!((module_type, module.key()), ("webItems", Some("a")));
/// assert_eq!(module.json(), r#"{"key": "a",  "x": 1.0}"#);
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Module {
    json: Box<str>,
    value: Value,
}

impl Module {
    /// The module's key, when it has one that is a string. Webhooks have none.
    pub fn key(&self) -> Option<&str> {
        self.value.get("key").and_then(Value::as_str)
    }

    /// The module as a parsed value.
    #[must_use]
    pub fn value(&self) -> &Value {
        &self.value
    }

    /// The module exactly as it was written.
    #[must_use]
    pub fn json(&self) -> &str {
        &self.json
    }
}

/// How the modules of one type were written down.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    /// `"webItems": [..]`
    List,
    /// `"configurePage": {..}`, or any other value that is no list.
    Single,
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Group {
    pub(crate) module_type: String,
    pub(crate) form: Form,
    pub(crate) modules: Vec<Module>,
}

/// The modules of a descriptor or of a dynamic registration, by type, in the order they were written.
///
/// Unknown types and unknown properties are kept. Of two equal type names the later wins, as in the host's parser.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Modules {
    groups: Vec<Group>,
}

impl Modules {
    /// Reads the value of `modules`, which is also the body of a dynamic registration. Whether the modules are any good
    /// is for [`validate_dynamic`](super::validate_dynamic) to say.
    ///
    /// # Errors
    /// The text is not JSON, is nested too deep, or is not an object.
    ///
    /// ```
    /// use mockfluence::descriptor::Modules;
    ///
    /// assert_eq!(Modules::parse(r#"{"webItems": [{"key": "a"}]}"#).unwrap().keys(), ["a"]);
    /// assert!(Modules::parse("[]").is_err());
    /// ```
    pub fn parse(text: &str) -> Result<Modules, DescriptorError> {
        Modules::pair(text, object(text)?)
    }

    /// Puts texts and parsed values together, for a text that was parsed already.
    pub(crate) fn pair(text: &str, value: Value) -> Result<Modules, DescriptorError> {
        let Value::Object(mut values) = value else {
            return Ok(Modules::default());
        };
        let mut groups = Vec::new();
        for (module_type, raw) in entries(text)? {
            let value = values.remove(&module_type);
            let value = value.expect("text and value are of one document");
            groups.push(Group::read(module_type, raw, value)?);
        }
        Ok(Modules { groups })
    }

    /// Every module with its type, in order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Module)> {
        self.groups.iter().flat_map(|group| {
            group
                .modules
                .iter()
                .map(|module| (group.module_type.as_str(), module))
        })
    }

    /// The types, in order; also those with an empty list.
    pub fn types(&self) -> impl Iterator<Item = &str> {
        self.groups.iter().map(|group| group.module_type.as_str())
    }

    /// The keys of all modules that have one, in order, over all types.
    #[must_use]
    pub fn keys(&self) -> Vec<&str> {
        self.iter().filter_map(|(_, module)| module.key()).collect()
    }

    /// How many modules there are, over all types.
    #[must_use]
    pub fn len(&self) -> usize {
        self.groups.iter().map(|group| group.modules.len()).sum()
    }

    /// Is there no module at all?
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Adds modules behind those already there; types not seen before go to the end.
    ///
    /// ```
    /// use mockfluence::descriptor::Modules;
    ///
    /// let mut modules = Modules::parse(r#"{"webItems": [{"key": "a"}]}"#).unwrap();
    /// modules.append(Modules::parse(r#"{"dialogs": [{"key": "b"}], "webItems": [{"key": "c"}]}"#).unwrap());
    /// assert_eq!(modules.keys(), ["a", "c", "b"]);
    /// ```
    pub fn append(&mut self, other: Modules) {
        for group in other.groups {
            if group.modules.is_empty() {
                continue;
            }
            match self
                .groups
                .iter_mut()
                .find(|known| known.module_type == group.module_type)
            {
                Some(known) => known.take_in(group),
                None => self.groups.push(group),
            }
        }
    }

    /// Removes the modules with these keys, and the types that became empty; returns the keys really removed.
    ///
    /// ```
    /// use mockfluence::descriptor::Modules;
    ///
    /// let mut modules = Modules::parse(r#"{"webItems": [{"key": "a"}]}"#).unwrap();
    /// assert_eq!(modules.remove_keys(&["a".to_owned(), "nobody".to_owned()]), ["a"]);
    /// assert_eq!(modules.to_json(), "{}");
    /// ```
    pub fn remove_keys(&mut self, keys: &[String]) -> Vec<String> {
        let keys: HashSet<&str> = keys.iter().map(String::as_str).collect();
        let unwanted = |module: &Module| module.key().is_some_and(|key| keys.contains(key));
        let mut removed = Vec::new();
        for group in &mut self.groups {
            let gone = group.modules.iter().filter(|module| unwanted(module));
            removed.extend(gone.filter_map(Module::key).map(str::to_owned));
            group.modules.retain(|module| !unwanted(module));
        }
        self.groups.retain(|group| !group.modules.is_empty());
        removed
    }

    /// Removes every module.
    pub fn clear(&mut self) {
        self.groups.clear();
    }

    /// The modules as JSON, each as it was written; `{}` when there are none.
    ///
    /// ```
    /// use mockfluence::descriptor::Modules;
    ///
    /// let modules = Modules::parse(r#"{ "webItems": [ {"key":"a"}, {"key": "b"} ] }"#).unwrap();
    /// assert_eq!(modules.to_json(), r#"{"webItems":[{"key":"a"},{"key": "b"}]}"#);
    /// ```
    pub fn to_json(&self) -> String {
        let groups = self.groups.iter().filter(|group| !group.modules.is_empty());
        let written: Vec<String> = groups.map(Group::to_json).collect();
        format!("{{{}}}", written.join(","))
    }

    pub(crate) fn groups(&self) -> &[Group] {
        &self.groups
    }
}

impl Group {
    fn read(module_type: String, raw: &RawValue, value: Value) -> Result<Group, DescriptorError> {
        let Value::Array(values) = value else {
            let module = Module {
                json: raw.get().into(),
                value,
            };
            return Ok(Group {
                module_type,
                form: Form::Single,
                modules: vec![module],
            });
        };
        let texts: Vec<&RawValue> = serde_json::from_str(raw.get())
            .map_err(|error| DescriptorError::from_json(raw.get(), &error))?;
        let pairs = texts.into_iter().zip(values);
        let modules = pairs
            .map(|(text, value)| Module {
                json: text.get().into(),
                value,
            })
            .collect();
        Ok(Group {
            module_type,
            form: Form::List,
            modules,
        })
    }

    fn take_in(&mut self, other: Group) {
        self.form = Form::List;
        self.modules.extend(other.modules);
    }

    fn to_json(&self) -> String {
        let texts: Vec<&str> = self.modules.iter().map(Module::json).collect();
        let texts = texts.join(",");
        let name = Value::from(self.module_type.as_str());
        match self.form {
            Form::List => format!("{name}:[{texts}]"),
            Form::Single => format!("{name}:{texts}"),
        }
    }
}
