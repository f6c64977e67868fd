//! The command that removes what a comparison could not, without the secret.

/// What was given to the comparison that the other one needs, too.
pub(super) struct Given<'a> {
    pub(super) site: &'a str,
    pub(super) app_key: Option<&'a str>,
    pub(super) client_key: Option<&'a str>,
    pub(super) secret_env: Option<&'a str>,
    pub(super) trust: Option<&'a str>,
    pub(super) proxy: Option<&'a str>,
}

impl Given<'_> {
    /// As a shell takes it.
    pub(super) fn command(&self) -> String {
        let given = [
            ("--site", Some(self.site)),
            ("--app-key", self.app_key),
            ("--client-key", self.client_key),
            ("--secret-env", self.secret_env),
            ("--trust", self.trust),
            ("--proxy", self.proxy),
        ];
        let given = given
            .iter()
            .filter_map(|(name, value)| Some(format!(" {name} {}", quoted((*value)?))));
        let given: String = given.collect();
        let secret = match self.secret_env {
            Some(_) => "",
            None => " < FILE-WITH-THE-SECRET",
        };
        format!("mockfluence compare{given} --clean-up{secret}")
    }
}

/// As a shell reads it.
fn quoted(word: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || "-_./:@%+=".contains(c);
    match !word.is_empty() && word.chars().all(plain) {
        true => word.to_owned(),
        false => format!("'{}'", word.replace('\'', r"'\''")),
    }
}
