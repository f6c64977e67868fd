//! Keys for translated texts, and what the translation files must hold.

use std::collections::BTreeSet;

use serde_json::Value;

use super::document::Descriptor;
use super::module::Modules;
use super::violation::Violation;

impl Modules {
    /// The translation keys these modules name, each once.
    ///
    /// ```
    /// use mockfluence::descriptor::Modules;
    ///
    /// let modules = Modules::parse(r#"{"dialogs": [{"options": {"header": {"value": "A", "i18n": "a.b"}}}]}"#);
    /// assert_eq!(modules.unwrap().i18n_keys(), ["a.b"]);
    /// ```
    pub fn i18n_keys(&self) -> Vec<String> {
        let mut keys = BTreeSet::new();
        for (_, module) in self.iter() {
            collect(module.value(), &mut keys);
        }
        keys.into_iter().map(str::to_owned).collect()
    }
}

fn collect<'a>(value: &'a Value, keys: &mut BTreeSet<&'a str>) {
    match value {
        Value::Array(values) => values.iter().for_each(|value| collect(value, keys)),
        Value::Object(members) => {
            let key = members
                .get("i18n")
                .filter(|_| members.contains_key("value"));
            keys.extend(key.and_then(Value::as_str));
            members.values().for_each(|value| collect(value, keys));
        }
        _ => {}
    }
}

/// Translation keys though there is no translation file: the host shows the values.
pub(crate) fn without_file(modules: &Modules, app: &Descriptor, above: &str) -> Option<Violation> {
    if !app.translations().is_empty() {
        return None;
    }
    let first = modules.i18n_keys().into_iter().next()?;
    let message = format!(
        "the i18n key {} has no translation: its value is shown",
        Value::from(first)
    );
    Some(
        Violation::warning("warning.i18n.untranslated", above, message)
            .advise("add translations.paths, or drop i18n"),
    )
}

impl Descriptor {
    /// The translation keys of the static modules that this translation file lacks: the host shows the values.
    ///
    /// ```
    /// use mockfluence::descriptor::Descriptor;
    ///
    /// let descriptor = Descriptor::parse(
    ///     r#"{"modules": {"dialogs": [{"options": {"header": {"value": "A", "i18n": "a.b"}}}]}}"#,
    /// ).unwrap();
    /// let found = descriptor.untranslated("fr_FR", &serde_json::json!({"c": "C"}));
    /// assert_eq!(found[0].sub_code, "warning.i18n.untranslated");
    /// ```
    #[must_use]
    pub fn untranslated(&self, locale: &str, translation: &Value) -> Vec<Violation> {
        let keys = self
            .modules()
            .i18n_keys()
            .into_iter()
            .filter(|key| translation.get(key).is_none());
        keys.map(|key| {
            let message = format!(
                "the i18n key {} has no translation for {locale}",
                Value::from(key)
            );
            let warning =
                Violation::warning("warning.i18n.untranslated", "/translations/paths", message);
            warning.advise(format!("add it to the translation file for {locale}"))
        })
        .collect()
    }
}
