//! What Forge calls an event that a Connect webhook has another name for.

use crate::manifest::known_event;

/// The name of an event of Connect's among those of Forge, if it has one. A name of Forge's stays.
pub(crate) fn forge_event(event: &str) -> Option<String> {
    if event.starts_with("avi:") {
        return Some(event.to_owned());
    }
    let (subject, what) = event.split_once('_')?;
    let subject = match subject {
        "blog" => "blogpost",
        "space" => "space:V2",
        subject => subject,
    };
    let verb = match (subject, what) {
        // A label is taken off something; all else that is removed is gone.
        ("label", "removed") => "removed",
        (_, "removed") => "deleted",
        (_, what) => what,
    };
    let name = format!("avi:confluence:{verb}:{subject}");
    known_event(&name).is_ok().then_some(name)
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("page_created", Some("avi:confluence:created:page"))]
    #[case("page_removed", Some("avi:confluence:deleted:page"))]
    #[case("page_trashed", Some("avi:confluence:trashed:page"))]
    #[case(
        "page_children_reordered",
        Some("avi:confluence:children_reordered:page")
    )]
    #[case("blog_updated", Some("avi:confluence:updated:blogpost"))]
    #[case("comment_removed", Some("avi:confluence:deleted:comment"))]
    #[case("attachment_viewed", Some("avi:confluence:viewed:attachment"))]
    #[case("label_removed", Some("avi:confluence:removed:label"))]
    #[case("label_deleted", Some("avi:confluence:deleted:label"))]
    #[case("space_removed", Some("avi:confluence:deleted:space:V2"))]
    #[case(
        "space_permissions_updated",
        Some("avi:confluence:permissions_updated:space:V2")
    )]
    #[case("user_removed", Some("avi:confluence:deleted:user"))]
    #[case("user_followed", None)]
    #[case("space_logo_updated", None)]
    #[case("content_created", None)]
    #[case("search_performed", Some("avi:confluence:performed:search"))]
    #[case(
        "avi:confluence:performed:search",
        Some("avi:confluence:performed:search")
    )]
    fn an_event_has_two_names(#[case] connect: &str, #[case] forge: Option<&str>) {
        assert_eq!(forge_event(connect).as_deref(), forge);
    }
}
