//! The events of Confluence that a trigger may name, and the scopes that they need.

use crate::slip::did_you_mean;

/// What stands before the name of every event of Confluence.
const CONFLUENCE: &str = "avi:confluence:";

/// The events of an app's own life.
const LIFECYCLE: [&str; 2] = ["avi:forge:installed:app", "avi:forge:upgraded:app"];

/// The events of one subject: what happens to it, the classic scopes, and the subjects whose granular `read` scopes do
/// as well.
struct Subject {
    name: &'static str,
    verbs: &'static [&'static str],
    classic: &'static [&'static str],
    granular: &'static [&'static str],
    /// What needs a `write` scope beside, which the documentation means to drop.
    written: Option<(&'static [&'static str], &'static str, &'static str)>,
}

const SUMMARY: &[&str] = &["read:confluence-content.summary"];
const SPACE_SUMMARY: &[&str] = &["read:confluence-space.summary"];

/// The table of the CLI's linter, and of the documentation where that has none.
#[rustfmt::skip]
const SUBJECTS: &[Subject] = &[
    Subject {
        name: "page",
        verbs: &[
            "created", "updated", "trashed", "restored", "deleted", "moved", "copied", "liked", "viewed", "archived", "unarchived",
            "children_reordered", "permissions_updated", "initialized", "started", "snapshotted", "published",
        ],
        classic: SUMMARY,
        granular: &["page", "space", "user", "content.metadata"],
        written: Some((&["trashed", "deleted"], "write:confluence-content", "write:page:confluence")),
    },
    Subject {
        name: "blogpost",
        verbs: &["created", "updated", "trashed", "restored", "deleted", "liked", "viewed", "permissions_updated"],
        classic: SUMMARY,
        granular: &["blogpost", "space", "user", "content.metadata"],
        written: Some((&["trashed", "deleted"], "write:confluence-content", "write:blogpost:confluence")),
    },
    Subject {
        name: "comment",
        verbs: &["created", "updated", "deleted", "liked", "permissions_updated"],
        classic: SUMMARY,
        granular: &["comment", "page", "blogpost", "space", "user", "content.metadata"],
        written: None,
    },
    Subject {
        name: "attachment",
        verbs: &["created", "updated", "viewed", "archived", "unarchived", "trashed", "restored", "deleted", "permissions_updated"],
        classic: SUMMARY,
        granular: &["attachment", "page", "blogpost", "space", "user", "content.metadata"],
        written: None,
    },
    Subject {
        name: "custom_content",
        verbs: &["created", "updated", "trashed", "restored", "deleted", "permissions_updated"],
        classic: SUMMARY,
        granular: &["custom-content", "space", "blogpost", "page", "user", "content.metadata"],
        written: None,
    },
    Subject {
        name: "whiteboard",
        verbs: &["created", "moved", "copied", "permissions_updated"],
        classic: SUMMARY,
        granular: &["whiteboard", "space", "user", "content.metadata"],
        written: None,
    },
    Subject {
        name: "database",
        verbs: &["created", "moved", "copied", "permissions_updated"],
        classic: SUMMARY,
        granular: &["database", "space", "user", "content.metadata"],
        written: None,
    },
    Subject {
        name: "embed",
        verbs: &["created", "moved", "copied", "permissions_updated"],
        classic: SUMMARY,
        granular: &["embed", "space", "user", "content.metadata"],
        written: None,
    },
    Subject {
        name: "folder",
        verbs: &["created", "moved", "copied", "permissions_updated"],
        classic: SUMMARY,
        granular: &["folder", "space", "user", "content.metadata"],
        written: None,
    },
    Subject {
        name: "task",
        verbs: &["created", "updated", "removed"],
        classic: &["read:confluence-content.all"],
        granular: &["inlinetask", "space", "user", "content.metadata"],
        written: None,
    },
    Subject {
        name: "space:V2",
        verbs: &["created", "updated", "deleted", "permissions_updated"],
        classic: SPACE_SUMMARY,
        granular: &["space"],
        written: Some((&["deleted", "permissions_updated"], "write:confluence-space", "write:space:confluence")),
    },
    Subject {
        name: "label",
        verbs: &["created", "added", "removed", "deleted"],
        classic: &["read:confluence-content.summary", "read:confluence-space.summary"],
        granular: &[],
        written: None,
    },
    Subject { name: "user", verbs: &["created", "deleted"], classic: &["read:confluence-user"], granular: &["user"], written: None },
    Subject { name: "group", verbs: &["created", "deleted"], classic: &["read:confluence-groups"], granular: &["group"], written: None },
    Subject {
        name: "relation",
        verbs: &["created", "deleted"],
        classic: &["read:confluence-content.summary", "read:confluence-space.summary", "read:confluence-user"],
        granular: &[
            "page", "blogpost", "attachment", "custom-content", "database", "embed", "folder", "whiteboard", "content-details",
            "space", "user",
        ],
        written: None,
    },
    // Its scopes are links in the documentation, of which no copy has the texts.
    Subject { name: "search", verbs: &["performed"], classic: &[], granular: &[], written: None },
];

