//! Stable placeholders: secrets when they are recorded, origins and clientKeys when they are shown.

/// What stands for what. Secrets are replaced before anything is stored; origins and clientKeys
/// differ only by port and by run, so they are replaced when the log is read.
#[derive(Clone, Debug, Default)]
pub(crate) struct Names {
    secrets: Vec<String>,
    shown: Vec<(String, String)>,
    apps: usize,
    tenants: usize,
    client_keys: usize,
}

impl Names {
    /// `sharedSecret#n`, n counted in the order in which the tenant issued them.
    pub(crate) fn add_secret(&mut self, secret: &str) {
        if !self.secrets.iter().any(|known| known == secret) {
            self.secrets.push(secret.to_owned());
        }
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

    /// `{app}` for the first app's origin, `{app#2}` for the next.
    pub(crate) fn add_app(&mut self, origin: &str) {
        if self.add(origin, numbered("app", self.apps + 1)) {
            self.apps += 1;
        }
    }

    /// An origin stands for itself and, as in a `host` header, without its scheme.
    fn add(&mut self, raw: &str, label: String) -> bool {
        let new = !raw.is_empty() && !self.shown.iter().any(|(known, _)| known == raw);
        if new {
            if let Some((_, authority)) = raw.split_once("://") {
                self.shown.push((authority.to_owned(), label.clone()));
            }
            self.shown.push((raw.to_owned(), label));
            // Longest first, so that no origin is replaced inside of a longer one.
            self.shown
                .sort_by_key(|(raw, _)| std::cmp::Reverse(raw.len()));
        }
        new
    }

    /// Replaces every secret, for storing.
    pub(crate) fn without_secrets(&self, text: &str) -> String {
        if !text.contains("ATCO") {
            return text.to_owned();
        }
        self.secrets
            .iter()
            .enumerate()
            .fold(text.to_owned(), |text, (place, secret)| {
                text.replace(secret.as_str(), &format!("sharedSecret#{}", place + 1))
            })
    }

    /// Replaces origins and clientKeys, for showing.
    pub(crate) fn shown(&self, text: &str) -> String {
        self.shown
            .iter()
            .fold(text.to_owned(), |text, (raw, label)| {
                text.replace(raw.as_str(), label)
            })
    }
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
            names.shown("http://127.0.0.1:80/x http://127.0.0.1:8080/y http://127.0.0.1:9/z"),
            "{tenant}/x {app}/y {app#2}/z"
        );
    }
}
