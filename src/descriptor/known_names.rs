//! Names of Confluence and of the other products: condition, event, location and module type names.

use crate::slip::meant;

/// Module types Confluence once had.
pub(crate) const FORMER_TYPES: [&str; 1] = ["profilePages"];

const BITBUCKET_TYPES: [&str; 8] = [
    "branchPages",
    "codeInsights",
    "fileViews",
    "linkers",
    "oauthConsumer",
    "profileTabs",
    "repoPages",
    "repositoryPages",
];

/// The product whose module type this is, when it is not Confluence's.
pub(crate) fn product_of(module_type: &str) -> Option<&'static str> {
    if module_type.starts_with("jira") {
        return Some("Jira");
    }
    if module_type.starts_with("serviceDesk") {
        return Some("Jira Service Management");
    }
    BITBUCKET_TYPES
        .contains(&module_type)
        .then_some("Bitbucket")
}

const BITBUCKET_SCOPES: [&str; 11] = [
    "account",
    "email",
    "issue",
    "pipeline",
    "project",
    "pullrequest",
    "repository",
    "snippet",
    "team",
    "webhook",
    "wiki",
];

/// Is this a scope of Bitbucket, as `repository` or `pullrequest:write`?
pub(crate) fn is_bitbucket_scope(scope: &str) -> bool {
    let subject = scope.split(':').next().unwrap_or_default();
    BITBUCKET_SCOPES.contains(&subject)
}

const JIRA_LOCATIONS: [&str; 9] = [
    "admin_plugins_menu",
    "atl.jira",
    "com.atlassian.jira",
    "jira.",
    "jira-",
    "operations-",
    "opsbar-",
    "system.top.navigation.bar",
    "top_navigation_bar",
];

/// Is this a place in Jira's pages?
pub(crate) fn is_jira_location(location: &str) -> bool {
    JIRA_LOCATIONS
        .iter()
        .any(|start| location.starts_with(start))
}

/// Families of webhook events: the part before the last word, and the last words.
const EVENTS: [(&str, &[&str]); 17] = [
    (
        "attachment",
        &[
            "archived",
            "created",
            "removed",
            "restored",
            "trashed",
            "unarchived",
            "updated",
            "viewed",
        ],
    ),
    (
        "blog",
        &[
            "created", "moved", "removed", "restored", "trashed", "updated", "viewed",
        ],
    ),
    ("blueprint_page", &["created"]),
    ("comment", &["created", "removed", "updated"]),
    (
        "content",
        &[
            "created",
            "removed",
            "restored",
            "trashed",
            "updated",
            "permissions_updated",
        ],
    ),
    ("group", &["created", "removed"]),
    ("label", &["added", "created", "deleted", "removed"]),
    (
        "page",
        &[
            "archived",
            "children_reordered",
            "copied",
            "created",
            "initialized",
            "moved",
            "published",
            "removed",
            "restored",
            "snapshotted",
            "started",
            "trashed",
            "unarchived",
            "updated",
            "viewed",
        ],
    ),
    ("plugin", &["enabled"]),
    ("relation", &["created", "deleted"]),
    ("search", &["performed"]),
    (
        "space",
        &[
            "created",
            "logo_updated",
            "permissions_updated",
            "removed",
            "trashed",
            "updated",
        ],
    ),
    ("theme", &["enabled"]),
    ("user", &["followed", "reactivated", "removed"]),
    ("app_policy", &["changed"]),
    ("connect_addon", &["enabled", "disabled"]),
    (
        "app_access_to_objects",
        &["blocked", "in_container_blocked"],
    ),
];

/// Every webhook event that Confluence has.
pub(crate) fn events() -> impl Iterator<Item = String> {
    let families = EVENTS.iter();
    families.flat_map(|(family, verbs)| verbs.iter().map(move |verb| format!("{family}_{verb}")))
}

/// The event that a misspelt name was meant to be.
pub(crate) fn meant_event(name: &str) -> Option<String> {
    let all: Vec<String> = events().collect();
    meant(name, all.iter().map(String::as_str)).map(str::to_owned)
}

/// What is wrong with the name of an event that Confluence does not have; nothing if it has it.
pub(crate) fn event_misfit(name: &str) -> Option<String> {
    if is_event(name) {
        return None;
    }
    let start = format!("{}_", name.split('_').next().unwrap_or_default());
    let family: Vec<String> = events().filter(|one| one.starts_with(&start)).collect();
    let hint = match meant_event(name) {
        Some(meant) => format!("; did you mean `{meant}`?"),
        None if family.is_empty() => String::new(),
        None => format!("; there are: {}", family.join(", ")),
    };
    Some(format!("`{name}` is no event of Confluence{hint}"))
}

/// Does Confluence know this webhook event?
pub(crate) fn is_event(name: &str) -> bool {
    EVENTS.iter().any(|(family, verbs)| {
        let verb = name
            .strip_prefix(family)
            .and_then(|rest| rest.strip_prefix('_'));
        verb.is_some_and(|verb| verbs.contains(&verb))
    })
}

/// What a stored property can be asked, on the app, the content and the space.
const PROPERTY_QUESTIONS: [&str; 7] = [
    "exists",
    "equal_to",
    "equal_to_context",
    "contains_any",
    "contains_all",
    "contains_context",
    "contains_any_user_group",
];

const PAGE_CONDITIONS: [&str; 5] = [
    "user_is_admin",
    "user_is_logged_in",
    "user_is_sysadmin",
    "addon_is_licensed",
    "feature_flag",
];

/// May a page have this condition?
pub(crate) fn is_page_condition(name: &str) -> bool {
    let question = ["addon_property_", "content_property_", "space_property_"]
        .iter()
        .find_map(|owner| name.strip_prefix(owner));
    PAGE_CONDITIONS.contains(&name)
        || question.is_some_and(|question| PROPERTY_QUESTIONS.contains(&question))
}

const HOST_CONDITIONS: &str = "active_theme can_edit_space_styles can_signup content_has_any_permissions_set \
    create_content email_address_public favourite_page favourite_space following_target_user has_attachment \
    has_blog_post has_page has_space has_template latest_version not_personal_space printable_version \
    showing_page_attachments space_function_permission space_sidebar target_user_has_personal_blog \
    target_user_has_personal_space threaded_comments tiny_url_supported user_can_create_personal_space \
    user_can_use_confluence user_favouriting_target_user_personal_space user_has_personal_blog \
    user_has_personal_space user_is_confluence_administrator user_logged_in_editable user_watching_page \
    user_watching_space user_watching_space_for_content_type viewing_content viewing_own_profile \
    has_attachment_permission has_page_permission has_space_permission entity_property_equal_to";

/// Does Confluence know this condition on items and panels?
pub(crate) fn is_condition(name: &str) -> bool {
    is_page_condition(name)
        || HOST_CONDITIONS
            .split_whitespace()
            .any(|known| known == name)
}
