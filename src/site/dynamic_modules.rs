//! The dynamic modules of one installation: register all or nothing, remove, wipe on conflict.

use std::collections::{BTreeMap, HashSet};

use serde_json::Value;

use super::rejection::Rejection;
use crate::cause::Cause;
use crate::descriptor::{Modules, duplicate_keys_message};
use crate::settings::UnresolvedName;

/// How many duplicate keys the log names one by one.
const TOLD: usize = 20;

/// i18n key to text, read from the app's translation files.
pub(crate) type Translations = BTreeMap<String, String>;

/// What one installation has registered, with the names as they were resolved on the way in.
#[derive(Clone, Debug, Default)]
pub(crate) struct DynamicModules {
    modules: Modules,
    names: BTreeMap<String, String>,
    /// When each key was registered, in milliseconds of the tenant's clock.
    since: BTreeMap<String, i64>,
}

impl DynamicModules {
    pub(crate) fn modules(&self) -> &Modules {
        &self.modules
    }

    pub(crate) fn keys(&self) -> Vec<String> {
        self.modules.keys().into_iter().map(str::to_owned).collect()
    }

    /// The name a user would see, as resolved when the module was registered.
    pub(crate) fn name(&self, key: &str) -> Option<&str> {
        self.names.get(key).map(String::as_str)
    }

    /// The keys that users see by now: registered at least `lag` milliseconds ago.
    pub(crate) fn effective_keys(&self, now: i64, lag: i64) -> Vec<String> {
        let due = |key: &String| {
            self.since
                .get(key)
                .is_none_or(|since| now.saturating_sub(*since) >= lag)
        };
        self.keys().into_iter().filter(due).collect()
    }

    /// Adds all of `new` or none of it. Types, schemas and scopes are judged before this.
    pub(crate) fn register(
        &mut self,
        new: Modules,
        against: &KeySpace<'_>,
        translations: &Translations,
    ) -> Result<(), Rejection> {
        self.refuse_duplicates(&new, against)?;
        self.refuse_excess(&new, against.limit)?;
        for key in new.keys() {
            self.since.insert(key.to_owned(), against.now);
        }
        for (_, module) in new.iter() {
            if let (Some(key), Some(name)) = (
                module.key(),
                visible_name(module.value(), translations, against.unresolved),
            ) {
                self.names.insert(key.to_owned(), name);
            }
        }
        self.modules.append(new);
        Ok(())
    }

    /// Removes the modules with these keys, or all; gives the keys that are gone.
    pub(crate) fn remove(&mut self, keys: Option<&[String]>) -> Vec<String> {
        let gone = match keys {
            Some(keys) => self.modules.remove_keys(keys),
            None => {
                let all = self.keys();
                self.modules.clear();
                all
            }
        };
        let keys: HashSet<&String> = gone.iter().collect();
        self.names.retain(|key, _| !keys.contains(key));
        self.since.retain(|key, _| !keys.contains(key));
        gone
    }

    /// The keys that a new descriptor's static modules would clash with.
    pub(crate) fn conflicts(&self, statics: &Modules) -> Vec<String> {
        let statics: HashSet<&str> = statics.keys().into_iter().collect();
        self.keys()
            .into_iter()
            .filter(|key| statics.contains(key.as_str()))
            .collect()
    }

