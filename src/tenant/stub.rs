//! `Stub`: a mock whose conditions can be named, one by one.

use std::fmt::Debug;
use std::panic::Location;
use std::sync::Arc;
use std::sync::atomic::Ordering;

use wiremock::{Match, Mock, Request, Respond, ResponseTemplate};

use super::asked::{Asked, BeingTried};
use super::stub_report::Unmet;
use super::stubs::Count;
use crate::traffic::{Expected, Note, RequestLog};

/// A stub with wiremock's matchers, whose report names every condition. Mount it with
/// [`Tenant::stub`](crate::Tenant::stub).
///
/// ```
/// use mockfluence::Stub;
/// use wiremock::ResponseTemplate;
/// use wiremock::matchers::{method, path};
/// # #[tokio::main(flavor = "current_thread")] async fn main() {
/// let tenant = mockfluence::Tenant::start();
/// let page = Stub::given(method("GET")).and(path("/wiki/api/v2/pages/1"));
/// tenant.stub(page.respond_with(ResponseTemplate::new(200)).expect(1));
/// let report = tenant.verify_stubs().await.unwrap_err().to_string();
/// assert!(report.contains("expected 1 request, and 0 came"));
/// # }
/// ```
#[must_use = "a stub does nothing until it is mounted"]
pub struct Stub {
    conditions: Vec<Condition>,
    response: Option<Box<dyn Respond>>,
    expected: Option<Expected>,
    title: Option<String>,
}

impl Debug for Stub {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let names = self.conditions.iter().map(|condition| &condition.name);
        f.debug_struct("Stub")
            .field("conditions", &names.collect::<Vec<_>>())
            .finish_non_exhaustive()
    }
}

struct Condition {
    name: String,
    matcher: Arc<dyn Match>,
}

/// A condition as wiremock tries it. As everywhere, `/wiki` may be left out of a path.
struct Tried {
    matcher: Arc<dyn Match>,
    request: BeingTried,
}

impl Match for Tried {
    fn matches(&self, request: &Request) -> bool {
        self.request.meets(request, &*self.matcher)
    }
}

/// Counts the requests that the stub answered.
struct Counted {
    response: Box<dyn Respond>,
    count: Count,
}

impl Respond for Counted {
    fn respond(&self, request: &Request) -> ResponseTemplate {
        self.count.fetch_add(1, Ordering::AcqRel);
        self.response.respond(request)
    }
}

impl Stub {
    /// The first condition: any matcher of wiremock.
    pub fn given(matcher: impl Match + Debug + 'static) -> Self {
        Self::bare(None).and(matcher)
    }

    /// Without a condition yet; a report calls it so instead of by the line that mounts it.
    pub(crate) fn titled(title: String) -> Self {
        Self::bare(Some(title))
    }

    fn bare(title: Option<String>) -> Self {
        Self {
            conditions: Vec::new(),
            response: None,
            expected: None,
            title,
        }
    }

    /// One more condition.
    pub fn and(self, matcher: impl Match + Debug + 'static) -> Self {
        let name = format!("{matcher:?}");
        self.and_named(name, matcher)
    }

    /// A condition that cannot name itself: a closure.
    pub fn and_named(mut self, name: impl Into<String>, matcher: impl Match + 'static) -> Self {
        self.conditions.push(Condition {
            name: name.into(),
            matcher: Arc::new(matcher),
        });
        self
    }

    /// The answer; 200 without it.
    pub fn respond_with(mut self, response: impl Respond + 'static) -> Self {
        self.response = Some(Box::new(response));
        self
    }

    /// How often it has to be asked; any number of times without it.
    pub fn expect(mut self, times: impl Into<Expected>) -> Self {
        self.expected = Some(times.into());
        self
    }

    pub(super) fn into_mock(
        self,
        place: &'static Location<'static>,
        request: &BeingTried,
    ) -> (Mock, Mounted) {
        let count = Count::default();
        let response = self
            .response
            .unwrap_or_else(|| Box::new(ResponseTemplate::new(200)));
        // wiremock and the report share them.
        let mut conditions = self.conditions.iter().map(|condition| Tried {
            matcher: condition.matcher.clone(),
            request: request.clone(),
        });
        let first = conditions.next().expect("a stub begins with a condition");
        let given = conditions.fold(Mock::given(first), wiremock::MockBuilder::and);
        let mock = given.respond_with(Counted {
            response,
            count: count.clone(),
        });
        let Self {
            conditions,
            expected,
            title,
            ..
        } = self;
        (
            mock,
            Mounted {
                conditions,
                expected,
                count,
                place: title.unwrap_or_else(|| place.to_string()),
            },
        )
    }
}

/// What is remembered of a mounted stub.
pub(super) struct Mounted {
    conditions: Vec<Condition>,
    expected: Option<Expected>,
    count: Count,
    place: String,
}

impl Mounted {
    /// What a request has to meet.
    pub(super) fn conditions(&self) -> Vec<String> {
        self.conditions.iter().map(|one| one.name.clone()).collect()
    }

    /// How it was asked, if not as often as it expects; on one line.
    pub(super) fn short(&self) -> Option<String> {
        let expected = self.expected.as_ref()?;
        let came = self.count.load(Ordering::Acquire);
        let place = &self.place;
        (!expected.contains(came))
            .then(|| format!("the stub of {place}: expected {expected}, and {came} came"))
    }

    /// The complaint of a stub that was not asked as often as it expects.
    pub(super) fn unmet(&self, requests: &[Asked], log: &RequestLog) -> Option<Unmet> {
        let expected = self.expected.as_ref()?;
        let came = self.count.load(Ordering::Acquire);
        if expected.contains(came) {
            return None;
        }
        let fits = |request: &Asked| {
            let conditions = self.conditions.iter();
            conditions
                .filter(|one| request.meets(&*one.matcher))
                .count()
        };
        let others = requests
            .iter()
            .filter(|request| fits(request) < self.conditions.len());
        let nearest = others.max_by_key(|request| fits(request)).map(|request| {
            let line = |one: &Condition| (request.meets(&*one.matcher), one.name.clone());
            let came = &request.as_it_came;
            let shown = match came.url.query() {
                Some(query) => format!("{} {}?{query}", came.method, came.url.path()),
                None => format!("{} {}", came.method, came.url.path()),
            };
            (shown, self.conditions.iter().map(line).collect())
        });
        Some(Unmet {
            place: self.place.clone(),
            expected: expected.to_string(),
            came,
            conditions: self.conditions.iter().map(|one| one.name.clone()).collect(),
            nearest,
            refused: self.refused(log),
        })
    }

    /// Requests that never came to the stub, as their token was refused: with the cause.
    fn refused(&self, log: &RequestLog) -> Vec<String> {
        let names = |path: &str| {
            let short = path.strip_prefix("/wiki").unwrap_or(path);
            let named = [path, short].map(|path| format!("\"{path}\""));
            let mut conditions = self.conditions.iter();
            conditions.any(|one| named.iter().any(|path| one.name.contains(path)))
        };
        let refused = log
            .exchanges()
            .filter(|exchange| exchange.is_refused() && names(exchange.path()));
        refused
            .map(|exchange| {
                let notes: Vec<String> = exchange.notes().iter().flat_map(Note::lines).collect();
                let (method, target) = (exchange.method(), exchange.target());
                format!("{method} {target}: {}", notes.join("; "))
            })
            .collect()
    }
}
