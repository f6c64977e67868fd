//! The order of judgement: the top level, then type by type as the host does it, then what concerns all modules.

use super::document::Descriptor;
use super::module::{Group, Modules};
use super::rules::Rules;
use super::schema::{self, Judge, ROOT};
use super::told::Told;
use super::violation::{self, Violation};
use super::{conditions, install_rules, module_rules, references, silent, translations};

impl Descriptor {
    /// Everything that is wrong with it, in the order the host would find it: the top level by the schema, base URL,
    /// authentication, then type by type. Where the host stops at the first refusal, this goes on.
    ///
    /// ```
    /// use mockfluence::descriptor::{Descriptor, Rules};
    ///
    /// let descriptor = Descriptor::parse(r#"{"key": "my-app", "baseUrl": "app.example"}"#).unwrap();
    /// let found = descriptor.validate(&Rules::default());
    /// let sub_codes: Vec<&str> = found.iter().map(|violation| violation.sub_code.as_str()).collect();
    /// assert_eq!(
    ///     sub_codes,
    ///     [
    ///         "connect.install.error.remote.descriptor.validation",
    ///         "connect.install.error.base_url.no_scheme",
    ///         "connect.install.error.auth.with.no.installed.callback",
    ///     ]
    /// );
    /// ```
    ///
    /// Mirrors `ConnectAddonBeanFactory`, `ModuleListDeserializer` and the module validators of the 2016 host, with the
    /// schema of today.
    #[must_use]
    pub fn validate(&self, rules: &Rules) -> Vec<Violation> {
        let mut judge = Judge::new(rules);
        judge.object(self.value(), &ROOT, "");
        let mut found = Told::default();
        tell_judged(judge, &mut found);
        found.extend(install_rules::beyond_schema(self, rules));
        for group in self.modules().groups() {
            judge_group(group, "/modules", self, rules, &mut found);
        }
        found.extend(module_rules::duplicate_keys(
            self.modules(),
            self.key(),
            "/modules",
        ));
        references::dangling(self, rules, &mut found);
        found.extend(translations::without_file(self.modules(), self, "/modules"));
        found.all()
    }
}

/// Everything that is wrong with the body of a dynamic registration by this app: unknown types and types that cannot be
/// registered dynamically, the schema of each module, scopes, and keys used twice in the body itself.
///
/// Keys that are taken already, and the limit of 100, are for the registry to judge. The texts are those of an install:
/// the documented one for keys used twice says "Installation failed" too.
///
/// ```
/// use mockfluence::descriptor::{Descriptor, Modules, Rules, validate_dynamic};
///
/// let app = Descriptor::parse(r#"{"key": "my-app", "scopes": []}"#).unwrap();
/// let posted = Modules::parse(r#"{"webhooks": [{"event": "page_created", "url": "/hook"}]}"#).unwrap();
/// let found = validate_dynamic(&posted, &app, &Rules::default());
/// assert_eq!(found[0].sub_code, "connect.install.error.missing.scope");
/// ```
#[must_use]
pub fn validate_dynamic(modules: &Modules, app: &Descriptor, rules: &Rules) -> Vec<Violation> {
    let mut found = Told::default();
    for group in modules.groups() {
        match module_rules::not_dynamic(group, rules) {
            Some(refused) => found.push(refused),
            None => judge_group(group, "", app, rules, &mut found),
        }
    }
    found.extend(module_rules::duplicate_keys(modules, app.key(), ""));
    found.extend(translations::without_file(modules, app, ""));
    found.all()
}

/// The modules of one type: known, in the right form, right by the schema, and right beyond it.
fn judge_group(group: &Group, above: &str, app: &Descriptor, rules: &Rules, told: &mut Told) {
    let place = violation::pointer(above, &group.module_type);
    let Some(known) = schema::find(&group.module_type) else {
        return told.extend(module_rules::unknown_type(&group.module_type, place, rules));
    };
    if let Some(refused) = module_rules::wrong_form(group, known, &place) {
        return told.push(refused);
    }
    let mut judge = Judge::new(rules);
    let mut beyond = Told::default();
    for (index, module) in group.modules.iter().enumerate() {
        let place = if known.is_list() {
            format!("{place}/{index}")
        } else {
            place.clone()
        };
        judge.object(module.value(), known.body, &place);
        beyond.extend(conditions::judge(module.value(), known, &place, rules));
        beyond.extend(silent::judge(module.value(), known, &place, rules));
    }
    tell_judged(judge, told);
    told.extend(module_rules::webhooks_need_read(group, app, &place));
    told.take(beyond, Some);
}

/// What the judge found, as severe as the settings say.
fn tell_judged(judge: Judge<'_>, told: &mut Told) {
    let rules = judge.rules;
    told.take(judge.found, |violation| {
        match violation.pointer.starts_with("/scopes/") {
            true => violation.under(rules.unknown_scopes),
            false => Some(violation),
        }
    });
    told.take(judge.unknown, Some);
}
