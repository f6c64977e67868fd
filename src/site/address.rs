//! Where a site is found by name: its present base URL, and those that it had before a rename.

use crate::host_names::host_of;

/// A base URL without its scheme and its `/wiki`: what a request shows of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Address {
    /// Host, and the port where it is not the scheme's own; in lower case.
    pub(crate) authority: String,
    /// What the path begins with before `/wiki`.
    pub(crate) prefix: String,
}

impl Address {
    /// Of a base URL.
    pub(crate) fn of(base_url: &str) -> Self {
        let (scheme, rest) = base_url.split_once("://").unwrap_or(("", base_url));
        let (authority, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
        let default = if scheme == "https" { ":443" } else { ":80" };
        Self {
            authority: without_port(authority, default),
            prefix: path.strip_suffix("/wiki").unwrap_or(path).to_owned(),
        }
    }

    /// Of a request over http, by its Host.
    pub(crate) fn asked(host: &str, prefix: &str) -> Self {
        Self {
            authority: without_port(host, ":80"),
            prefix: prefix.to_owned(),
        }
    }

    /// Whether a path is below it.
    fn leads(&self, path: &str) -> bool {
        let rest = path.strip_prefix(&self.prefix);
        rest.is_some_and(|rest| rest.starts_with('/'))
    }
}

fn without_port(authority: &str, default: &str) -> String {
    let authority = authority.strip_suffix(default).unwrap_or(authority);
    authority.to_ascii_lowercase()
}

/// The base URLs of a site, today and before.
#[derive(Debug)]
pub(crate) struct Addresses {
    present: String,
    /// Oldest first; the present one is not among them.
    former: Vec<String>,
}

impl Addresses {
    pub(super) fn new(base_url: String) -> Self {
        Self {
            present: base_url,
            former: Vec::new(),
        }
    }

    /// The base URL.
    pub(super) fn present(&self) -> &str {
        &self.present
    }

    /// The site is renamed.
    pub(super) fn change(&mut self, base_url: String) {
        let before = std::mem::replace(&mut self.present, base_url);
        let present = Address::of(&self.present);
        let mut kept: Vec<String> = Vec::new();
        // Twice the same, or with the host in capitals, is one address.
        for url in self.former.drain(..).chain([before]) {
            let address = Address::of(&url);
            if address != present && kept.iter().all(|known| Address::of(known) != address) {
                kept.push(url);
            }
        }
        self.former = kept;
    }

    /// Whether a request with this Host, and this path with its prefix, is sent to the present one.
    pub(crate) fn are_asked(&self, host: &str, path: &str) -> bool {
        let present = Address::of(&self.present);
        Address::asked(host, &present.prefix) == present && present.leads(path)
    }

    /// What a path begins with before `/wiki` by the present one or a former one.
    pub(crate) fn prefix_of(&self, path: &str) -> String {
        let addresses = self.former.iter().chain([&self.present]);
        let addresses = addresses.map(|url| Address::of(url));
        let prefixes = addresses.filter(|address| address.leads(path));
        let prefixes = prefixes.map(|address| address.prefix);
        prefixes.max_by_key(String::len).unwrap_or_default()
    }

    /// Whether a base URL, of today or before, has the host of this authority.
    pub(crate) fn have_host(&self, authority: &str) -> bool {
        let host = host_of(authority);
        let mut urls = self.former.iter().chain([&self.present]);
        urls.any(|url| host_of(&Address::of(url).authority).eq_ignore_ascii_case(host))
    }

    /// The host of the present one.
    #[cfg(feature = "look-alike")]
    pub(crate) fn host(&self) -> String {
        host_of(&Address::of(&self.present).authority).to_owned()
    }

    /// The former base URL that has this address.
    pub(crate) fn former(&self, address: &Address) -> Option<&str> {
        let mut former = self.former.iter().map(String::as_str);
        former.find(|url| Address::of(url) == *address)
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::{Address, Addresses};

    #[rstest]
    #[case::port("http://127.0.0.1:4000/wiki", "127.0.0.1:4000", "")]
    #[case::own_port("https://Acme.atlassian.net:443/wiki", "acme.atlassian.net", "")]
    #[case::prefix("http://localhost:80/acme/wiki", "localhost", "/acme")]
    #[case::six("http://[::1]:4000/wiki", "[::1]:4000", "")]
    fn a_base_url_is_told_by_host_and_prefix(
        #[case] url: &str,
        #[case] authority: &str,
        #[case] prefix: &str,
    ) {
        let address = Address::of(url);
        assert_eq!(
            (address.authority.as_str(), address.prefix.as_str()),
            (authority, prefix)
        );
        assert_eq!(Address::asked(authority, prefix), address);
    }

    #[test]
    fn a_prefix_is_whole_segments() {
        let address = Address::of("http://h/acme/wiki");
        assert!(address.leads("/acme/wiki/rest") && !address.leads("/acmes/wiki"));
    }

    #[test]
    fn a_site_is_once_at_each_address() {
        let mut addresses = Addresses::new("http://a/wiki".into());
        for url in [
            "http://b/wiki",
            "http://B:80/wiki",
            "http://a/wiki",
            "http://c/x/wiki",
        ] {
            addresses.change(url.into());
        }
        assert_eq!(addresses.former, ["http://B:80/wiki", "http://a/wiki"]);
        assert_eq!(
            addresses.former(&Address::asked("b", "")),
            Some("http://B:80/wiki")
        );
        assert!(addresses.are_asked("C", "/x/wiki/rest") && !addresses.are_asked("c", "/wiki"));
        assert_eq!(addresses.prefix_of("/x/wiki/rest"), "/x");
        assert!(
            addresses.have_host("A:9") && addresses.have_host("c") && !addresses.have_host("d")
        );
    }
}
