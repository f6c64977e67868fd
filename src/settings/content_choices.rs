//! What a point where hosts differ about content can be set to.

use serde::{Deserialize, Serialize};

use super::choices::choices;

choices! {
    /// What a call to content says that its account may see but not change.
    UnwritableContent {
        /// 403, as in the host source.
        Forbidden,
        /// 404, as one client reports of restricted pages.
        NotFound,
    }
    /// What a list of the REST API v2 does with a `limit` above its maximum.
    LimitAboveMaximum {
        /// 400: the maximum is documented as a bound of the parameter.
        Refused,
        /// The maximum is taken in its place, as in v1.
        Capped,
    }
    /// What becomes of calls to operations of the REST API v1 that are deprecated for v2.
    DeprecatedV1 {
        /// They are served, as to whoever calls the site itself in 2026.
        Served,
        /// 410, as to OAuth callers by `api.atlassian.com` since 2025.
        Gone,
    }
}
