//! What an app on Forge asks of its dynamic modules: the rules behind `/forge/installation/v2/dynamic/module`.

use http::HeaderMap;
use serde_json::Value;

use super::ForgeInstallation;
use super::modules::Wanted;
use crate::cause::Cause;
use crate::settings::ForgeModulePage;
use crate::site::Site;
use crate::site::rejection::{ErrorBody, Rejection};

/// How many a page of the list has without a `limit`. Assumed, as is the maximum: both are the most that there can be.
const PAGE: usize = super::modules::MOST;

/// One page of the list, and where the next one begins.
#[derive(Debug, PartialEq)]
pub(crate) struct ModulePage {
    pub(crate) body: Value,
    pub(crate) next: Option<String>,
}

impl Site {
    /// Makes a module, and gives it with its key.
    pub(crate) fn create_forge_module(
        &mut self,
        headers: &HeaderMap,
        body: &[u8],
        now_millis: i64,
    ) -> Result<Value, Rejection> {
        let app = self.module_owner(headers, now_millis)?;
        let (id, made) = (app.manifest.app_id(), app.modules.made);
        let key = self.identity().forge_module(id, app.place, made);
        let wanted = wanted(body)?;
        let app = self.module_owner_mut(headers, now_millis)?;
        let module = app.modules.create(&wanted, &app.manifest, key)?;
        Ok(module.to_json())
    }

    /// Puts another module in the place of the one of this key.
    pub(crate) fn replace_forge_module(
        &mut self,
        headers: &HeaderMap,
        key: &str,
        body: &[u8],
        now_millis: i64,
    ) -> Result<Value, Rejection> {
        let app = self.module_owner_mut(headers, now_millis)?;
        let wanted = wanted(body)?;
        let module = app.modules.replace(key, &wanted, &app.manifest)?;
        Ok(module.to_json())
    }

    /// Removes the module of this key.
    pub(crate) fn remove_forge_module(
        &mut self,
        headers: &HeaderMap,
        key: &str,
        now_millis: i64,
    ) -> Result<(), Rejection> {
        let app = self.module_owner_mut(headers, now_millis)?;
        app.modules.remove(key).map(drop)
    }

    /// The module of this key.
    pub(crate) fn forge_module(
        &self,
        headers: &HeaderMap,
        key: &str,
        now_millis: i64,
    ) -> Result<Value, Rejection> {
        let app = self.module_owner(headers, now_millis)?;
        Ok(app.modules.one(key, &app.manifest)?.to_json())
    }

    /// The modules that no static one hides, from the token of a page on.
    pub(crate) fn forge_module_page(
        &self,
        headers: &HeaderMap,
        limit: Option<&str>,
        token: Option<&str>,
        now_millis: i64,
    ) -> Result<ModulePage, Rejection> {
        let app = self.module_owner(headers, now_millis)?;
        let number = |text: &str| text.parse::<usize>().ok();
        let limit = match limit.map(|text| (text, number(text))) {
            None => PAGE,
            Some((_, Some(limit @ 1..))) => limit.min(PAGE),
            Some((text, _)) => return Err(bad_page("`limit`", "a number from 1 on", text)),
        };
        let from = match token.map(|text| (text, number(text))) {
            None => 0,
            Some((_, Some(from))) => from,
            Some((text, None)) => {
                return Err(bad_page("`nextPageToken`", "one that was given out", text));
            }
        };
        Ok(self.module_page(app, from, limit))
    }

    fn module_page(&self, app: &ForgeInstallation, from: usize, limit: usize) -> ModulePage {
        let mut shown = app.modules.shown(&app.manifest).skip(from);
        let page: Vec<Value> = shown
            .by_ref()
            .take(limit)
            .map(|one| one.to_json())
            .collect();
        let more = shown.next().is_some();
        let next = more.then(|| from.saturating_add(limit).to_string());
        let body = match self.settings().forge_module_page {
            ForgeModulePage::Array => page.into(),
            ForgeModulePage::Object => {
                let mut body = serde_json::json!({ "modules": page });
                if let Some(next) = &next {
                    body["nextPageToken"] = next.as_str().into();
                }
                body
            }
        };
        ModulePage { body, next }
    }

    /// The app that calls by its own token; nobody else has such modules.
    fn module_owner(
        &self,
        headers: &HeaderMap,
        now_millis: i64,
    ) -> Result<&ForgeInstallation, Rejection> {
        let app = self.forge_app_by_system_token(headers, now_millis);
        app.map_err(|refused| Rejection {
            status: 401,
            body: ErrorBody::Message("Authorization failed".into()),
            cause: refused.cause,
        })
    }

    /// The same, to change it.
    fn module_owner_mut(
        &mut self,
        headers: &HeaderMap,
        now_millis: i64,
    ) -> Result<&mut ForgeInstallation, Rejection> {
        let app = self.module_owner(headers, now_millis)?;
        let id = app.manifest.app_id().to_owned();
        Ok(self.forge.apps.get_mut(&id).expect("the caller is there"))
    }
}

fn wanted(body: &[u8]) -> Result<Wanted, Rejection> {
    serde_json::from_slice(body).map_err(|error| Rejection {
        status: 400,
        body: ErrorBody::Message("Invalid request body".into()),
        cause: Box::new(Cause::new(
            "the body is a module",
            r#"{"type": "macro", "data": {…}}"#,
            error.to_string(),
        )),
    })
}

/// That these are refused, and how, is assumed.
fn bad_page(what: &'static str, expected: &str, got: &str) -> Rejection {
    Rejection {
        status: 400,
        body: ErrorBody::Message(format!("Invalid {}", what.trim_matches('`'))),
        cause: Box::new(Cause::new(
            "the page is one of the list",
            format!("{what}: {expected}"),
            format!("`{got}`"),
        )),
    }
}
