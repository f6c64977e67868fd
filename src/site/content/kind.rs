//! What content is, and in which state: the words of both REST APIs for it.

/// The types of content that a site stores.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Kind {
    Page,
    BlogPost,
    Comment,
    Attachment,
}

impl Kind {
    pub(in crate::site) const ALL: [Self; 4] =
        [Self::Page, Self::BlogPost, Self::Comment, Self::Attachment];

    /// The `type` of v1, and the last segment of its lists of children.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Kind::Page => "page",
            Kind::BlogPost => "blogpost",
            Kind::Comment => "comment",
            Kind::Attachment => "attachment",
        }
    }

    pub(in crate::site) fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }

    /// Whether it hangs on other content and goes where that goes: it has no place of its own in
    /// a space.
    pub(in crate::site) fn hangs(self) -> bool {
        matches!(self, Kind::Comment | Kind::Attachment)
    }

    /// The class that the host names where it refuses to change content.
    pub(in crate::site) fn class(self) -> &'static str {
        match self {
            Kind::Page => "com.atlassian.confluence.pages.Page",
            Kind::BlogPost => "com.atlassian.confluence.pages.BlogPost",
            Kind::Comment => "com.atlassian.confluence.pages.Comment",
            Kind::Attachment => "com.atlassian.confluence.pages.Attachment",
        }
    }
}

/// Where content is in its life.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum State {
    Current,
    Archived,
    Trashed,
    Draft,
}

impl State {
    pub(in crate::site) const ALL: [Self; 4] =
        [Self::Current, Self::Archived, Self::Trashed, Self::Draft];

    /// The `status` of both APIs.
    pub(in crate::site) fn name(self) -> &'static str {
        match self {
            State::Current => "current",
            State::Archived => "archived",
            State::Trashed => "trashed",
            State::Draft => "draft",
        }
    }

    pub(in crate::site) fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.name() == name)
    }
}
