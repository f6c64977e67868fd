//! What an event is about, as its body shows it.

use serde_json::{Value, json};

#[cfg(feature = "content")]
use super::Site;
use super::subject::{About, Attachment, Comment, Page, Space};

#[derive(Clone, Debug, PartialEq)]
pub(super) enum EventSubject {
    /// `page` or `blog`.
    Page(&'static str, Page),
    /// With its parents before and after.
    Moved(Box<[Page; 3]>),
    Reordered(Page, Vec<Page>, Vec<Page>),
    Comment(Comment),
    Attachments(Page, Vec<Attachment>),
    Label(String, Page),
    Space(Space),
    User(String),
    /// A whole body.
    Body(Value),
}

impl EventSubject {
    /// The pages and blog posts that it is about, but for the one that is gone.
    pub(super) fn content_spoken_of(&self, gone: bool) -> Vec<u64> {
        let pages: Vec<&Page> = match self {
            EventSubject::Page(_, page) if !gone => vec![page],
            EventSubject::Moved(pages) => pages.iter().collect(),
            EventSubject::Reordered(page, _, after) => std::iter::once(page).chain(after).collect(),
            EventSubject::Comment(comment) => vec![comment.page()],
            EventSubject::Attachments(page, _) | EventSubject::Label(_, page) => vec![page],
            EventSubject::Page(..)
            | EventSubject::Space(_)
            | EventSubject::User(_)
            | EventSubject::Body(_) => Vec::new(),
        };
        pages.into_iter().map(|page| page.id).collect()
    }

    pub(super) fn json(&self, about: &About<'_>) -> Value {
        let page = |page: &Page| page.event_json(about, "page");
        let pages = |pages: &[Page]| pages.iter().map(page).collect::<Vec<_>>();
        match self {
            EventSubject::Page("page", one) => json!({ "page": page(one) }),
            EventSubject::Page(_, post) => json!({ "blog": post.event_json(about, "blogpost") }),
            EventSubject::Moved(pages) => {
                let [one, old, new] = pages.as_ref();
                json!({ "page": page(one), "oldParent": page(old), "newParent": page(new) })
            }
            EventSubject::Reordered(one, old, new) => json!({
                "page": page(one),
                "oldSortedChildren": pages(old),
                "newSortedChildren": pages(new),
            }),
            EventSubject::Comment(comment) => json!({ "comment": comment.event_json(about) }),
            EventSubject::Attachments(one, files) => json!({
                "attachedTo": page(one),
                "attachments": files.iter().map(|file| file.event_json(about, one)).collect::<Vec<_>>(),
            }),
            EventSubject::Label(label, one) => json!({
                "label": { "name": label, "title": label, "prefix": "global",
                    "self": format!("{}/label/{label}", about.base_url) },
                "labeled": page(one),
            }),
            EventSubject::Space(space) => json!({ "space": space.event_json(about) }),
            EventSubject::User(account) => json!({ "userProfile": { "accountId": account } }),
            EventSubject::Body(body) => body.clone(),
        }
    }

    /// Each thing as the site has it, where it has it.
    #[cfg(feature = "content")]
    pub(super) fn into_stored(self, site: &Site) -> Self {
        let page = |page: Page| site.page_as_stored(page);
        let pages = |pages: Vec<Page>| pages.into_iter().map(page).collect();
        match self {
            Self::Page(kind, one) => Self::Page(kind, page(one)),
            Self::Moved(all) => Self::Moved(Box::new(all.map(page))),
            Self::Reordered(one, before, after) => {
                Self::Reordered(page(one), pages(before), pages(after))
            }
            Self::Comment(comment) => Self::Comment(site.comment_as_stored(comment)),
            Self::Attachments(on, files) => {
                let files = files.into_iter();
                let files = files
                    .map(|file| site.file_as_stored(on.id(), file))
                    .collect();
                Self::Attachments(page(on), files)
            }
            Self::Label(label, one) => Self::Label(label, page(one)),
            Self::Space(space) => Self::Space(site.space_as_stored(space)),
            other => other,
        }
    }
}