/// The scopes of an event that an app with these does not have; none where it is delivered.
pub(crate) fn event_scopes(event: &str, held: &[&str]) -> Vec<&'static str> {
    let Some((subject, verb)) = subject_of(event) else {
        return Vec::new();
    };
    let written = subject
        .written
        .filter(|(verbs, ..)| verbs.contains(&verb))
        .map(|(_, classic, granular)| (classic, granular));
    let classic = subject.classic.iter().copied();
    let classic = classic.chain(written.map(|(classic, _)| classic));
    let missing: Vec<_> = classic.filter(|scope| !held.contains(scope)).collect();
    let granular = subject.granular.iter();
    let mut granular = granular.map(|subject| format!("read:{subject}:confluence"));
    let granular = !subject.granular.is_empty()
        && granular.all(|scope| held.contains(&scope.as_str()))
        && written.is_none_or(|(_, granular)| held.contains(&granular));
    match granular {
        true => Vec::new(),
        false => missing,
    }
}

fn subject_of(event: &str) -> Option<(&'static Subject, &str)> {
    let (verb, name) = event.strip_prefix(CONFLUENCE)?.split_once(':')?;
    let subject = SUBJECTS.iter().find(|subject| subject.name == name)?;
    subject.verbs.contains(&verb).then_some((subject, verb))
}

/// Whether it is an event of the app's own life, which needs no scope.
fn is_lifecycle(event: &str) -> bool {
    LIFECYCLE.contains(&event)
}

/// Whether Confluence has this event; if not, what was meant, as the end of a sentence. What is no event of Confluence
/// or of an app's life is not for us to say.
pub(crate) fn known_event(event: &str) -> Result<(), String> {
    let ours = event.starts_with(CONFLUENCE) || event.starts_with("avi:forge:");
    if !ours || is_lifecycle(event) || subject_of(event).is_some() {
        return Ok(());
    }
    let all = SUBJECTS.iter().flat_map(|subject| {
        let verbs = subject.verbs.iter();
        verbs.map(move |verb| format!("{CONFLUENCE}{verb}:{}", subject.name))
    });
    let all: Vec<String> = all.collect();
    // Some events go by the second version of their shape alone.
    let of_today = format!("{event}:V2");
    if all.contains(&of_today) {
        return Err(format!("; did you mean `{of_today}`?"));
    }
    Err(did_you_mean(
        event,
        all.iter().map(String::as_str).chain(LIFECYCLE),
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn classic_scopes_do_and_granular_ones_as_well() {
        let deleted = "avi:confluence:deleted:page";
        let both = [
            "read:confluence-content.summary",
            "write:confluence-content",
        ];
        assert_eq!(event_scopes(deleted, &[]), both);
        assert_eq!(event_scopes(deleted, &both[..1]), both[1..]);
        assert!(event_scopes(deleted, &both).is_empty());
        let granular = [
            "read:page:confluence",
            "read:space:confluence",
            "read:user:confluence",
            "read:content.metadata:confluence",
            "write:page:confluence",
        ];
        assert!(event_scopes(deleted, &granular).is_empty());
        assert_eq!(event_scopes(deleted, &granular[..4]), both);
        assert!(event_scopes("avi:confluence:updated:page", &granular[..4]).is_empty());
        assert!(
            event_scopes(
                "avi:confluence:created:space:V2",
                &["read:space:confluence"]
            )
            .is_empty()
        );
        assert!(event_scopes("avi:jira:updated:issue", &[]).is_empty());
    }

    #[test]
    fn a_misspelt_event_is_known_for_what_it_is() {
        assert_eq!(known_event("avi:confluence:updated:page"), Ok(()));
        assert_eq!(known_event("avi:jira:updated:issue"), Ok(()));
        assert_eq!(known_event("avi:forge:installed:app"), Ok(()));
        let meant = known_event("avi:confluence:update:page").unwrap_err();
        assert!(meant.contains("`avi:confluence:updated:page`"), "{meant}");
        let meant = known_event("avi:confluence:created:space").unwrap_err();
        assert!(
            meant.contains("`avi:confluence:created:space:V2`"),
            "{meant}"
        );
        assert!(known_event("avi:forge:uninstalled:app").is_err());
    }
}
