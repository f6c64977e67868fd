//! A request to a stub, and what it would be without `/wiki`, which may be left out of a stub's path.

use std::sync::{Arc, Mutex, PoisonError};

use wiremock::{Match, Request};

/// The request without `/wiki`, if it is below it.
fn shorter(request: &Request) -> Option<Request> {
    let rest = request.url.path().strip_prefix("/wiki")?;
    let rest = rest.strip_prefix('/')?;
    let mut shorter = request.clone();
    shorter.url.set_path(rest);
    Some(shorter)
}

/// A request that came.
pub(super) struct Asked {
    pub(super) as_it_came: Request,
    shorter: Option<Request>,
}

impl From<Request> for Asked {
    fn from(as_it_came: Request) -> Self {
        Self {
            shorter: shorter(&as_it_came),
            as_it_came,
        }
    }
}

impl Asked {
    pub(super) fn meets(&self, matcher: &dyn Match) -> bool {
        let shorter = self.shorter.as_ref();
        matcher.matches(&self.as_it_came) || shorter.is_some_and(|one| matcher.matches(one))
    }
}

/// The request that wiremock is looking for a mock for, copied once for all stubs that it tries.
///
/// wiremock tries one request at a time, and all mocks for it in the order of their priority.
#[derive(Clone, Default)]
pub(super) struct BeingTried(Arc<Mutex<Option<Arc<Option<Request>>>>>);

impl BeingTried {
    /// Another one: said by the mock that is tried first for each.
    pub(super) fn begin(&self) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = None;
    }

    pub(super) fn meets(&self, request: &Request, matcher: &dyn Match) -> bool {
        if matcher.matches(request) {
            return true;
        }
        let known = {
            let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            let known = known.get_or_insert_with(|| Arc::new(shorter(request)));
            known.clone()
        };
        // A matcher is the user's code: nothing is held while it runs.
        let shorter = known.as_ref().as_ref();
        shorter.is_some_and(|one| matcher.matches(one))
    }
}
