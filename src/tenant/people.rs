//! Events, people and their rights: what happens on a site without the app's doing.

use super::handle::Tenant;
use crate::callback::{self, Deliveries, WebhookDelivery};
#[cfg(feature = "content")]
use crate::site::{ContentClash, ContentKind, Macro, Page, Space};
use crate::site::{ContentOperation, User, Webhook, WebhookWarning};
use crate::traffic::{Command, Permission};

impl Tenant {
    /// Makes an event happen: each webhook module for it, static or dynamic, of each enabled app
    /// is sent one signed request, one after the other. The host does not try again, and counts
    /// 200 and 204 as delivered, nothing else. What it is about is carried as the site has it, so
    /// that an id is enough: see [`Webhook`].
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
    ) -> impl Future<Output = Deliveries<WebhookDelivery>> + Send + 'static {
        let tenant = self.clone();
        async move {
            let context = tenant.context().clone();
            let event = webhook.event().to_owned();
            tenant
                .run_as(Command::Fire { event }, |_| async move {
                    #[cfg(feature = "content")]
                    let webhook = context.site(|site| webhook.into_stored(site));
                    callback::fire(&context, &webhook).await
                })
                .await
        }
    }

    /// What [`fire`](Self::fire) would say of an event in the log, as things stand: that nobody
    /// listens, or that the page it speaks of is not on the site.
    ///
    /// ```
    /// use mockfluence::{Page, Tenant, Webhook, WebhookWarning};
    /// let tenant = Tenant::start_blocking();
    /// let webhook = Webhook::page("page_created", Page::new(10_000_001, "Runbook"));
    /// let nobody = WebhookWarning::NobodyListens("page_created".into());
    /// assert!(tenant.webhook_warnings(&webhook).contains(&nobody));
    /// ```
    #[must_use]
    pub fn webhook_warnings(&self, webhook: &Webhook) -> Vec<WebhookWarning> {
        self.context().site(|site| site.webhook_warnings(webhook))
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

    /// Forbids somebody an operation on a piece of content. Everything is allowed until it is
    /// forbidden, as far as the app's scopes go.
    ///
    /// It binds: an app that acts for the account, or the app itself if the account is
    /// [its own](crate::InstalledApp::account_id), is answered 404 for what may not be read and
    /// 403 for what may not be changed, and `permission/check` says the same. Who may not read may
    /// do nothing else, and who may not update may not delete.
    /// The id may be that of a space: who may not read that sees nothing in it, and who may not
    /// update it makes nothing there.
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

    /// Puts a page there, or in place of the one of its id, without an event; its space, too, if
    /// that is new. The tenant serves pages, their properties and macros, in both REST APIs.
    ///
    /// # Panics
    /// If another page has the title, in the same space: see [`try_add_page`](Self::try_add_page).
    #[cfg(feature = "content")]
    #[track_caller]
    pub fn add_page(&self, page: Page) {
        self.try_add_page(page)
            .unwrap_or_else(|clash| panic!("add_page: {clash}"));
    }

    /// The same, for titles that are not the test's own.
    ///
    /// # Errors
    /// Another page of the space has the title, or another space the id of this one.
    #[cfg(feature = "content")]
    pub fn try_add_page(&self, page: Page) -> Result<(), ContentClash> {
        self.add_content(page, ContentKind::Page)
    }

    /// Puts a blog post there, or in place of the one of its id, without an event.
    ///
    /// # Panics
    /// If another space has the id of the post's: see
    /// [`try_add_blog_post`](Self::try_add_blog_post).
    #[cfg(feature = "content")]
    #[track_caller]
    pub fn add_blog_post(&self, post: Page) {
        self.try_add_blog_post(post)
            .unwrap_or_else(|clash| panic!("add_blog_post: {clash}"));
    }

    /// The same, for spaces that are not the test's own.
    ///
    /// # Errors
    /// Another space has the id of the post's.
    #[cfg(feature = "content")]
    pub fn try_add_blog_post(&self, post: Page) -> Result<(), ContentClash> {
        self.add_content(post, ContentKind::BlogPost)
    }

    #[cfg(feature = "content")]
    fn add_content(&self, page: Page, kind: ContentKind) -> Result<(), ContentClash> {
        let (id, now) = (page.id(), self.context().clock.now_millis());
        let put = self
            .context()
            .site(|site| site.add_content(page, kind, now));
        if put.is_ok() {
            let kind = kind.name().to_owned();
            self.did(&Command::AddContent { kind, id });
        }
        put
    }

    /// Adds a space, or puts it in place of the one of its key. `ENG` is there from the start;
    /// in a space that does not exist nobody can make a page.
    ///
    /// ```
    /// use mockfluence::{Space, Tenant};
    /// let tenant = Tenant::start_blocking();
    /// tenant.add_space(Space::new(20_000_002, "OPS", "Operations"));
    /// let keys: Vec<_> = tenant.spaces().iter().map(|space| space.key().to_owned()).collect();
    /// assert_eq!(keys, ["ENG", "OPS"]);
    /// ```
    ///
    /// # Panics
    /// If another space has the id: see [`try_add_space`](Self::try_add_space).
    #[cfg(feature = "content")]
    #[track_caller]
    pub fn add_space(&self, space: Space) {
        self.try_add_space(space)
            .unwrap_or_else(|clash| panic!("add_space: {clash}"));
    }

    /// The same, for spaces that are not the test's own.
    ///
    /// # Errors
    /// Another space has the id.
    #[cfg(feature = "content")]
    pub fn try_add_space(&self, space: Space) -> Result<(), ContentClash> {
        let key = space.key().to_owned();
        let put = self.context().site(|site| site.add_space(space));
        if put.is_ok() {
            self.did(&Command::AddSpace { key });
        }
        put
    }

    /// The spaces of the site, in the order of their keys.
    #[cfg(feature = "content")]
    #[must_use]
    pub fn spaces(&self) -> Vec<Space> {
        self.context().site(|site| site.spaces())
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
    /// `POST <this>/oauth2/token`, for every tenant of the process: the assertion says for which.
    #[must_use]
    pub fn authorization_server(&self) -> String {
        #[cfg(feature = "look-alike")]
        if let Some(url) = self.beside(crate::look_alike::tokens_url) {
            return url;
        }
        self.context().root.clone()
    }
}
