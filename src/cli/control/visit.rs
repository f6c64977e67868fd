//! What happens on the site without the app's doing: events, users, pages, and loads of modules.

use std::collections::BTreeMap;
use std::sync::Arc;

use mockfluence::{Load, LoadError, Page, Space, Tamper, User, Webhook};
use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::call::{Answer, Call, Outcome, Problem};
use super::farm::Farm;

/// A page as a test gives it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
struct GivenPage {
    id: u64,
    title: String,
    version: Option<u64>,
    creator: Option<String>,
    space_id: Option<u64>,
    space_key: Option<String>,
    body: Option<String>,
}

impl GivenPage {
    fn page(self) -> Page {
        let mut page = Page::new(self.id, self.title);
        if let Some(version) = self.version {
            page = page.version(version);
        }
        if let Some(creator) = self.creator {
            page = page.creator(creator);
        }
        if let Some(key) = self.space_key {
            page = page.space(Space::new(self.space_id.unwrap_or(20_000_001), &key, &key));
        }
        page.body(self.body.unwrap_or_default())
    }
}

/// An event: about a page, or with a whole body.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
struct Event {
    event: String,
    page: Option<GivenPage>,
    body: Option<Value>,
    by: Option<String>,
    #[serde(default)]
    with: Map<String, Value>,
}

pub(super) async fn fire(farm: Arc<Farm>, call: Call) -> Outcome {
    let tenant = call.tenant(&farm)?;
    let given: Event = call.json()?;
    let is_blog = given.event.starts_with("blog_");
    let mut webhook = match (given.page, given.body) {
        (Some(page), None) if is_blog => Webhook::blog(given.event, page.page()),
        (Some(page), None) => Webhook::page(given.event, page.page()),
        (None, Some(body)) => Webhook::raw(given.event, body),
        _ => return Err(Problem::new(400, "either `page` or `body` is needed")),
    };
    if let Some(by) = given.by {
        webhook = webhook.by(by);
    }
    for (field, value) in given.with {
        webhook = webhook.with(field, value);
    }
    let deliveries = tenant.fire(webhook).await;
    let shown = deliveries.iter().map(|one| {
        json!({ "app": one.app, "path": one.path, "status": one.status,
            "delivered": one.is_delivered() })
    });
    let shown: Vec<Value> = shown.collect();
    Answer::json(200, &json!({ "deliveries": shown }))
}

pub(super) async fn add_user(farm: Arc<Farm>, call: Call) -> Outcome {
    let tenant = call.tenant(&farm)?;
    tenant.add_user(call.json::<User>()?);
    Answer::none()
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
struct Permission {
    account_id: String,
    operation: String,
    content_id: String,
    allowed: bool,
}

pub(super) async fn set_permission(farm: Arc<Farm>, call: Call) -> Outcome {
    let tenant = call.tenant(&farm)?;
    let given: Permission = call.json()?;
    match given.allowed {
        true => tenant.allow(&given.account_id, &given.operation, &given.content_id),
        false => tenant.deny(&given.account_id, &given.operation, &given.content_id),
    }
    Answer::none()
}

pub(super) async fn add_page(farm: Arc<Farm>, call: Call) -> Outcome {
    let tenant = call.tenant(&farm)?;
    tenant.add_page(call.json::<GivenPage>()?.page());
    Answer::none()
}

/// What is opened, for whom, and how.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
struct Opening {
    module: Option<String>,
    render_mode: Option<String>,
    blueprint_context: Option<String>,
    condition: Option<String>,
    user: Option<String>,
    #[serde(default)]
    anonymous: bool,
    #[serde(default)]
    variables: BTreeMap<String, String>,
    context: Option<Value>,
    tamper: Option<Tamper>,
    /// The URL and the token, and nothing is sent.
    #[serde(default)]
    url_only: bool,
}

impl Opening {
    fn load(self, app: &mockfluence::InstalledApp) -> Result<Load, Problem> {
        let mut load = match (
            self.module,
            self.render_mode,
            self.blueprint_context,
            self.condition,
        ) {
            (Some(module), None, None, None) => app.open(module),
            (Some(module), Some(mode), None, None) => app.render(module, mode),
            (None, None, Some(blueprint), None) => app.blueprint_context(blueprint),
            (None, None, None, Some(url)) => app.condition(url),
            _ => {
                let why = "one of `module` (with or without `renderMode`), `blueprintContext` and \
                           `condition` is needed";
                return Err(Problem::new(400, why));
            }
        };
        if let Some(user) = self.user {
            load = load.user(user);
        }
        if self.anonymous {
            load = load.anonymous();
        }
        for (name, value) in self.variables {
            load = load.variable(name, value);
        }
        if let Some(context) = self.context {
            load = load.context(context);
        }
        if let Some(tamper) = self.tamper {
            load = load.tamper(tamper);
        }
        Ok(load)
    }
}

pub(super) async fn open(farm: Arc<Farm>, call: Call) -> Outcome {
    let app = call.app(&farm)?;
    let opening: Opening = call.json()?;
    let url_only = opening.url_only;
    let load = opening.load(&app)?;
    let impossible = |error: LoadError| Problem::new(409, error.to_string());
    let url = load.url().map_err(impossible)?;
    if url_only {
        let token = load.token().map_err(impossible)?;
        return Answer::json(200, &json!({ "url": url, "token": token }));
    }
    let reply = load.send().await.map_err(impossible)?;
    let body = json!({
        "url": url,
        "status": reply.status(),
        "contentType": reply.header("content-type"),
        "body": reply.text(),
        "claims": reply.claims(),
    });
    Answer::json(200, &body)
}

/// Which token of the app's own page.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
struct PageToken {
    #[serde(default)]
    kind: TokenKind,
    user: Option<String>,
    context: Option<Value>,
    tamper: Option<Tamper>,
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum TokenKind {
    /// As `AP.context.getToken` gives it.
    #[default]
    Context,
    /// As frameworks make them for their own pages.
    Session,
}

pub(super) async fn page_token(farm: Arc<Farm>, call: Call) -> Outcome {
    let app = call.app(&farm)?;
    let given: PageToken = call.json()?;
    let token = match given.kind {
        TokenKind::Session => app.session_token(given.user.as_deref().unwrap_or_default()),
        TokenKind::Context => {
            let context = given.context.unwrap_or_else(|| json!({}));
            let token = app.context_token(given.user.as_deref(), context);
            match given.tamper {
                Some(tamper) => token.tamper(tamper).sign(),
                None => token.sign(),
            }
        }
    };
    Answer::json(200, &json!({ "token": token }))
}
