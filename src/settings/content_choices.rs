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
}
