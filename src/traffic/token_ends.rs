//! How long the access tokens of Forge's are good.

use std::collections::BTreeMap;
use std::sync::Arc;

/// What no request shows of the access tokens of Forge's, by their labels: whose each is, and until when it is good.
#[derive(Clone, Debug, Default)]
pub(crate) struct TokenEnds(Arc<BTreeMap<String, TokenEnd>>);

#[derive(Clone, Debug)]
pub(super) struct TokenEnd {
    app: String,
    pub(super) expires_millis: i64,
    /// The exchange that began last before its installation ended.
    pub(super) after: Option<u32>,
}

impl TokenEnds {
    pub(super) fn add(&mut self, label: &str, app: &str, expires_millis: i64) {
        if self.0.contains_key(label) {
            return;
        }
        let end = TokenEnd {
            app: app.to_owned(),
            expires_millis,
            after: None,
        };
        Arc::make_mut(&mut self.0).insert(label.to_owned(), end);
    }

    /// An installation of this app is over after so many exchanges.
    pub(super) fn end(&mut self, app: &str, after: u32) {
        let ends = Arc::make_mut(&mut self.0).values_mut();
        for end in ends.filter(|end| end.app == app) {
            end.after.get_or_insert(after);
        }
    }

    pub(super) fn of(&self, label: &str) -> Option<&TokenEnd> {
        self.0.get(label)
    }
}
