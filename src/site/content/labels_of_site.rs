//! The labels of a whole site, or of one space, in the REST API v2.

use std::collections::BTreeSet;

use super::listing_v2::numbers;
use super::{ContentRequest, Decided, Kind, State, Stored};
use crate::site::Site;
use crate::site::subject::Label;

impl Site {
    /// `GET labels`: those on anything that the account may see.
    pub(crate) fn list_site_labels(&self, target: &ContentRequest) -> Decided {
        let ids = numbers(target, "label-id")?;
        let prefixes: Vec<&str> = target.query.list("prefix").collect();
        let asked = |label: &&Label| {
            let id = self.contents.label_id(label);
            (prefixes.is_empty() || prefixes.contains(&label.prefix.as_str()))
                && ids
                    .as_ref()
                    .is_none_or(|ids| id.is_some_and(|id| ids.contains(&id)))
        };
        let seen = |label: &&Label| {
            let mut there = self.contents.labelled(label);
            there.any(|one| !one.is_trashed() && self.may_see(&target.account, one))
        };
        let labels = self.contents.labels().filter(asked).filter(seen);
        self.labels_v2(target, labels.collect())
    }

    /// `GET spaces/{id}/content/labels`.
    pub(crate) fn list_space_labels(&self, target: &ContentRequest) -> Decided {
        let space = self.space_v2_of(target)?.id;
        let prefix = target.query.first("prefix");
        let kinds = Kind::ALL.into_iter();
        let all = kinds.flat_map(|kind| self.contents.in_space(space, kind, State::Current, 0));
        let seen = all.filter(|one: &&Stored| self.may_see(&target.account, one));
        let labels: BTreeSet<&Label> = seen
            .flat_map(|one| &one.page.labels)
            .filter(|label| prefix.is_none_or(|prefix| label.prefix == prefix))
            .collect();
        self.labels_v2(target, labels.into_iter().collect())
    }
}
