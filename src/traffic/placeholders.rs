//! `Placeholders`: stable names in place of origins, clientKeys and times, which differ from run to run.

use std::collections::HashMap;
use std::sync::Arc;

use super::timestamps::without_timestamps;
use super::words::{Word, Words, after};
use crate::clock::without_dates;

/// What stands for what. The names are put in when the log is shown; what differs only by port and
/// by run is kept as it was.
#[derive(Clone, Debug, Default)]
pub(crate) struct Placeholders(Arc<Named>);

#[derive(Clone, Debug, Default)]
struct Named {
    /// By host and port.
    origins: HashMap<String, Vec<Origin>>,
    client_keys: HashMap<String, String>,
    apps: usize,
    tenants: usize,
}

#[derive(Clone, Debug)]
struct Origin {
    scheme: String,
    /// What belongs to it beside the authority, for a tenant below a path; mostly empty.
    path: String,
    label: String,
}

impl Placeholders {
    /// How many there are.
    pub(super) fn count(&self) -> usize {
        self.0.origins.values().map(Vec::len).sum::<usize>() + self.0.client_keys.len()
    }

    pub(crate) fn add_client_key(&mut self, key: &str) {
        let named = Arc::make_mut(&mut self.0);
        let label = format!("clientKey#{}", named.client_keys.len() + 1);
        named.client_keys.entry(key.to_owned()).or_insert(label);
    }

    /// `{tenant}`, and `{tenant#2}` after a rename.
    pub(crate) fn add_tenant(&mut self, origin: &str) {
        let named = Arc::make_mut(&mut self.0);
        named.tenants += usize::from(named.add(origin, "tenant", named.tenants + 1));
    }

    /// Another address of the tenant added last.
    pub(crate) fn add_same_tenant(&mut self, origin: &str) {
        let named = Arc::make_mut(&mut self.0);
        named.add(origin, "tenant", named.tenants);
    }

    /// `{app}` for the first app's origin, `{app#2}` for the next.
    pub(crate) fn add_app(&mut self, origin: &str) {
        let named = Arc::make_mut(&mut self.0);
        named.apps += usize::from(named.add(origin, "app", named.apps + 1));
    }

    /// Another address of the app added last.
    #[cfg(feature = "compare")]
    pub(crate) fn add_same_app(&mut self, origin: &str) {
        let named = Arc::make_mut(&mut self.0);
        named.add(origin, "app", named.apps);
    }

    /// The text as it is shown. All names are put in by one pass over it, so that none is looked at
    /// again, and stand only for what stands there whole: an origin, encoded or not; host and port;
    /// a host without a port as the value of a `host` header; a clientKey.
    pub(crate) fn put_into(&self, text: &str) -> String {
        let text = without_timestamps(without_dates(text));
        let mut shown = String::with_capacity(text.len());
        let mut copied = 0;
        let mut words = Words::of(text.as_bytes());
        while let Some(word) = words.next() {
            if let Some((from, to, label)) = self.0.meant(&text, &word) {
                shown.push_str(&text[copied..from]);
                shown.push_str(label);
                copied = to;
                words.go_on_at(to);
            }
        }
        shown.push_str(&text[copied..]);
        shown
    }
}

