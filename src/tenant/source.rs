//! `DescriptorSource`: a descriptor by its URL, or as a value.

use crate::descriptor::Descriptor;
use crate::site::Source;

/// Where the tenant takes an app's descriptor from. Made from a URL (`&str`, `String`), from a
/// `serde_json::Value`, or from a [`Descriptor`].
///
/// ```
/// use mockfluence::DescriptorSource;
/// let by_url = DescriptorSource::from("http://localhost:3000/atlassian-connect.json");
/// let by_value = DescriptorSource::from(serde_json::json!({
///     "key": "my-app", "baseUrl": "http://localhost:3000", "authentication": { "type": "none" }
/// }));
/// // Callbacks are recorded, and count as answered, but nothing is sent.
/// let no_backend = by_value.without_backend();
/// ```
#[derive(Clone)]
pub struct DescriptorSource {
    pub(super) given: DescriptorInput,
    pub(super) reachable: bool,
    /// Whether whoever gives it names, by that, the hosts in it to the tenant.
    pub(crate) names_hosts: bool,
}

#[derive(Clone)]
pub(super) enum DescriptorInput {
    Url(String),
    Text(String),
    Value(Box<Descriptor>),
}

/// By what it is known: its URL, its key, or for a text its length.
impl std::fmt::Debug for DescriptorSource {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mut source = f.debug_struct("DescriptorSource");
        match &self.given {
            DescriptorInput::Url(url) => source.field("url", url),
            DescriptorInput::Text(text) => source.field("bytes", &text.len()),
            DescriptorInput::Value(descriptor) => source.field("key", &descriptor.key()),
        };
        source.finish_non_exhaustive()
    }
}

impl DescriptorSource {
    /// A descriptor as JSON text, as it stands in a file.
    #[must_use]
    pub fn text(text: impl Into<String>) -> Self {
        Self {
            given: DescriptorInput::Text(text.into()),
            reachable: true,
            names_hosts: true,
        }
    }

    /// There is no backend to call: callbacks are recorded and count as answered.
    #[must_use]
    pub fn without_backend(mut self) -> Self {
        self.reachable = false;
        self
    }

    /// The URLs to whose hosts the tester sends the tenant by giving it this.
    pub(super) fn named_urls(&self, given: Option<&Descriptor>) -> Vec<String> {
        if !self.names_hosts {
            return Vec::new();
        }
        let url = match &self.given {
            DescriptorInput::Url(url) => Some(url.clone()),
            _ => given.map(|descriptor| descriptor.base_url().to_owned()),
        };
        url.into_iter().collect()
    }

    pub(super) fn source(&self) -> Source {
        let url = match &self.given {
            DescriptorInput::Url(url) => Some(url.clone()),
            _ => None,
        };
        Source {
            url,
            reachable: self.reachable,
        }
    }
}

impl From<&str> for DescriptorSource {
    fn from(url: &str) -> Self {
        Self {
            given: DescriptorInput::Url(url.to_owned()),
            reachable: true,
            names_hosts: true,
        }
    }
}

impl From<String> for DescriptorSource {
    fn from(url: String) -> Self {
        Self {
            given: DescriptorInput::Url(url),
            reachable: true,
            names_hosts: true,
        }
    }
}

impl From<&String> for DescriptorSource {
    fn from(url: &String) -> Self {
        Self::from(url.as_str())
    }
}

impl From<serde_json::Value> for DescriptorSource {
    fn from(value: serde_json::Value) -> Self {
        Self::text(value.to_string())
    }
}

impl From<Descriptor> for DescriptorSource {
    fn from(descriptor: Descriptor) -> Self {
        Self {
            given: DescriptorInput::Value(Box::new(descriptor)),
            reachable: true,
            names_hosts: true,
        }
    }
}
