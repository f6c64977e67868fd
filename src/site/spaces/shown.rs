//! Spaces as the REST API v2 shows them, and what an account may do in one, in both APIs.

use serde_json::{Value, json};

use crate::clock::Utc;
use crate::site::content::{Object, Showing};
use crate::site::{ContentOperation, ContentRequest, Site, Space};

/// What may be done in a space, and which of the three permissions of a test it takes.
const OPERATIONS: &[(&str, &str, ContentOperation)] = &[
    ("read", "space", ContentOperation::Read),
    ("create", "page", ContentOperation::Update),
    ("create", "blogpost", ContentOperation::Update),
    ("create", "comment", ContentOperation::Update),
    ("create", "attachment", ContentOperation::Update),
    ("delete", "page", ContentOperation::Update),
    ("delete", "blogpost", ContentOperation::Update),
    ("delete", "comment", ContentOperation::Update),
    ("delete", "attachment", ContentOperation::Update),
    ("export", "space", ContentOperation::Update),
    ("restrict_content", "space", ContentOperation::Update),
    ("administer", "space", ContentOperation::Update),
    ("archive", "space", ContentOperation::Delete),
    ("delete", "space", ContentOperation::Delete),
];

impl Site {
    /// What an account may do in a space.
    pub(in crate::site) fn operations_in(&self, account: &str, space: &Space) -> Vec<Value> {
        let may = OPERATIONS
            .iter()
            .filter(|(.., takes)| self.may_in(account, *takes, space));
        let shown = may
            .map(|(operation, target, _)| json!({ "operation": operation, "targetType": target }));
        shown.collect()
    }

    /// What the permissions of a space are on a new site: everybody who uses it may all. What a test
    /// denies is denied to one account, and no assignment.
    pub(super) fn assignments(&self, space: &Space) -> Vec<Value> {
        let group = self.identity().group_id(&self.everybody());
        let rows = OPERATIONS.iter().zip(1_u64..);
        let shown = rows.map(|((operation, target, _), number)| {
            json!({
                "id": format!("{}{number:02}", space.id),
                "principal": { "type": "group", "id": group },
                "operation": { "key": operation, "targetType": target },
            })
        });
        shown.collect()
    }

    /// A space in v2; its description in the format that is asked for.
    pub(super) fn space_v2(&self, space: &Space, target: &ContentRequest) -> Value {
        let created = space.created_millis.unwrap_or_default();
        let homepage = self
            .contents
            .homepage(space.id)
            .map(|page| page.id().to_string());
        let description = match target.query.first("description-format") {
            Some(format @ ("plain" | "view")) => {
                json!({ format: { "value": space.description, "representation": format } })
            }
            _ => Value::Null,
        };
        json!({
            "id": space.id.to_string(),
            "key": space.key,
            "name": space.name,
            "type": if space.personal { "personal" } else { "global" },
            "status": "current",
            "authorId": space.creator.clone().unwrap_or_else(|| self.admin()),
            "createdAt": Utc::of_millis(created).iso(),
            "homepageId": homepage,
            "description": description,
            "icon": null,
            "_links": { "webui": format!("/spaces/{}", space.key) },
        })
    }
}

impl Showing<'_> {
    /// What v1 expands of a space beside its homepage.
    pub(in crate::site) fn more_of_space(&self, space: &Space, shown: &mut Object<'_>) {
        let key = &space.key;
        shown.field("description", "", |expand| {
            let mut texts = Object::new(json!({}), expand);
            for format in ["plain", "view"] {
                texts.field(format, "", |_| {
                    json!({
                        "value": space.description, "representation": format,
                        "embeddedContent": [],
                    })
                });
            }
            texts.without_links()
        });
        shown.field("operations", "", |_| {
            self.site.operations_in(self.account, space).into()
        });
        shown.field("history", "", |_| {
            let creator = space.creator.clone().unwrap_or_else(|| self.site.admin());
            let created = Utc::of_millis(space.created_millis.unwrap_or_default()).iso();
            json!({ "createdBy": self.site.user_v1(&creator), "createdDate": created })
        });
        let others = [
            ("settings", format!("/rest/api/space/{key}/settings")),
            ("theme", format!("/rest/api/space/{key}/theme")),
            (
                "lookAndFeel",
                format!("/rest/api/settings/lookandfeel?spaceKey={key}"),
            ),
            ("metadata", String::new()),
            ("icon", String::new()),
            ("permissions", String::new()),
            ("identifiers", String::new()),
        ];
        for (name, link) in others {
            shown.field(name, link, |_| {
                self.not_expanded(&format!("`expand={name}` of a space"))
            });
        }
    }
}