    fn refuse_duplicates(&self, new: &Modules, against: &KeySpace<'_>) -> Result<(), Rejection> {
        let registered: HashSet<&str> = self.modules.keys().into_iter().collect();
        let statics: HashSet<&str> = against.statics.keys().into_iter().collect();
        let (mut seen, mut named) = (HashSet::new(), HashSet::new());
        let mut duplicates: Vec<String> = Vec::new();
        let mut places: Vec<String> = Vec::new();
        for key in new.keys() {
            let place = if statics.contains(key) {
                "the descriptor"
            } else if registered.contains(key) {
                "an earlier registration"
            } else if seen.insert(key) {
                continue;
            } else {
                "the same request"
            };
            if named.insert(key) {
                duplicates.push(key.to_owned());
                places.push(format!("`{key}` is already in {place}"));
            }
        }
        if let Some(more) = places.len().checked_sub(TOLD).filter(|more| *more > 0) {
            places.truncate(TOLD);
            places.push(format!("and {more} more"));
        }
        if duplicates.is_empty() {
            return Ok(());
        }
        let cause = Cause::new(
            "module keys are unique over static and dynamic modules of all types",
            "keys that are not taken",
            places.join("; "),
        )
        .with_likely(
            "registered modules survive an upgrade and a reinstall, so registering again on \
             `installed` or `enabled` needs a GET or DELETE first",
        );
        Err(Rejection::bad_modules(
            duplicate_keys_message(against.app_key, &duplicates),
            cause,
        ))
    }

    fn refuse_excess(&self, new: &Modules, limit: usize) -> Result<(), Rejection> {
        let total = self.modules.len().saturating_add(new.len());
        if total <= limit {
            return Ok(());
        }
        let cause = Cause::new(
            "an installation holds a limited number of dynamic modules over all types",
            format!("at most {limit}"),
            format!("{} registered and {} more", self.modules.len(), new.len()),
        )
        .with_likely("the limit is documented, its message is not: this text is assumed");
        // Assumed text: no source shows the host's own.
        let message =
            format!("Installation failed. The app exceeds the maximum of {limit} dynamic modules.");
        Err(Rejection::bad_modules(message, cause))
    }
}

/// What a registration is checked against besides the modules already registered.
#[derive(Debug)]
pub(crate) struct KeySpace<'a> {
    pub(crate) app_key: &'a str,
    pub(crate) statics: &'a Modules,
    pub(crate) limit: usize,
    /// The tenant's time, in milliseconds.
    pub(crate) now: i64,
    pub(crate) unresolved: UnresolvedName,
}

/// The name after i18n: the translation of its key, else its `value` or the key.
fn visible_name(
    module: &Value,
    translations: &Translations,
    unresolved: UnresolvedName,
) -> Option<String> {
    let name = module.get("name")?;
    let key = name.get("i18n").and_then(Value::as_str);
    let raw = key.filter(|_| unresolved == UnresolvedName::I18nKey);
    key.and_then(|key| translations.get(key).map(String::as_str))
        .or(raw)
        .map(str::to_owned)
        .or_else(|| name.get("value").and_then(Value::as_str).map(str::to_owned))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::Clock;

    fn modules(keys: impl Iterator<Item = usize>) -> Modules {
        let items: Vec<String> = keys.map(|n| format!("{{\"key\":\"k{n}\"}}")).collect();
        Modules::parse(&format!("{{\"webItems\":[{}]}}", items.join(","))).unwrap()
    }

    fn register(registered: &mut DynamicModules, new: Modules) -> Result<(), Rejection> {
        let space = KeySpace {
            app_key: "app",
            statics: &modules(0..20_000),
            limit: 80_000,
            now: 0,
            unresolved: UnresolvedName::default(),
        };
        registered.register(new, &space, &Translations::new())
    }

    /// What takes a second by sets takes minutes by a search.
    #[test]
    fn twenty_thousand_modules_are_registered_refused_and_removed_in_no_time() {
        let (clock, started) = (Clock::default(), Clock::default().now_millis());
        let mut registered = DynamicModules::default();
        register(&mut registered, modules(20_000..40_000)).unwrap();
        let twice = (40_000..60_000).chain(40_000..60_000);
        let thrice = twice.chain(20_000..40_000).chain(0..20_000);
        let refused = register(&mut registered, modules(thrice)).unwrap_err();
        assert!(
            refused.cause.got.ends_with("; and 59980 more"),
            "{}",
            refused.cause.got
        );
        assert_eq!(registered.conflicts(&modules(0..40_000)).len(), 20_000);
        assert_eq!(registered.remove(Some(&registered.keys())).len(), 20_000);
        assert!(clock.now_millis() - started < 30_000);
    }
}
