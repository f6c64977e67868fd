//! Which host of Atlassian's takes the tokens of Forge for a site.

/// By the domain of the site.
const GATEWAYS: &[(&str, &str)] = &[
    ("jira-dev.com", "api.stg.atlassian.com"),
    ("atlassian-us-gov-mod.net", "api.atlassian-us-gov-mod.com"),
    ("atlassian-stg-fedm.net", "api.atlassian-us-gov-mod.com"),
];

/// The host of the gateway for a site of this name.
pub(super) fn gateway_host(site: &str) -> &'static str {
    let below = |domain: &str| {
        let before = site.strip_suffix(domain);
        before.is_some_and(|before| before.ends_with('.'))
    };
    let known = GATEWAYS.iter().find(|(domain, _)| below(domain));
    known.map_or("api.atlassian.com", |(_, host)| host)
}

#[cfg(test)]
mod tests {
    use super::gateway_host;

    #[test]
    fn staging_and_the_government_have_gateways_of_their_own() {
        assert_eq!(gateway_host("acme.atlassian.net"), "api.atlassian.com");
        assert_eq!(gateway_host("acme.jira-dev.com"), "api.stg.atlassian.com");
        assert_eq!(
            gateway_host("acme.atlassian-us-gov-mod.net"),
            "api.atlassian-us-gov-mod.com"
        );
        assert_eq!(gateway_host("notjira-dev.com"), "api.atlassian.com");
    }
}
