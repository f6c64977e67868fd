//! Where the hosts are that stand beside a site: in production, in staging, in the government's cloud.

use super::hosts::is_below;

/// By the domain of a site: where an app finds the install keys, and asks for tokens to act as users.
const BESIDE: &[(&str, &str, &str)] = &[
    (
        "jira-dev.com",
        "https://cs-migrations--cdn.us-east-1.staging.public.atl-paas.net",
        "https://oauth-2-authorization-server.stg.services.atlassian.com",
    ),
    (
        "atlassian-us-gov-mod.net",
        "https://connect-install-keys.atlassian-us-gov-mod.com",
        "https://oauth-2-authorization-server.services.atlassian-us-gov-mod.com",
    ),
    (
        "atlassian-stg-fedm.net",
        "https://cs-migrations--fedrampcdn.us-east-1.staging.cdn.atlassian-us-gov-mod.com",
        "https://oauth-2-authorization-server.stg.services.atlassian-us-gov-mod.com",
    ),
];

fn beside(host: &str) -> (&'static str, &'static str) {
    let known = BESIDE.iter().find(|(domain, ..)| is_below(host, domain));
    known.map_or(
        (
            "https://connect-install-keys.atlassian.com",
            "https://oauth-2-authorization-server.services.atlassian.com",
        ),
        |(_, keys, tokens)| (keys, tokens),
    )
}

/// Where the install keys of a site are, by its host.
pub(crate) fn keys_url(host: &str) -> &'static str {
    beside(host).0
}

/// Where an app asks for tokens to act as users of a site, by its host.
pub(crate) fn tokens_url(host: &str) -> &'static str {
    beside(host).1
}

/// Where the keys of invocation tokens are, by the host of a site. For the government's cloud no
/// other host is known.
pub(crate) fn jwks_host(host: &str) -> &'static str {
    match is_below(host, "jira-dev.com") {
        true => "https://forge.cdn.stg.atlassian-dev.net",
        false => "https://forge.cdn.prod.atlassian-dev.net",
    }
}

#[cfg(test)]
mod tests {
    use super::super::hosts::{Answers, answers, domains};
    use super::{jwks_host, keys_url, tokens_url};

    #[test]
    fn the_hosts_beside_a_site_are_known_and_answer() {
        for domain in domains() {
            let of = |url: &str| answers(url.strip_prefix("https://").unwrap());
            assert_eq!(of(keys_url(domain)), Some(Answers::Keys), "{domain}");
            assert_eq!(of(tokens_url(domain)), Some(Answers::Tokens), "{domain}");
            let keys = of(jwks_host(domain));
            assert_eq!(keys, Some(Answers::InvocationKeys), "{domain}");
        }
    }
}
