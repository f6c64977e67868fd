//! GETs a descriptor or a translation file from the app.

use bytes::Bytes;
use http::Method;
use tokio::time::Instant;

use super::deliver::{limits, record};
use super::failure::InstallError;
use crate::context::Context;
use crate::descriptor::{Descriptor, outside_text};
use crate::outgoing::{Incoming, Outgoing, SendError, SendLimits, Target, has_scheme, send};
use crate::secret::without_userinfo;
use crate::settings::DescriptorPorts;
use crate::site::{Join, Translations};
use crate::traffic::{Direction, Headers, Opening};

/// How many redirects a download follows.
const REDIRECTS: usize = 10;

/// Fetches and reads a descriptor, of this app if that is known; its rules are judged by the caller.
pub(super) async fn descriptor(
    context: &Context,
    url: &str,
    app: Option<&str>,
) -> Result<Descriptor, InstallError> {
    let documented = context.settings.descriptor_ports == DescriptorPorts::Documented;
    let mut download = Download {
        context,
        app,
        exchanges: Vec::new(),
        started: Instant::now(),
        read: 0,
    };
    let reply = download
        .get(url, documented)
        .await
        .map_err(|error| download_failed(url, &error))?;
    if reply.status != 200 {
        return Err(bad_status(url, reply.status));
    }
    let text = outside_text(&reply.body).map_err(|_| {
        download_failed(
            url,
            &SendError::Broken("the descriptor is not UTF-8".into()),
        )
    })?;
    let parsed = Descriptor::parse(text);
    let descriptor = parsed
        .map_err(|error| InstallError::new(error.sub_code(), error.message(), error.to_string()))?;
    context.log.name_app(&download.exchanges, descriptor.key());
    Ok(descriptor)
}

/// Reads the app's translation files for the site's locale; the first that cannot be read fails.
pub(super) async fn translations(
    context: &Context,
    base_url: &str,
    descriptor: &Descriptor,
) -> Result<Translations, String> {
    let join = Join::of_modules(&context.settings);
    let mut all = Translations::new();
    let mut download = Download {
        context,
        app: Some(descriptor.key()),
        exchanges: Vec::new(),
        started: Instant::now(),
        read: 0,
    };
    for (locale, path) in &descriptor.translations() {
        let url = if has_scheme(path) {
            path.clone()
        } else {
            join.url(base_url, path)
        };
        let failed = |why: String| format!("translations for {locale} ({path}): {why}");
        let reply = download
            .get(&url, false)
            .await
            .map_err(|error| failed(in_words(&error)))?;
        if reply.status != 200 {
            return Err(failed(format!("status {}", reply.status)));
        }
        let text = outside_text(&reply.body).map_err(|_| failed("it is not UTF-8".to_owned()))?;
        let texts: serde_json::Map<String, serde_json::Value> = serde_json::from_str(text)
            .map_err(|error| failed(format!("no JSON object of texts: {error}")))?;
        if same_locale(locale, &context.settings.locale) {
            for missing in
                descriptor.untranslated(locale, &serde_json::Value::Object(texts.clone()))
            {
                context.log.remark(missing);
            }
            let texts = texts.into_iter();
            all.extend(texts.filter_map(|(key, text)| Some((key, text.as_str()?.to_owned()))));
        }
    }
    Ok(all)
}

fn same_locale(one: &str, other: &str) -> bool {
    one.replace('-', "_")
        .eq_ignore_ascii_case(&other.replace('-', "_"))
}

/// A download from the app, and the exchanges that it took.
struct Download<'a> {
    context: &'a Context,
    app: Option<&'a str>,
    exchanges: Vec<u32>,
    started: Instant,
    /// How many bytes it was so far.
    read: usize,
}

impl Download<'_> {
    /// GETs, following redirects; every hop is an exchange of its own in the log.
    async fn get(&mut self, url: &str, documented_ports: bool) -> Result<Incoming, SendError> {
        let mut url = url.to_owned();
        for _ in 0..=REDIRECTS {
            let target = Target::parse(&url)?.named_to(self.context)?;
            if documented_ports && !matches!(target.port, 80 | 443 | 8080) {
                return Err(SendError::BadUrl(format!(
                    "port {} is none of 80, 443 and 8080 (setting `descriptor_ports`)",
                    target.port
                )));
            }
            // One deadline and one size for all hops of all files together.
            let most = self.context.settings.limits.descriptor_size_limit;
            let mut limits = limits(self.context, most.saturating_sub(self.read));
            limits.whole = limits.whole.saturating_sub(self.started.elapsed());
            let reply = self.get_once(target.clone(), limits).await;
            let reply = reply.map_err(|error| match error {
                SendError::TooLarge(_) => SendError::TooLarge(most),
                other => other,
            })?;
            self.read = self.read.saturating_add(reply.body.len());
            let location = reply
                .headers
                .get("location")
                .and_then(|value| value.to_str().ok());
            match (reply.status, location) {
                (301 | 302 | 303 | 307 | 308, Some(location)) => url = target.resolve(location),
                _ => return Ok(reply),
            }
        }
        Err(SendError::Broken(format!(
            "more than {REDIRECTS} redirects, the last to {url}"
        )))
    }

    async fn get_once(
        &mut self,
        target: Target,
        limits: SendLimits,
    ) -> Result<Incoming, SendError> {
        let context = self.context;
        context.log.names(|names| names.add_app(&target.origin()));
        let headers = vec![("accept", "application/json, */*".to_owned())];
        let pairs = headers.iter();
        let pairs = pairs.map(|(name, value): &(&str, String)| (*name, value.as_bytes()));
        let id = context.log.begin(Opening {
            by_proxy: false,
            direction: Direction::ToApp,
            app: self.app,
            method: "GET",
            origin: &target.origin(),
            target: &target.path,
            headers: Headers::of(pairs),
            credential: None,
            claims: None,
            body: b"",
        });
        self.exchanges.push(id);
        let outgoing = Outgoing {
            method: Method::GET,
            target,
            headers,
            passed_on: http::HeaderMap::new(),
            body: Bytes::new(),
            #[cfg(feature = "tls")]
            trusted: context.trusted.clone(),
        };
        let result = send(outgoing, limits).await;
        record(context, id, &result);
        result
    }
}

/// The codes are those of UPM; the texts beside them are assumed.
fn download_failed(url: &str, error: &SendError) -> InstallError {
    if matches!(error, SendError::NotNamed(_)) {
        return InstallError::misuse(error.to_string());
    }
    let code = match error {
        SendError::BadUrl(_) if !url.contains("://") => "invalid.relative.uri",
        SendError::BadUrl(_) => "unsupported.protocol",
        SendError::Tls(_) => "ssl",
        _ => "response.exception",
    };
    download_error(code, url, &in_words(error)).because_of(error)
}

fn in_words(error: &SendError) -> String {
    match error {
        SendError::TooLarge(_) => format!("{error} (setting `limits.descriptor_size_limit`)"),
        _ => error.with_setting(),
    }
}

fn bad_status(url: &str, status: u16) -> InstallError {
    let code = match status {
        401 | 403 => "access.denied",
        404 => "file.not.found",
        _ => "response.exception",
    };
    download_error(code, url, &format!("status {status}"))
}

fn download_error(code: &str, url: &str, why: &str) -> InstallError {
    let url = without_userinfo(url);
    let message = format!("The app descriptor at {url} could not be retrieved: {why}.");
    InstallError::new(
        &format!("upm.pluginInstall.error.{code}"),
        message.clone(),
        message,
    )
}
