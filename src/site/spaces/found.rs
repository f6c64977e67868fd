//! A space as a path names it, for an account that sees it.

use crate::cause::Cause;
use crate::site::rejection::Rejection;
use crate::site::{ContentOperation, ContentRequest, Site, Space};

impl Site {
    /// Everybody sees a space unless a test denied it, by the id of the space.
    pub(in crate::site) fn may_in(
        &self,
        account: &str,
        operation: ContentOperation,
        space: &Space,
    ) -> bool {
        let nothing = self.accounts.denied.is_empty();
        nothing || self.may(account, operation, &space.id.to_string())
    }

    /// The space of this key.
    pub(in crate::site) fn space_of_key(
        &self,
        account: &str,
        key: &str,
    ) -> Result<&Space, Rejection> {
        let found = self.contents.space(key);
        let found = found.filter(|space| self.may_in(account, ContentOperation::Read, space));
        found.ok_or_else(|| self.no_space(key))
    }

    /// The space of the id in the path of v2.
    pub(in crate::site) fn space_v2_of(
        &self,
        target: &ContentRequest,
    ) -> Result<&Space, Rejection> {
        let id = self.space_of_path(&target.id)?;
        let found = self.contents.space_by_id(id);
        let seen = |space: &&Space| self.may_in(&target.account, ContentOperation::Read, space);
        found.filter(seen).ok_or_else(|| {
            let got = format!("a test denied {} to read it", target.account);
            let cause = Cause::missing("the account sees the space", &target.id, got);
            let why = format!("Cannot find a space with id [{}]", target.id);
            Rejection::errors(404, "NOT_FOUND", why, cause)
        })
    }
}
