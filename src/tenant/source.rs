//! `DescriptorSource`: a descriptor by its URL, from a file, or as a value.

use std::path::PathBuf;

use crate::callback::InstallError;
use crate::descriptor::{Descriptor, outside_text};
use crate::site::{DescriptorFile, Installation, Source};

/// Where the tenant takes an app's descriptor from. Made from a URL (`&str`, `String`), from a
/// `serde_json::Value`, or from a [`Descriptor`]; [`file`](Self::file) reads one from disk.
///
/// ```
/// use mockfluence::DescriptorSource;
/// let by_url = DescriptorSource::from("http://localhost:3000/atlassian-connect.json");
/// let by_value = DescriptorSource::from(serde_json::json!({
///     "key": "my-app", "baseUrl": "http://localhost:3000", "authentication": { "type": "none" }
/// }));
/// // Callbacks are recorded, and count as answered, but nothing is sent.
/// let no_backend = by_value.without_backend();
/// // The production descriptor, for an app that runs here.
/// let here = DescriptorSource::file("atlassian-connect.json").with_base_url("http://localhost:3000");
/// ```
#[derive(Clone)]
pub struct DescriptorSource {
    pub(super) given: DescriptorInput,
    pub(super) reachable: bool,
    /// Whether whoever gives it names, by that, the hosts in it to the tenant.
    pub(crate) names_hosts: bool,
    base_url: Option<String>,
    /// The file that the tester has read the text from.
    told_file: Option<String>,
}

#[derive(Clone)]
pub(super) enum DescriptorInput {
    Url(String),
    File(PathBuf),
    Text(String),
    Value(Box<Descriptor>),
}

/// By what it is known: its URL, its key, or for a text its length.
impl std::fmt::Debug for DescriptorSource {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mut source = f.debug_struct("DescriptorSource");
        match &self.given {
            DescriptorInput::Url(url) => source.field("url", url),
            DescriptorInput::File(path) => source.field("file", path),
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
        Self::of(DescriptorInput::Text(text.into()))
    }

    /// A descriptor in a file, which is read when the app is installed, and again by
    /// [`InstalledApp::upgrade`](crate::InstalledApp::upgrade).
    #[must_use]
    pub fn file(path: impl Into<PathBuf>) -> Self {
        Self::of(DescriptorInput::File(path.into()))
    }

    fn of(given: DescriptorInput) -> Self {
        Self {
            given,
            reachable: true,
            names_hosts: true,
            base_url: None,
            told_file: None,
        }
    }

    /// The app is called at `base_url`, whatever the descriptor says: `baseUrl`, the base URLs of
    /// regions, and all URLs below them count as if they were written so. It stays for later
    /// upgrades until another one is given, or the app is uninstalled.
    ///
    /// ```
    /// # use mockfluence::{DescriptorSource, Tenant};
    /// # tokio::runtime::Runtime::new().unwrap().block_on(async {
    /// let tenant = Tenant::start();
    /// let production = DescriptorSource::from(serde_json::json!({
    ///     "key": "my-app", "baseUrl": "https://my-app.example.com",
    ///     "authentication": { "type": "none" }
    /// }));
    /// let app = tenant.install(production.with_base_url("http://localhost:3000")).await.unwrap();
    /// assert_eq!(app.descriptor().unwrap().base_url(), "http://localhost:3000");
    /// # });
    /// ```
    #[must_use]
    pub fn with_base_url(mut self, base_url: impl Into<String>) -> Self {
        self.base_url = Some(base_url.into());
        self
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
            _ if self.base_url.is_some() => None,
            _ => given.map(|descriptor| descriptor.base_url().to_owned()),
        };
        url.into_iter().chain(self.base_url.clone()).collect()
    }

    /// By what somebody gives it again: its URL, its file, or its kind.
    #[cfg(feature = "check")]
    pub(crate) fn told(&self) -> String {
        match &self.given {
            DescriptorInput::Url(url) => url.clone(),
            DescriptorInput::File(path) => path.display().to_string(),
            DescriptorInput::Text(_) | DescriptorInput::Value(_) => "descriptor".to_owned(),
        }
    }

    /// The same, with the name of the file that the text was read from elsewhere.
    pub(crate) fn told_file(mut self, file: String) -> Self {
        self.told_file = Some(file);
        self
    }

    pub(crate) fn file_told(&self) -> Option<&str> {
        self.told_file.as_deref()
    }

    /// Where an app's descriptor came from, to be read again.
    pub(super) fn again(app: &Installation) -> Self {
        let Source {
            url,
            file,
            base_url,
            reachable,
            forge: _,
        } = app.source.clone();
        let as_it_is = || DescriptorInput::Value(Box::new(app.descriptor.clone()));
        let (given, told_file) = match (url, file) {
            (Some(url), _) => (DescriptorInput::Url(url), None),
            (None, Some(DescriptorFile::OfTenant(path))) => (DescriptorInput::File(path), None),
            (None, Some(DescriptorFile::OfTester(file))) => (as_it_is(), Some(file)),
            (None, None) => (as_it_is(), None),
        };
        Self {
            // What was named once stays so; a file may name another host by now.
            names_hosts: matches!(given, DescriptorInput::File(_)),
            given,
            reachable,
            base_url,
            told_file,
        }
    }

    /// The descriptor, where no request is needed for it.
    pub(super) fn read(&self) -> Result<Option<Descriptor>, InstallError> {
        let text = match &self.given {
            DescriptorInput::Url(_) => return Ok(None),
            DescriptorInput::Value(descriptor) => return Ok(Some((**descriptor).clone())),
            DescriptorInput::Text(text) => text.clone(),
            DescriptorInput::File(path) => {
                let unreadable = |why: &dyn std::fmt::Display| {
                    let path = path.display();
                    InstallError::misuse(format!("{path} cannot be read: {why}"))
                };
                let bytes = std::fs::read(path).map_err(|error| unreadable(&error))?;
                let text = outside_text(&bytes).map_err(|_| unreadable(&"it is not UTF-8"))?;
                text.to_owned()
            }
        };
        let parsed = Descriptor::parse(&text).map(Some);
        parsed.map_err(|error| {
            InstallError::new(error.sub_code(), error.message(), error.to_string())
        })
    }

    pub(super) fn source(&self) -> Source {
        let (url, file) = match &self.given {
            DescriptorInput::Url(url) => (Some(url.clone()), None),
            DescriptorInput::File(path) => (None, Some(DescriptorFile::OfTenant(path.clone()))),
            _ => (None, self.told_file.clone().map(DescriptorFile::OfTester)),
        };
        Source {
            url,
            file,
            base_url: self.base_url.clone(),
            reachable: self.reachable,
            forge: None,
        }
    }
}

impl From<&str> for DescriptorSource {
    fn from(url: &str) -> Self {
        Self::of(DescriptorInput::Url(url.to_owned()))
    }
}

impl From<String> for DescriptorSource {
    fn from(url: String) -> Self {
        Self::of(DescriptorInput::Url(url))
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
        Self::of(DescriptorInput::Value(Box::new(descriptor)))
    }
}
