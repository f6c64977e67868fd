//! What a site and its app are called, which no output has.

use serde_json::Value;

use super::anonymous::Anonymous;
use super::host::RealSite;

impl RealSite {
    /// What takes out of a text all that is this site's own.
    pub(super) fn anonymous(&self) -> Anonymous {
        let encoded = |text: &str| {
            percent_encoding::utf8_percent_encode(text, percent_encoding::NON_ALPHANUMERIC)
                .to_string()
        };
        let (base, origin) = (self.base_url(), self.base.origin());
        let mut names = vec![
            (encoded(&base), "{site}"),
            (base, "{site}"),
            (encoded(&origin), "{origin}"),
            (origin, "{origin}"),
            (self.base.authority.clone(), "{host}"),
            (self.base.host.clone(), "{host}"),
            (self.app_key.clone(), "{app}"),
        ];
        names.extend(self.client_key.clone().map(|key| (key, "{clientKey}")));
        let descriptor = self.descriptor.as_ref().map(|descriptor| descriptor.text());
        let descriptor: Value =
            serde_json::from_str(descriptor.unwrap_or_default()).unwrap_or_default();
        for (place, placeholder) in [
            ("/baseUrl", "{app's URL}"),
            ("/name", "{app's name}"),
            ("/vendor/name", "{vendor}"),
            ("/vendor/url", "{vendor's URL}"),
        ] {
            let told = descriptor.pointer(place).and_then(Value::as_str);
            names.extend(told.map(|text| (text.to_owned(), placeholder)));
        }
        Anonymous::new(&self.secret, names)
    }
}
