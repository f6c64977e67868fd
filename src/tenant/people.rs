//! Events, people and their rights: what happens on a site without the app's doing.

use super::handle::Tenant;
use crate::callback::{self, WebhookDelivery};
use crate::site::{ContentOperation, User, Webhook};
#[cfg(feature = "content")]
use crate::site::{Macro, Page};
use crate::traffic::{Command, Permission};

impl Tenant {
    /// Makes an event happen: each webhook module for it, static or dynamic, of each enabled app
    /// is sent one signed request, one after the other. The host does not try again, and counts
    /// 200 and 204 as delivered, nothing else.
    ///
    /// ```
    /// use mockfluence::{Page, Tenant, Webhook};
    /// let tenant = Tenant::start_blocking();
    /// let page = Page::new(10_000_001, "Runbook");
    /// let deliveries = tenant.block_on(tenant.fire(Webhook::page("page_created", page)));
    /// assert!(deliveries.is_empty(), "no app is installed");
    /// ```
    #[must_use = "a future does nothing until it is awaited"]
    pub fn fire(
        &self,
        webhook: Webhook,
    ) -> impl Future<Output = Vec<WebhookDelivery>> + Send + 'static {
        let tenant = self.clone();
        async move {
            let context = tenant.context().clone();
            let event = webhook.event().to_owned();
            tenant
                .run_as(Command::Fire { event }, |_| async move {
                    callback::fire(&context, &webhook).await
                })
                .await
        }
    }

    /// Gives somebody an account on the site, or changes the one of this id.
    pub fn add_user(&self, user: User) {
        let account = user.account_id().to_owned();
        self.did(&Command::AddUser { account });
        self.context().site(|site| site.add_user(user));
    }

    /// The account id of the site's administrator, who acts where a test names nobody.
    #[must_use]
    pub fn admin(&self) -> String {
        self.context().site(|site| site.admin())
    }

    /// Forbids somebody an operation on a piece of content, as `permission/check` then says.
    /// Everything is allowed until it is forbidden.
    ///
    /// ```
    /// use mockfluence::{ContentOperation, Tenant};
    /// let tenant = Tenant::start_blocking();
    /// tenant.deny("712020:alice", ContentOperation::Update, 10_000_001);
    /// ```
    pub fn deny(&self, account_id: &str, operation: ContentOperation, content_id: u64) {
        let permission = Permission::new(account_id, operation, content_id);
        self.did(&Command::Deny(permission));
        self.context()
            .site(|site| site.deny(account_id, operation, content_id));
    }

    /// Takes a [`deny`](Self::deny) back.
    pub fn allow(&self, account_id: &str, operation: ContentOperation, content_id: u64) {
        let permission = Permission::new(account_id, operation, content_id);
        self.did(&Command::Allow(permission));
        self.context()
            .site(|site| site.allow(account_id, operation, content_id));
    }

    /// Puts a page there, or in place of the one of its id, without an event. From then on the
    /// tenant serves pages, their properties and macros, in both REST APIs.
    #[cfg(feature = "content")]
    pub fn add_page(&self, page: Page) {
        self.put_content(page, "page");
    }

    /// The same for a blog post.
    #[cfg(feature = "content")]
    pub fn add_blog_post(&self, post: Page) {
        self.put_content(post, "blogpost");
    }

    #[cfg(feature = "content")]
    fn put_content(&self, page: Page, kind: &'static str) {
        let id = page.id();
        let now = self.context().clock.now_millis();
        let kind_name = kind.to_owned();
        self.did(&Command::AddContent {
            kind: kind_name,
            id,
        });
        self.context()
            .site(|site| site.add_content(page, kind, now));
    }

    /// Puts a macro on a page, for an app that asks for it by id.
    ///
    /// # Panics
    /// If there is no such page.
    #[cfg(feature = "content")]
    #[track_caller]
    pub fn add_macro(&self, page_id: u64, one: Macro) {
        let there = self.context().site(|site| site.add_macro(page_id, one));
        assert!(
            there,
            "no page {page_id}: add_page(Page::new({page_id}, …)) comes first"
        );
        self.did(&Command::AddMacro { page: page_id });
    }

    /// Puts a content property on a page, in version 1 and in place of one of its key, without an
    /// event: what an app stored there before the test begins.
    ///
    /// # Panics
    /// If there is no such page.
    #[cfg(feature = "content")]
    #[track_caller]
    pub fn add_property(&self, page_id: u64, key: impl Into<String>, value: serde_json::Value) {
        let (now, key) = (self.context().clock.now_millis(), key.into());
        let named = key.clone();
        let there = self
            .context()
            .site(|site| site.add_property(page_id, named, value, now));
        assert!(
            there,
            "no page {page_id}: add_page(Page::new({page_id}, …)) comes first"
        );
        self.did(&Command::AddProperty { page: page_id, key });
    }

    /// A page or a blog post as it stands; none if it is not there, or in the trash.
    #[cfg(feature = "content")]
    #[must_use]
    pub fn page(&self, id: u64) -> Option<Page> {
        self.context().site(|site| site.content(id))
    }

    /// The authorization server for acting as a user: the value for a client's setting in place
    /// of `https://oauth-2-authorization-server.services.atlassian.com`. It answers
    /// `POST <this>/oauth2/token`.
    #[must_use]
    pub fn authorization_server(&self) -> String {
        self.context().root.clone()
    }
}
