//! The events that operations of the content store lead to, where an operation has several.

/// What is made in v1, with the labels that it is made with.
pub(super) const CREATED: &[&str] = &[
    "page_created",
    "blog_created",
    "comment_created",
    "label_created",
    "label_added",
];
/// By an update, which also restores and moves.
pub(super) const CHANGED: &[&str] = &[
    "page_updated",
    "page_restored",
    "page_moved",
    "blog_updated",
    "blog_restored",
    "comment_updated",
];
/// To the trash, or for good.
pub(super) const REMOVED: &[&str] = &[
    "page_trashed",
    "page_removed",
    "blog_trashed",
    "blog_removed",
    "comment_removed",
    "attachment_trashed",
    "attachment_removed",
];
pub(super) const UNLABELLED: &[&str] = &["label_removed", "label_deleted"];