impl Named {
    fn add(&mut self, url: &str, name: &str, number: usize) -> bool {
        let Some((scheme, rest)) = url.split_once("://") else {
            return false;
        };
        let (authority, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
        let known = self.origins.entry(authority.to_owned()).or_default();
        let is_known = |one: &Origin| one.scheme == scheme && one.path == path;
        if authority.is_empty() || known.iter().any(is_known) {
            return false;
        }
        known.push(Origin {
            scheme: scheme.to_owned(),
            path: path.to_owned(),
            label: match number {
                1 => format!("{{{name}}}"),
                number => format!("{{{name}#{number}}}"),
            },
        });
        // The longest path first, as it says most.
        known.sort_by_key(|one| std::cmp::Reverse(one.path.len()));
        true
    }

    /// What a word means, and from where to where it stands.
    fn meant(&self, text: &str, word: &Word) -> Option<(usize, usize, &str)> {
        let end = word.trimmed();
        let authority = &word.text[..end];
        if let Some(known) = self.origins.get(authority) {
            let bytes = text.as_bytes();
            let stands_whole = authority.contains(':') || is_host_header(text, word);
            let fits = |one: &&Origin| match &word.scheme {
                Some((_, scheme)) => one.scheme == *scheme,
                None => stands_whole,
            };
            let from = word.scheme.as_ref().map_or(word.from(0), |(from, _)| *from);
            let to = word.from(end);
            let mut known = known.iter().filter(fits);
            return known.find_map(|one| {
                let to = after(bytes, to, &one.path)?;
                Some((from, to, one.label.as_str()))
            });
        }
        // `urn:key` is one word.
        let mut begin = 0;
        for piece in authority.split(':') {
            if let Some(label) = self.client_keys.get(piece) {
                return Some((word.from(begin), word.from(begin + piece.len()), label));
            }
            begin += piece.len() + 1;
        }
        None
    }
}

/// Whether a word is all that a `host` header says.
fn is_host_header(text: &str, word: &Word) -> bool {
    let (before, after) = (&text[..word.from(0)], &text[word.from(word.text.len())..]);
    let name = before.strip_suffix("host: ");
    name.is_some_and(|name| name.is_empty() || name.ends_with('\n'))
        && (after.is_empty() || after.starts_with('\n'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_hosts_dates_are_placeholders() {
        let names = Placeholders::default();
        assert_eq!(
            names.put_into("Expired at Mon Oct 12 15:12:41 UTC 2015 and now Tue Oct 13 01:02:03 UTC 2015; a UTC é UTC"),
            "Expired at {date} and now {date}; a UTC é UTC"
        );
    }

    #[test]
    fn origins_get_stable_names() {
        let mut names = Placeholders::default();
        names.add_tenant("http://127.0.0.1:80");
        names.add_app("http://127.0.0.1:8080");
        names.add_app("http://127.0.0.1:8080");
        names.add_app("http://127.0.0.1:9");
        assert_eq!(
            names.put_into(
                "http://127.0.0.1:80/x http://127.0.0.1:8080/y ?u=http%3A%2F%2F127.0.0.1%3A9&z"
            ),
            "{tenant}/x {app}/y ?u={app#2}&z"
        );
    }

    #[test]
    fn a_name_stands_only_for_what_stands_there_whole() {
        let mut names = Placeholders::default();
        names.add_tenant("http://tenant/t/acme");
        names.add_same_tenant("http://127.0.0.1:80");
        for host in ["e", "web", "app:3000", "my.app.test"] {
            names.add_app(&format!("http://{host}"));
        }
        names.add_client_key("1f2e-3d4c");
        for (text, shown) in [
            (
                "POST /enabled web webItems app http https e.g.",
                "POST /enabled web webItems app http https e.g.",
            ),
            (
                "http://e/ http://e:80/ http://e. http://ee/ https://e/",
                "{app}/ http://e:80/ {app}. http://ee/ https://e/",
            ),
            (
                "\"http://web\",\"http:\\/\\/web\\/x\"",
                "\"{app#2}\",\"{app#2}\\/x\"",
            ),
            (
                "?a%3Dhttp%3a%2f%2fweb%2Fx&b=http%3A%2F%2Fweb.org",
                "?a%3D{app#2}%2Fx&b=http%3A%2F%2Fweb.org",
            ),
            (
                "accept: */*\nhost: web\nx: web\nx-host: web\n",
                "accept: */*\nhost: {app#2}\nx: web\nx-host: web\n",
            ),
            (
                "at app:3000: refused; app:30001 myapp:3000",
                "at {app#3}: refused; app:30001 myapp:3000",
            ),
            (
                "http://tenant/t/acme/wiki http://tenant/t/acme2 http://tenant/",
                "{tenant}/wiki http://tenant/t/acme2 http://tenant/",
            ),
            (
                "see http://my.app.test: xhttp://e é/http://e",
                "see {app#4}: xhttp://e é/{app}",
            ),
            (
                "1f2e-3d4c urn:1f2e-3d4c. x1f2e-3d4c 1f2e-3d4c-5 k%3D1f2e-3d4c",
                "clientKey#1 urn:clientKey#1. x1f2e-3d4c 1f2e-3d4c-5 k%3DclientKey#1",
            ),
            ("http:///e http:/e http://", "http:///e http:/e http://"),
        ] {
            assert_eq!(names.put_into(text), shown);
        }
    }

    #[test]
    fn a_name_is_never_replaced_again() {
        let mut names = Placeholders::default();
        names.add_app("http://app");
        names.add_app("http://tenant");
        names.add_app("http://clientKey");
        names.add_client_key("app");
        assert_eq!(names.put_into("http://app http://tenant"), "{app} {app#2}");
    }
}
