//! What a request asks for: its path, and the fields of its query.

use std::collections::BTreeSet;

/// Path and query as they are looked up, the fields decoded and in order.
#[derive(Clone, Debug, Default)]
pub(crate) struct Query {
    path: String,
    fields: Vec<(String, String)>,
}

impl Query {
    /// The path begins with `/wiki`.
    pub(crate) fn new(path: &str, fields: Vec<(String, String)>) -> Self {
        Self {
            path: path.to_owned(),
            fields,
        }
    }

    /// That of a reply which shows the body as it was sent, in both APIs.
    pub(in crate::site) fn shows_storage() -> Self {
        let fields = [("expand", "body.storage"), ("body-format", "storage")];
        let fields = fields.map(|(name, value)| (name.to_owned(), value.to_owned()));
        Self::new("", fields.to_vec())
    }

    /// That of a list one segment below.
    pub(in crate::site) fn below(&self, segment: &str) -> Self {
        Self {
            path: format!("{}/{segment}", self.path),
            fields: self.fields.clone(),
        }
    }

    /// From the site's root, as links of the REST API v2 are.
    pub(in crate::site) fn path(&self) -> &str {
        &self.path
    }

    /// Below the base URL, as links of v1 are.
    pub(in crate::site) fn path_below_base(&self) -> &str {
        self.path.strip_prefix("/wiki").unwrap_or(&self.path)
    }

    /// The first value of a field.
    pub(in crate::site) fn first(&self, name: &str) -> Option<&str> {
        self.all(name).next()
    }

    /// The parts of a list, whether it was sent with commas or as several fields; empty ones are
    /// none, and what is said twice is said once.
    pub(in crate::site) fn list(&self, name: &str) -> impl Iterator<Item = &str> {
        let parts = self.all(name).flat_map(|value| value.split(','));
        let parts = parts.map(str::trim).filter(|part| !part.is_empty());
        let mut known = BTreeSet::new();
        parts.filter(move |part| known.insert(*part))
    }

    pub(in crate::site) fn all(&self, name: &str) -> impl Iterator<Item = &str> {
        let named = self.fields.iter().filter(move |(known, _)| known == name);
        named.map(|(_, value)| value.as_str())
    }

    /// The fields but for these, encoded, with others after them.
    pub(in crate::site) fn with(&self, besides: &[&str], others: &[(&str, &str)]) -> String {
        let own = self.fields.iter();
        let own = own.filter(|(name, _)| !besides.contains(&name.as_str()));
        let mut query = form_urlencoded::Serializer::new(String::new());
        query.extend_pairs(own).extend_pairs(others);
        query.finish()
    }
}
