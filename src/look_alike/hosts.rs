//! The hosts of Atlassian's that are known, in production, staging and the government's cloud, and what answers for each.

/// What answers for a host of Atlassian's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Answers {
    /// The site of this name.
    Site,
    /// The install keys of all sites: `/{kid}`.
    Keys,
    /// The keys of Forge's invocation tokens: `/.well-known/jwks.json`.
    InvocationKeys,
    /// The gateway of all sites, which takes tokens of Forge's: `/ex/confluence/{cloudId}`, `/graphql`.
    Gateway,
    /// The authorization server of all sites.
    Tokens,
    /// Nobody, and why.
    Nobody(&'static str),
}

/// Hosts by their whole name.
const HOSTS: &[(&str, Answers)] = &[
    ("connect-install-keys.atlassian.com", Answers::Keys),
    (
        "connect-install-keys.atlassian-us-gov-mod.com",
        Answers::Keys,
    ),
    (
        "asap-distribution.us-west-2.prod.atl-asap.net",
        Answers::Keys,
    ),
    (
        "asap-distribution.us-west-2.staging.atl-asap.net",
        Answers::Keys,
    ),
    (
        "asap-distribution.us-west-2.prod.atl-auth-us-gov-mod.net",
        Answers::Keys,
    ),
    (
        "asap-distribution.us-west-2.staging.atl-auth-us-gov-mod.net",
        Answers::Keys,
    ),
    (
        "cs-migrations--cdn.us-east-1.prod.public.atl-paas.net",
        Answers::Keys,
    ),
    (
        "cs-migrations--cdn.us-east-1.staging.public.atl-paas.net",
        Answers::Keys,
    ),
    (
        "cs-migrations--fedrampcdn.us-east-1.prod.cdn.atlassian-us-gov-mod.com",
        Answers::Keys,
    ),
    (
        "cs-migrations--fedrampcdn.us-east-1.staging.cdn.atlassian-us-gov-mod.com",
        Answers::Keys,
    ),
    (
        "oauth-2-authorization-server.services.atlassian.com",
        Answers::Tokens,
    ),
    (
        "oauth-2-authorization-server.stg.services.atlassian.com",
        Answers::Tokens,
    ),
    (
        "oauth-2-authorization-server.services.atlassian-us-gov-mod.com",
        Answers::Tokens,
    ),
    (
        "oauth-2-authorization-server.stg.services.atlassian-us-gov-mod.com",
        Answers::Tokens,
    ),
    ("auth.atlassian.io", Answers::Tokens),
    (
        "auth.atlassian.com",
        Answers::Nobody(
            "OAuth 2.0 (3LO) with its logins is not modelled: a Connect app acts as a user by the authorization server of Connect",
        ),
    ),
    (
        "auth.stg.atlassian.com",
        Answers::Nobody(
            "OAuth 2.0 (3LO) with its logins is not modelled: a Connect app acts as a user by the authorization server of Connect",
        ),
    ),
    (
        "id.atlassian.com",
        Answers::Nobody(
            "logins are not modelled: a test says who looks at a module, and who exists",
        ),
    ),
    ("api.atlassian.com", Answers::Gateway),
    ("api.stg.atlassian.com", Answers::Gateway),
    ("api.atlassian-us-gov-mod.com", Answers::Gateway),
    ("forge.cdn.prod.atlassian-dev.net", Answers::InvocationKeys),
    ("forge.cdn.stg.atlassian-dev.net", Answers::InvocationKeys),
    (
        "connect-cdn.atl-paas.net",
        Answers::Nobody(
            "the script of pages (all.js) is not modelled: the frame of a page has no part in a backend's test",
        ),
    ),
    (
        "developer.atlassian.com",
        Answers::Nobody(
            "documentation and schemas are not modelled: `mockfluence schema` prints the schema of descriptors",
        ),
    ),
    (
        "marketplace.atlassian.com",
        Answers::Nobody("the Marketplace is not modelled"),
    ),
];

/// Domains of Atlassian's, with what answers for a name below each that is not named above.
const DOMAINS: &[(&str, Answers)] = &[
    ("atlassian.net", Answers::Site),
    ("jira.com", Answers::Site),
    ("jira-dev.com", Answers::Site),
    ("atlassian-us-gov-mod.net", Answers::Site),
    ("atlassian-stg-fedm.net", Answers::Site),
    ("atlassian.com", OTHER),
    ("atlassian.io", OTHER),
    ("atlassian-dev.net", OTHER),
    ("atlassian-us-gov-mod.com", OTHER),
    ("atl-asap.net", OTHER),
    ("atl-paas.net", OTHER),
    ("atl-auth-us-gov-mod.net", OTHER),
];

const OTHER: Answers = Answers::Nobody("it is Atlassian's, and no host that is modelled");

/// What answers for a host in lower case; none if it is not Atlassian's.
pub(super) fn answers(host: &str) -> Option<Answers> {
    if let Some((_, answers)) = HOSTS.iter().find(|(name, _)| *name == host) {
        return Some(*answers);
    }
    let (_, answers) = DOMAINS.iter().find(|(domain, _)| is_below(host, domain))?;
    Some(*answers)
}

/// The domains that a certificate authority of ours may speak for.
pub(super) fn domains() -> impl Iterator<Item = &'static str> {
    DOMAINS.iter().map(|(domain, _)| *domain)
}

/// Whether a host is a domain or a name below it.
pub(super) fn is_below(host: &str, domain: &str) -> bool {
    let before = host.strip_suffix(domain);
    before.is_some_and(|before| before.is_empty() || before.ends_with('.'))
}

/// A host as it is looked up: in lower case, without the dot that a whole name may end in. None for
/// what is no name in the DNS.
pub(crate) fn name(host: &str) -> Option<String> {
    let host = host.strip_suffix('.').unwrap_or(host).to_ascii_lowercase();
    let label = |label: &str| {
        let fits = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
        (1..=63).contains(&label.len()) && label.chars().all(fits)
    };
    let named = host.len() <= 253 && host.contains('.') && host.split('.').all(label);
    let numbers = host.parse::<std::net::IpAddr>().is_ok();
    (named && !numbers).then_some(host)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_host_that_is_named_lies_in_a_domain_that_the_authority_may_speak_for() {
        for (host, _) in HOSTS {
            assert!(domains().any(|domain| is_below(host, domain)), "{host}");
            assert_eq!(name(host).as_deref(), Some(*host));
        }
    }

    #[test]
    fn a_host_is_known_whole_or_by_its_domain() {
        assert_eq!(answers("acme.atlassian.net"), Some(Answers::Site));
        assert_eq!(answers("acme.jira-dev.com"), Some(Answers::Site));
        assert_eq!(
            answers("connect-install-keys.atlassian.com"),
            Some(Answers::Keys)
        );
        assert!(matches!(
            answers("status.atlassian.com"),
            Some(Answers::Nobody(_))
        ));
        for other in [
            "example.com",
            "notatlassian.net",
            "atlassian.net.example.com",
            "localhost",
            "",
        ] {
            assert_eq!(answers(other), None, "{other}");
        }
    }

    #[test]
    fn a_name_is_one_of_the_dns() {
        assert_eq!(
            name("Acme.Atlassian.NET.").as_deref(),
            Some("acme.atlassian.net")
        );
        for none in [
            "",
            "localhost",
            "127.0.0.1",
            "[::1]",
            "a b.c",
            "a..b",
            "a/b.c",
            ".a.b",
            "é.de",
            "a.b:443",
        ] {
            assert_eq!(name(none), None, "{none}");
        }
    }
}
