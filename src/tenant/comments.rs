//! Comments that a test puts on a site.

use super::handle::Tenant;
use crate::site::{Comment, ContentClash, ContentKind};
use crate::traffic::Command;

impl Tenant {
    /// Puts a comment on a page or a blog post that is there, or in place of the one of its id,
    /// without an event.
    ///
    /// ```
    /// use mockfluence::{Comment, Page, Tenant};
    /// let tenant = Tenant::start_blocking();
    /// let page = Page::new(10_000_001, "Runbook");
    /// tenant.add_page(page.clone());
    /// tenant.add_comment(Comment::new(10_000_002, page).body("<p>Done.</p>"));
    /// ```
    ///
    /// # Panics
    /// If what it is on is not there: see [`try_add_comment`](Self::try_add_comment).
    #[track_caller]
    pub fn add_comment(&self, comment: Comment) {
        self.try_add_comment(comment)
            .unwrap_or_else(|clash| panic!("add_comment: {clash}"));
    }

    /// The same, for ids that are not the test's own.
    ///
    /// # Errors
    /// Its page is not there, or the comment that it replies to.
    pub fn try_add_comment(&self, comment: Comment) -> Result<(), ContentClash> {
        let (id, now) = (comment.id(), self.context().clock.now_millis());
        let put = self.context().site(|site| site.add_comment(&comment, now));
        if put.is_ok() {
            let kind = ContentKind::Comment.name().to_owned();
            self.did(&Command::AddContent { kind, id });
        }
        put
    }
}
