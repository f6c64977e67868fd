//! By which names a listener may be called: by any other, a page in a browser may have made the name lead here.
//!
//! DNS is not ours: `evil.example` may lead to 127.0.0.1 (DNS rebinding), and to the browser its page is then of one
//! origin with what listens here. The `Host` header gives it away. An address that is written as numbers leads
//! nowhere else, so it is never such a name.

use std::net::IpAddr;

/// The names of a listener.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HostNames {
    named: Vec<Name>,
    /// None where every address in numbers will do.
    bound: Option<IpAddr>,
    /// Whether names without a dot will do.
    without_dot: bool,
}

/// A name that somebody allowed.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Name {
    This(String),
    /// With its dot: this, and every name that ends so.
    Below(String),
    Any,
}

impl HostNames {
    /// `localhost`, names below it, any address in numbers, and any name without a dot: nobody owns one
    /// in the DNS, and the services of a network of containers have such.
    #[must_use]
    pub fn of_network() -> Self {
        Self {
            named: Vec::new(),
            bound: None,
            without_dot: true,
        }
    }

    /// `localhost`, names below it, and the addresses of loopback and this one; any, where it stands for all.
    #[must_use]
    pub fn bound_to(address: IpAddr) -> Self {
        Self {
            named: Vec::new(),
            bound: Some(address).filter(|address| !address.is_unspecified()),
            without_dot: false,
        }
    }

    /// Allows a name too: `app`, `.example.test` for all below it, or `*` for any.
    ///
    /// # Errors
    /// Why it is no such name.
    pub fn allow(&mut self, name: &str) -> Result<(), String> {
        self.named.push(read(name)?);
        Ok(())
    }

    /// Whether a listener of these names is called so: by the value of a `Host` header.
    #[must_use]
    pub fn have(&self, authority: &str) -> bool {
        let host = host_of(authority);
        if host.eq_ignore_ascii_case("localhost") || is_below(host, ".localhost") {
            return true;
        }
        let host = host.trim_matches(['[', ']']);
        let numbers = host.parse::<IpAddr>();
        if numbers.is_ok_and(|address| self.have_address(address)) {
            return true;
        }
        let dotless = !host.is_empty() && !host.contains(['.', ':', '@']);
        if self.without_dot && dotless {
            return true;
        }
        self.named.iter().any(|name| match name {
            Name::This(name) => name.eq_ignore_ascii_case(host),
            Name::Below(ending) => is_below(host, ending) || ending[1..].eq_ignore_ascii_case(host),
            Name::Any => true,
        })
    }

    fn have_address(&self, address: IpAddr) -> bool {
        let address = address.to_canonical();
        let bound = |own: IpAddr| own.to_canonical() == address;
        self.bound.is_none_or(bound) || address.is_loopback()
    }
}

/// The host of an authority, without its port and the dot that a whole name may end in.
pub(crate) fn host_of(authority: &str) -> &str {
    let host = match authority.rsplit_once(':') {
        Some((host, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => host,
        _ => authority,
    };
    host.strip_suffix('.').unwrap_or(host)
}

fn is_below(host: &str, ending: &str) -> bool {
    let start = host.len().checked_sub(ending.len());
    start
        .and_then(|start| host.get(start..))
        .is_some_and(|end| end.eq_ignore_ascii_case(ending) && host.len() > ending.len())
}

fn read(name: &str) -> Result<Name, String> {
    if name == "*" {
        return Ok(Name::Any);
    }
    let plain = name.strip_prefix('.').unwrap_or(name);
    let plain = plain.trim_matches(['[', ']']);
    let fits = |c: char| c.is_ascii_alphanumeric() || "-_.".contains(c);
    let numbers = plain.parse::<IpAddr>().is_ok();
    if plain.is_empty() || !(numbers || plain.chars().all(fits)) {
        return Err(format!(
            "`{name}` is no host name: give it alone (`app`), without scheme and port; \
             `.example.test` is every name below that one, `*` is any name"
        ));
    }
    Ok(match name.starts_with('.') {
        true => Name::Below(name.to_ascii_lowercase()),
        false => Name::This(plain.to_ascii_lowercase()),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_lead_nowhere_else_are_known() {
        let names = HostNames::bound_to([127, 0, 0, 1].into());
        for known in [
            "localhost",
            "LOCALHOST:8081",
            "localhost.:1",
            "acme.localhost:8080",
            "127.0.0.1:8081",
            "127.8.8.8",
            "[::1]:8081",
            "[::ffff:127.0.0.1]:1",
        ] {
            assert!(names.have(known), "{known}");
        }
        for unknown in [
            "",
            ":8081",
            "evil.example",
            "evil.example:8081",
            "localhost.evil.example",
            "127.0.0.1.evil.example",
            "notlocalhost",
            ".localhost",
            "0.0.0.0:8081",
            "192.168.0.7:8081",
            "localhost@evil.example",
            "evil.example:80@localhost",
            "é.localhos",
        ] {
            assert!(!names.have(unknown), "{unknown}");
        }
    }

    #[test]
    fn an_address_in_numbers_is_known_where_it_is_bound_or_all_are() {
        let one = HostNames::bound_to([192, 168, 0, 7].into());
        assert!(one.have("192.168.0.7:80") && !one.have("192.168.0.8:80"));
        for all in [
            HostNames::bound_to([0, 0, 0, 0].into()),
            HostNames::of_network(),
        ] {
            assert!(all.have("192.168.0.8:80") && all.have("[fe80::1]:80"));
            assert!(!all.have("evil.example"));
        }
        let network = HostNames::of_network();
        assert!(network.have("confluence:8080") && !one.have("confluence"));
        for unknown in ["", ":80", "a@b", "evil.example."] {
            assert!(!network.have(unknown), "{unknown}");
        }
    }

    #[test]
    fn a_name_is_allowed_alone_with_those_below_it_or_with_all() {
        let with = |name: &str| {
            let mut names = HostNames::bound_to([127, 0, 0, 1].into());
            names.allow(name).map(|()| names)
        };
        let one = with("App_1").unwrap();
        assert!(one.have("app_1:80") && !one.have("x.app_1"));
        let below = with(".example.test").unwrap();
        assert!(below.have("a.b.example.test") && below.have("example.test:1"));
        assert!(!below.have("anexample.test") && !below.have("example.test.evil"));
        assert!(with("*").unwrap().have("evil.example"));
        let mut numbers = HostNames::bound_to([127, 0, 0, 1].into());
        numbers.allow("10.0.0.5").unwrap();
        numbers.allow("[fe80::1]").unwrap();
        assert!(
            numbers.have("10.0.0.5:80")
                && numbers.have("[fe80::1]:80")
                && !numbers.have("10.0.0.6")
        );
        for bad in ["", ".", "http://app", "app:80", "a b", "app/x"] {
            assert!(with(bad).is_err(), "{bad}");
        }
    }
}
