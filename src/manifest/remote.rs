//! A remote of a manifest: a backend, and which tokens it is sent.

use serde_json::Value;

/// A backend, as the manifest's `remotes` has it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Remote<'a>(pub(super) &'a Value);

impl<'a> Remote<'a> {
    /// Its key, or an empty string.
    #[must_use]
    pub fn key(self) -> &'a str {
        self.0["key"].as_str().unwrap_or_default()
    }

    /// Its base URL for a tenant of this region: that of the region where it has one, else the default one. None for a
    /// remote that customers configure.
    #[must_use]
    pub fn base_url(self, region: Option<&str>) -> Option<&'a str> {
        let url = &self.0["baseUrl"];
        let of_region = region.and_then(|region| url[region].as_str());
        of_region.or(url.as_str()).or(url["default"].as_str())
    }

    /// The base URLs of the data residency regions: realm and URL, as written.
    #[must_use]
    pub fn region_base_urls(self) -> Vec<(&'a str, &'a str)> {
        let urls = self.0["baseUrl"].as_object().into_iter().flatten();
        let regions = urls.filter(|(region, _)| *region != "default");
        regions
            .filter_map(|(region, url)| Some((region.as_str(), url.as_str()?)))
            .collect()
    }

    /// What it is for: `compute`, `fetch`, `storage`, `other`.
    #[must_use]
    pub fn operations(self) -> Vec<&'a str> {
        let operations = self.0["operations"].as_array().into_iter().flatten();
        operations.filter_map(Value::as_str).collect()
    }

    /// Whether customers configure its address.
    #[must_use]
    pub fn is_configurable(self) -> bool {
        !self.0["configurable"].is_null()
    }

    /// Whether calls from a function bring the app's own token.
    #[must_use]
    pub fn has_system_token(self) -> bool {
        is_on(self.0, "appSystemToken")
    }

    /// Whether calls from a function bring the user's token.
    #[must_use]
    pub fn has_user_token(self) -> bool {
        is_on(self.0, "appUserToken")
    }
}

/// Whether an endpoint or a remote asks for a token.
pub(super) fn is_on(of: &Value, token: &str) -> bool {
    of["auth"][token]["enabled"] == true
}
