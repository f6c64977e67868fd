//! Stubs given as JSON.

use std::sync::Arc;

use super::call::{Call, Outcome};
use super::farm::Farm;

#[cfg(feature = "stubs")]
pub(super) use with_wiremock::{clear, mount, report};

#[cfg(not(feature = "stubs"))]
pub(super) use without::{clear, mount, report};

#[cfg(not(feature = "stubs"))]
mod without {
    use super::*;
    use crate::cli::control::call::Problem;

    fn missing() -> Problem {
        let why = "this binary was built without the feature `stubs`; a tenant's `fallback` may be \
                   any server";
        Problem::new(501, why)
    }

    pub(in crate::cli::control) async fn mount(_: Arc<Farm>, _: Call) -> Outcome {
        Err(missing())
    }

    pub(in crate::cli::control) async fn clear(_: Arc<Farm>, _: Call) -> Outcome {
        Err(missing())
    }

    pub(in crate::cli::control) async fn report(_: Arc<Farm>, _: Call) -> Outcome {
        Err(missing())
    }
}

#[cfg(feature = "stubs")]
mod with_wiremock {
    use std::collections::BTreeMap;
    use std::time::Duration;

    use http::{HeaderName, HeaderValue, Method};
    use mockfluence::Stub;
    use serde::Deserialize;
    use serde_json::{Value, json};
    use wiremock::ResponseTemplate;
    use wiremock::matchers::{header, method, query_param};

    use super::*;
    use crate::cli::control::call::{Answer, Problem};

    /// What is answered, and to what.
    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Wanted {
        #[serde(default = "get")]
        method: String,
        /// The whole path, with `/wiki`; a final `*` stands for any rest.
        path: String,
        #[serde(default)]
        query: BTreeMap<String, String>,
        #[serde(default)]
        headers: BTreeMap<String, String>,
        #[serde(default)]
        respond: Respond,
        /// How often it has to be asked.
        #[serde(default)]
        expect: Option<u32>,
    }

    fn get() -> String {
        "GET".to_owned()
    }

    #[derive(Deserialize)]
    #[serde(deny_unknown_fields, rename_all = "camelCase", default)]
    struct Respond {
        status: u16,
        headers: BTreeMap<String, String>,
        json: Option<Value>,
        text: Option<String>,
        delay_millis: u64,
    }

    impl Default for Respond {
        fn default() -> Self {
            Self {
                status: 200,
                headers: BTreeMap::new(),
                json: None,
                text: None,
                delay_millis: 0,
            }
        }
    }

    fn bad(why: impl Into<String>) -> Problem {
        Problem::new(400, why)
    }

    fn good_headers(
        headers: &BTreeMap<String, String>,
    ) -> Result<Vec<(HeaderName, HeaderValue)>, Problem> {
        let one = |(name, value): (&String, &String)| {
            let name: HeaderName = name
                .parse()
                .map_err(|_| bad(format!("`{name}` is no header name")))?;
            let value = value
                .parse()
                .map_err(|_| bad(format!("`{value}` is no header value")))?;
            Ok((name, value))
        };
        headers.iter().map(one).collect()
    }

    impl Wanted {
        fn stub(self) -> Result<Stub, Problem> {
            let known = Method::from_bytes(self.method.as_bytes())
                .ok()
                .filter(|known| known.as_str() == self.method.to_ascii_uppercase());
            let known = known.ok_or_else(|| bad(format!("`{}` is no method", self.method)))?;
            if !self.path.starts_with('/') || self.path.contains(['?', '#']) {
                return Err(bad("`path` begins with a slash and has no query"));
            }
            let path = self.path.clone();
            let fits = move |request: &wiremock::Request| {
                let asked = request.url.path();
                path.strip_suffix('*')
                    .map_or(asked == path, |start| asked.starts_with(start))
            };
            let mut stub =
                Stub::given(method(known.as_str())).and_named(format!("path {}", self.path), fits);
            for (name, value) in &self.query {
                stub = stub.and(query_param(name.as_str(), value.as_str()));
            }
            for (name, value) in good_headers(&self.headers)? {
                stub = stub.and(header(name, value));
            }
            stub = stub.respond_with(self.respond.template()?);
            Ok(match self.expect {
                Some(times) => stub.expect(times),
                None => stub,
            })
        }
    }

    impl Respond {
        fn template(self) -> Result<ResponseTemplate, Problem> {
            if !(200..=599).contains(&self.status) {
                return Err(bad("`status` is between 200 and 599"));
            }
            let mut template = ResponseTemplate::new(self.status);
            template = match (self.json, self.text) {
                (Some(_), Some(_)) => return Err(bad("either `json` or `text`, not both")),
                (Some(json), None) => template.set_body_json(json),
                (None, Some(text)) => template.set_body_string(text),
                (None, None) => template,
            };
            for (name, value) in good_headers(&self.headers)? {
                template = template.insert_header(name, value);
            }
            Ok(template.set_delay(Duration::from_millis(self.delay_millis)))
        }
    }

    pub(in crate::cli::control) async fn mount(farm: Arc<Farm>, call: Call) -> Outcome {
        let tenant = call.tenant(&farm)?;
        let stub = call.json::<Wanted>()?.stub()?;
        tenant.stub(stub);
        Answer::none()
    }

    pub(in crate::cli::control) async fn clear(farm: Arc<Farm>, call: Call) -> Outcome {
        call.tenant(&farm)?.clear_stubs();
        Answer::none()
    }

    pub(in crate::cli::control) async fn report(farm: Arc<Farm>, call: Call) -> Outcome {
        let verdict = call.tenant(&farm)?.verify_stubs().await;
        let report = verdict.as_ref().err().map(ToString::to_string);
        Answer::json(
            200,
            &json!({ "satisfied": verdict.is_ok(), "report": report }),
        )
    }
}
