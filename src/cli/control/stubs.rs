//! Stubs given as JSON.

#[cfg(feature = "stubs")]
pub(super) use with_wiremock::{clear, mount, report};

#[cfg(not(feature = "stubs"))]
pub(super) use without::{clear, mount, report};

#[cfg(not(feature = "stubs"))]
mod without {
    use crate::cli::contract::Nothing;
    use crate::cli::contract::problem::Problem;
    use crate::cli::contract::stubs::{Stub, StubReport};
    use crate::cli::control::call::Call;

    fn missing() -> Problem {
        let why = "this binary was built without the feature `stubs`; a tenant's `fallback` may be \
                   any server";
        Problem::new(501, why)
    }

    pub(in crate::cli::control) async fn mount(_: Call, _: Stub) -> Result<Nothing, Problem> {
        Err(missing())
    }

    pub(in crate::cli::control) async fn clear(_: Call, _: Nothing) -> Result<Nothing, Problem> {
        Err(missing())
    }

    pub(in crate::cli::control) async fn report(
        _: Call,
        _: Nothing,
    ) -> Result<StubReport, Problem> {
        Err(missing())
    }
}

#[cfg(feature = "stubs")]
mod with_wiremock {
    use std::time::Duration;

    use http::Method;
    use mockfluence::binary_support;
    use mockfluence::{Expected, Stub};
    use wiremock::ResponseTemplate;
    use wiremock::matchers::{header, method, query_param};

    use crate::cli::contract::Nothing;
    use crate::cli::contract::problem::Problem;
    use crate::cli::contract::stubs::{self as given, Between, HOUR, Respond, StubReport, Times};
    use crate::cli::control::call::Call;
    use crate::cli::control::given_request::{frames, good_headers};

    fn bad(why: impl Into<String>) -> Problem {
        Problem::new(400, why)
    }

    fn stub(given: given::Stub) -> Result<Stub, Problem> {
        let known = Method::from_bytes(given.method.as_bytes())
            .ok()
            .filter(|known| known.as_str() == given.method.to_ascii_uppercase());
        let known = known.ok_or_else(|| bad(format!("`{}` is no method", given.method)))?;
        if !given.path.starts_with('/') || given.path.contains(['?', '#']) {
            return Err(bad("`path` begins with a slash and has no query"));
        }
        let path = given.path.clone();
        let fits = move |request: &wiremock::Request| {
            let asked = request.url.path();
            path.strip_suffix('*')
                .map_or(asked == path, |start| asked.starts_with(start))
        };
        // The report looks for the path in quotes.
        let mut stub = binary_support::stub(format!("{known} {}", given.path))
            .and_named(format!("method {known}"), method(known.as_str()))
            .and_named(format!("path \"{}\"", given.path), fits);
        for (name, value) in &given.query {
            let fits = query_param(name.as_str(), value.as_str());
            stub = stub.and_named(format!("query {name}={value}"), fits);
        }
        for (name, value) in good_headers(&given.headers)? {
            let shown = format!(
                "header {name}: {}",
                String::from_utf8_lossy(value.as_bytes())
            );
            stub = stub.and_named(shown, header(name, value));
        }
        stub = stub.respond_with(template(given.respond)?);
        Ok(match given.expect {
            Some(times) => stub.expect(expected(times)?),
            None => stub,
        })
    }

    fn expected(times: Times) -> Result<Expected, Problem> {
        match times {
            Times::Exactly(times) => Ok(times.into()),
            Times::Between(Between { min, max: None }) => Ok((min..).into()),
            Times::Between(Between {
                min,
                max: Some(max),
            }) if min <= max => Ok((min..=max).into()),
            Times::Between(_) => Err(bad("`expect`: `min` is larger than `max`")),
        }
    }

    fn template(given: Respond) -> Result<ResponseTemplate, Problem> {
        if !(200..=599).contains(&given.status) {
            return Err(bad("`status` is between 200 and 599"));
        }
        let has_body = given.json.is_some() || given.text.is_some();
        let mut template = ResponseTemplate::new(given.status);
        template = match (given.json, given.text) {
            (Some(_), Some(_)) => return Err(bad("either `json` or `text`, not both")),
            (Some(json), None) => template.set_body_json(json),
            (None, Some(text)) => template.set_body_string(text),
            (None, None) => template,
        };
        if let Some(name) = given.headers.keys().find(|name| frames(name)) {
            let why = format!(
                "the header `{name}` follows from the body and the connection; leave it out"
            );
            return Err(bad(why));
        }
        if matches!(given.status, 204 | 205 | 304) && has_body {
            let why = format!("an answer of status {} has no body, in HTTP", given.status);
            return Err(bad(why));
        }
        if given.delay_millis > HOUR {
            let why = format!("`delayMillis` is at most an hour ({HOUR}), for which nobody waits");
            return Err(bad(why));
        }
        for (name, value) in good_headers(&given.headers)? {
            template = template.insert_header(name, value);
        }
        Ok(template.set_delay(Duration::from_millis(given.delay_millis)))
    }

    pub(in crate::cli::control) async fn mount(
        call: Call,
        given: given::Stub,
    ) -> Result<Nothing, Problem> {
        let tenant = call.tenant()?;
        tenant.stub(stub(given)?);
        Ok(Nothing {})
    }

    pub(in crate::cli::control) async fn clear(call: Call, _: Nothing) -> Result<Nothing, Problem> {
        call.tenant()?.clear_stubs();
        Ok(Nothing {})
    }

    pub(in crate::cli::control) async fn report(
        call: Call,
        _: Nothing,
    ) -> Result<StubReport, Problem> {
        let verdict = call.tenant()?.verify_stubs().await;
        Ok(StubReport {
            satisfied: verdict.is_ok(),
            report: verdict.err().map(|report| report.to_string()),
        })
    }
}
