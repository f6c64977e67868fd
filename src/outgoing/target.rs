//! Where a request to an app goes: an absolute URL taken apart, and what can be wrong on the way.

use http::Uri;

use crate::secret::without_userinfo;

/// An absolute URL taken apart.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Target {
    pub(crate) tls: bool,
    pub(crate) host: String,
    pub(crate) port: u16,
    /// Host, and the port as it was written.
    pub(crate) authority: String,
    /// Path and query.
    pub(crate) path: String,
    /// The proxy that leads there.
    #[cfg(feature = "compare")]
    pub(crate) proxy: Option<Box<Target>>,
}

impl Target {
    pub(crate) fn parse(url: &str) -> Result<Self, SendError> {
        let shown = without_userinfo(url);
        let bad = |why: &str| SendError::BadUrl(format!("`{shown}` {why}"));
        let url = url.split('#').next().unwrap_or_default();
        // A path may hold what `Uri` refuses and the host sends all the same: a space, a brace.
        let escaped = percent_encoding::utf8_percent_encode(url, NOT_IN_URI).to_string();
        let uri: Uri = escaped
            .parse()
            .map_err(|_| bad("is not a URL: start it with http:// or https://"))?;
        let tls = match uri.scheme_str() {
            Some("http") => false,
            Some("https") => true,
            Some(_) => return Err(bad("has a scheme other than http and https")),
            None => {
                return Err(bad(
                    "is not an absolute URL: start it with http:// or https://",
                ));
            }
        };
        let host = uri
            .host()
            .filter(|host| !host.is_empty())
            .ok_or_else(|| bad("has no host"))?;
        let port = uri.port_u16().unwrap_or(if tls { 443 } else { 80 });
        let authority = uri.authority().map_or("", |authority| authority.as_str());
        if authority.contains('@') {
            return Err(bad(
                "has a name or a password before its host: leave that out, nothing sends it",
            ));
        }
        if authority != host && authority != format!("{host}:{port}") {
            return Err(bad("has a port that is none"));
        }
        let authority = authority.to_owned();
        let path = uri
            .path_and_query()
            .map_or("/", |path| path.as_str())
            .to_owned();
        let host = host.trim_matches(['[', ']']).to_owned();
        Ok(Self {
            tls,
            host,
            port,
            authority,
            path,
            #[cfg(feature = "compare")]
            proxy: None,
        })
    }

    pub(crate) fn origin(&self) -> String {
        let scheme = if self.tls { "https" } else { "http" };
        format!("{scheme}://{}", self.authority)
    }

    /// The path without its query.
    pub(crate) fn plain_path(&self) -> &str {
        self.path.split('?').next().unwrap_or_default()
    }
}

impl Target {
    /// A reference as a `Location` header has it, made absolute (RFC 3986, 5.2).
    pub(crate) fn resolve(&self, reference: &str) -> String {
        let scheme = if self.tls { "https" } else { "http" };
        let reference = reference.split('#').next().unwrap_or_default();
        if has_scheme(reference) {
            return reference.to_owned();
        }
        if reference.starts_with("//") {
            return format!("{scheme}:{reference}");
        }
        let (path, query) = match reference.split_once('?') {
            Some((path, query)) => (path, format!("?{query}")),
            None => (reference, String::new()),
        };
        let path = match path {
            "" if query.is_empty() => self.path.clone(),
            "" => self.plain_path().to_owned(),
            path if path.starts_with('/') => without_dots(path),
            path => {
                let folder = self.plain_path().rsplit_once('/');
                let folder = folder.map_or("", |(folder, _)| folder);
                without_dots(&format!("{folder}/{path}"))
            }
        };
        format!("{}{path}{query}", self.origin())
    }
}

/// Whether a reference is a whole URL: begins with a scheme.
pub(crate) fn has_scheme(reference: &str) -> bool {
    let scheme = reference.split_once(':').map_or("", |(scheme, _)| scheme);
    scheme.starts_with(|first: char| first.is_ascii_alphabetic())
        && scheme
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte))
}

/// A path without `.` and `..` (RFC 3986, 5.2.4).
fn without_dots(path: &str) -> String {
    let mut kept: Vec<&str> = Vec::new();
    let mut segments = path.split('/').skip(1).peekable();
    while let Some(segment) = segments.next() {
        let last = segments.peek().is_none();
        match segment {
            "." | ".." => {
                if segment == ".." {
                    kept.pop();
                }
                if last {
                    kept.push("");
                }
            }
            segment => kept.push(segment),
        }
    }
    format!("/{}", kept.join("/"))
}

/// What a `Uri` cannot hold; everything else goes out as it was written.
const NOT_IN_URI: &percent_encoding::AsciiSet = &percent_encoding::CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'<')
    .add(b'>')
    .add(b'`')
    .add(b'{')
    .add(b'}')
    .add(b'|')
    .add(b'\\')
    .add(b'^');

/// Where a call failed.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum SendError {
    BadUrl(String),
    /// Nobody named this host.
    NotNamed(String),
    NoSuchHost(String),
    Tls(String),
    ConnectTimeout(String),
    Timeout(String),
    TooLarge(usize),
    /// Nothing listens there.
    Refused(String),
    /// Reset, closed, or not HTTP.
    Broken(String),
}

impl std::fmt::Display for SendError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            SendError::BadUrl(why)
            | SendError::NotNamed(why)
            | SendError::ConnectTimeout(why)
            | SendError::Timeout(why)
            | SendError::Refused(why)
            | SendError::Broken(why) => f.write_str(why),
            SendError::NoSuchHost(host) => write!(f, "the host `{host}` does not exist"),
            SendError::Tls(why) => write!(f, "TLS failed: {why}"),
            SendError::TooLarge(limit) => write!(f, "the body is larger than {limit} bytes"),
        }
    }
}

impl SendError {
    /// The error with the setting behind it, for a call to an app or to a server that stands in.
    pub(crate) fn with_setting(&self) -> String {
        self.with_deadline("callback_deadline")
    }

    /// The same where another setting has the deadline of the whole call.
    pub(crate) fn with_deadline(&self, deadline: &str) -> String {
        match self {
            SendError::ConnectTimeout(_) => format!("{self} (setting `connect_deadline`)"),
            SendError::Timeout(_) => format!("{self} (setting `{deadline}`)"),
            SendError::TooLarge(_) => format!("{self} (setting `limits.reply_size_limit`)"),
            SendError::Tls(_) if cfg!(feature = "tls") => format!(
                "{self} (a certificate of your own: TenantBuilder::trust_certificates, or \
                 SSL_CERT_FILE)"
            ),
            _ => self.to_string(),
        }
    }
}
