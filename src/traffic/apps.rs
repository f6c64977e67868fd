//! `Apps`: of which apps the exchanges of a log are, so that it is known when they become several.

use std::collections::HashMap;
use std::sync::Arc;

/// How many exchanges there are of each app.
#[derive(Debug, Default)]
pub(super) struct Apps(HashMap<Arc<str>, usize>);

impl Apps {
    /// An exchange is of another app than it was. Whether all of them have to say now whose they
    /// are, or none any more.
    pub(super) fn moved(&mut self, from: Option<&Arc<str>>, to: Option<&Arc<str>>) -> bool {
        let before = self.are_several();
        if let Some(to) = to {
            *self.0.entry(to.clone()).or_default() += 1;
        }
        if let Some(from) = from
            && let Some(count) = self.0.get_mut(from)
        {
            *count -= 1;
            if *count == 0 {
                self.0.remove(from);
            }
        }
        self.are_several() != before
    }

    fn are_several(&self) -> bool {
        self.0.len() > 1
    }
}
