//! Stable placeholders: secrets when they are recorded, origins and clientKeys when they are shown.

use crate::clock::without_dates;

/// What stands for what. Secrets are replaced before anything is stored; origins and clientKeys
/// differ only by port and by run, so they are replaced when the log is read.
#[derive(Clone, Default)]
pub(crate) struct Names {
    secrets: Vec<String>,
    access_tokens: Vec<String>,
    shown: Vec<(String, String)>,
    apps: usize,
    tenants: usize,
    client_keys: usize,
}

/// A failed `unwrap` prints a log with all it holds: the secrets stay out of that too.
impl std::fmt::Debug for Names {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Names")
            .field("secrets", &self.secrets.len())
            .field("shown", &self.shown)
            .finish_non_exhaustive()
    }
}

impl Names {
    /// `sharedSecret#n`, n counted in the order in which the tenant issued them.
    pub(crate) fn add_secret(&mut self, secret: &str) {
        if !self.secrets.iter().any(|known| known == secret) {
            self.secrets.push(secret.to_owned());
        }
    }

    /// `accessToken#n`, in the order in which they were given out.
    pub(crate) fn add_access_token(&mut self, token: &str) {
        self.access_tokens.push(token.to_owned());
    }

    pub(crate) fn secret_label(&self, secret: &str) -> String {
        match self.secrets.iter().position(|known| known == secret) {
            Some(place) => format!("sharedSecret#{}", place + 1),
            None => "an unknown secret".to_owned(),
        }
    }

    pub(crate) fn add_client_key(&mut self, key: &str) {
        self.client_keys += 1;
        self.add(key, format!("clientKey#{}", self.client_keys));
    }

    /// `{tenant}`, and `{tenant#2}` after a rename.
    pub(crate) fn add_tenant(&mut self, origin: &str) {
        if self.add(origin, numbered("tenant", self.tenants + 1)) {
            self.tenants += 1;
        }
    }

    /// Another address of the tenant added last.
    pub(crate) fn add_same_tenant(&mut self, origin: &str) {
        self.add(origin, numbered("tenant", self.tenants));
    }

    /// `{app}` for the first app's origin, `{app#2}` for the next.
    pub(crate) fn add_app(&mut self, origin: &str) {
        if self.add(origin, numbered("app", self.apps + 1)) {
            self.apps += 1;
        }
    }

    /// An origin stands for itself, encoded as in a query, and, as in a `host` header, without its
    /// scheme.
    fn add(&mut self, raw: &str, label: String) -> bool {
        let new = !raw.is_empty() && !self.shown.iter().any(|(known, _)| known == raw);
        if new {
            if let Some((_, authority)) = raw.split_once("://") {
                self.shown.push((authority.to_owned(), label.clone()));
                let encoded = raw.replace(':', "%3A").replace('/', "%2F");
                self.shown.push((encoded, label.clone()));
            }
            self.shown.push((raw.to_owned(), label));
            // Longest first, so that no origin is replaced inside of a longer one.
            self.shown
                .sort_by_key(|(raw, _)| std::cmp::Reverse(raw.len()));
        }
        new
    }

    /// Replaces every secret and every token, for storing.
    pub(crate) fn without_secrets(&self, text: &str) -> String {
        let mut text = without_tokens(text);
        for (place, token) in self.access_tokens.iter().enumerate() {
            if text.contains(token.as_str()) {
                text = text.replace(token.as_str(), &format!("accessToken#{}", place + 1));
            }
        }
        if !text.contains("ATCO") {
            return text;
        }
        self.secrets
            .iter()
            .enumerate()
            .fold(text, |text, (place, secret)| {
                text.replace(secret.as_str(), &format!("sharedSecret#{}", place + 1))
            })
    }

    /// Replaces origins, clientKeys, the host's dates and timestamps, for showing.
    pub(crate) fn redact(&self, text: &str) -> String {
        self.shown.iter().fold(
            without_timestamps(without_dates(text)),
            |text, (raw, label)| text.replace(raw.as_str(), label),
        )
    }
}

/// Makes the times in a JSON body 0, so that the body stays JSON.
fn without_timestamps(mut text: String) -> String {
    for field in [
        "\"timestamp\":",
        "\"creationDate\":",
        "\"modificationDate\":",
    ] {
        if text.contains(field) {
            text = without_number(&text, field);
        }
    }
    text
}

fn without_number(text: &str, field: &str) -> String {
    let mut parts = text.split(field);
    let mut clean = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let rest = part.trim_start_matches(|c: char| c.is_ascii_digit());
        clean.push_str(field);
        clean.push_str(if rest.len() < part.len() { "0" } else { "" });
        clean.push_str(rest);
    }
    clean
}

/// Replaces what looks like a JWT, wherever a client put it: `eyJ` is base64url for `{"`.
fn without_tokens(text: &str) -> String {
    let outside = |c: char| !(c.is_ascii_alphanumeric() || "-_.".contains(c));
    let mut clean = String::new();
    let mut rest = text;
    while let Some(start) = rest.find("eyJ") {
        let found = &rest[start..];
        let (token, after) = found.split_at(found.find(outside).unwrap_or(found.len()));
        clean.push_str(&rest[..start]);
        clean.push_str(if token.contains('.') {
            "{token}"
        } else {
            token
        });
        rest = after;
    }
    clean + rest
}

fn numbered(name: &str, count: usize) -> String {
    if count == 1 {
        format!("{{{name}}}")
    } else {
        format!("{{{name}#{count}}}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_are_replaced_wherever_they_stand() {
        let names = Names::default();
        assert_eq!(
            names.without_secrets("?%6Awt=eyJh.eyJi.c-_&x={\"t\":\"eyJh.b\"} é eyJ eyJx"),
            "?%6Awt={token}&x={\"t\":\"{token}\"} é eyJ eyJx"
        );
    }

    #[test]
    fn the_hosts_dates_are_placeholders() {
        let names = Names::default();
        assert_eq!(
            names.redact("Expired at Mon Oct 12 15:12:41 UTC 2015 and now Tue Oct 13 01:02:03 UTC 2015; a UTC é UTC"),
            "Expired at {date} and now {date}; a UTC é UTC"
        );
    }

    #[test]
    fn secrets_are_not_in_the_debug_form() {
        let mut names = Names::default();
        names.add_secret("ATCOone");
        assert!(!format!("{names:?}").contains("ATCO"));
    }

    #[test]
    fn origins_and_secrets_get_stable_names() {
        let mut names = Names::default();
        names.add_tenant("http://127.0.0.1:80");
        names.add_app("http://127.0.0.1:8080");
        names.add_app("http://127.0.0.1:8080");
        names.add_app("http://127.0.0.1:9");
        names.add_secret("ATCOone");
        names.add_secret("ATCOtwo");
        assert_eq!(names.without_secrets("a ATCOtwo b"), "a sharedSecret#2 b");
        assert_eq!(
            names.redact(
                "http://127.0.0.1:80/x http://127.0.0.1:8080/y ?u=http%3A%2F%2F127.0.0.1%3A9&z"
            ),
            "{tenant}/x {app}/y ?u={app#2}&z"
        );
    }
}
