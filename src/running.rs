//! The tenants of this process, for what is one server for all sites: the authorization server.
//!
//! Nothing of a tenant is kept here, and a tenant that is gone is not found.

use std::sync::{Arc, Mutex, PoisonError, Weak};

use crate::context::{Context, are_one};

static RUNNING: Mutex<Vec<(Weak<Place>, Weak<Context>)>> = Mutex::new(Vec::new());

/// What a tenant has as long as it runs. Its context may live longer: by a request that is still served, or because
/// another thread looks at it right now.
#[derive(Debug)]
pub(crate) struct Place;

/// From now on the tenant is found, until it gives its place away.
pub(crate) fn join(context: &Arc<Context>) -> Arc<Place> {
    let mut running = RUNNING.lock().unwrap_or_else(PoisonError::into_inner);
    // Seldom, so that many tenants do not cost the square of their number.
    if running.len() == running.capacity() {
        running.retain(|(place, _)| place.strong_count() > 0);
    }
    let place = Arc::new(Place);
    running.push((Arc::downgrade(&place), Arc::downgrade(context)));
    place
}

/// Another tenant whose site has this base URL and this app; the first of several.
pub(crate) fn with_app(
    own: &Arc<Context>,
    base_url: &str,
    client_id: &str,
) -> Option<Arc<Context>> {
    let others: Vec<Arc<Context>> = {
        let running = RUNNING.lock().unwrap_or_else(PoisonError::into_inner);
        let there = running.iter().filter(|(place, _)| place.strong_count() > 0);
        let live = there.filter_map(|(_, context)| context.upgrade());
        let near =
            |one: &Arc<Context>| are_one(one.neighbourhood.as_ref(), own.neighbourhood.as_ref());
        live.filter(|one| !Arc::ptr_eq(one, own) && near(one))
            .collect()
    };
    let mut others = others.into_iter();
    others.find(|one| one.site(|site| site.base_url() == base_url && site.knows_client(client_id)))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::descriptor::Descriptor;
    use crate::identity::Identity;
    use crate::settings::Settings;
    use crate::site::{Site, Source, Translations};

    fn tenant_at(origin: &str) -> Arc<Context> {
        let (identity, settings) = (Identity::new("acme".into(), 0), Settings::default());
        let mut site = Site::new(identity, settings.clone(), format!("{origin}/wiki"));
        let app =
            json!({ "key": "app", "baseUrl": "http://app", "authentication": { "type": "none" } });
        let app = Descriptor::from_value(app).unwrap();
        let install = site.begin_install(app, Source::default());
        site.commit(install, Some(Translations::new())).unwrap();
        Arc::new(Context::new(
            site,
            settings,
            origin.into(),
            origin.into(),
            0,
        ))
    }

    #[test]
    fn a_tenant_is_found_as_long_as_it_has_its_place_whoever_holds_its_context() {
        let (own, other) = (tenant_at("http://own"), tenant_at("http://other"));
        let place = join(&other);
        let client_id = Identity::new("acme".into(), 0).oauth_client_id("app", 0);
        let found = |base_url: &str| with_app(&own, base_url, &client_id);
        let looked_at = found("http://other/wiki");
        assert!(looked_at.is_some() && found("http://elsewhere/wiki").is_none());
        drop(place);
        assert!(found("http://other/wiki").is_none());
    }
}
