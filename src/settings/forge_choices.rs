//! What a point can be set to at which we do not know what Forge does.

use serde::{Deserialize, Serialize};

use super::choices::choices;

choices! {
    /// Which fields the events of an app's own life have on Forge.
    LifecycleEventFields {
        /// Beside the documented ones `eventType`, `context` and `permissions`, as two live backends read them.
        Seen,
        /// The documented ones alone.
        Documented,
    }
    /// What the body of an event of Forge's is wrapped in.
    EventEnvelope {
        /// Nothing: `eventType` and all else are at the top, as three live backends read them, and `retryContext`
        /// beside them.
        None,
        /// `payload`, as in the documented example of a retry.
        Payload,
    }
    /// The order of `preUninstall` and of the `uninstalled` of the Connect half.
    ForgeUninstallOrder {
        /// `preUninstall`, and `uninstalled` once it is answered or its time is over.
        PreUninstallFirst,
        /// `uninstalled`, and then `preUninstall`.
        UninstalledFirst,
        /// Both at once.
        Parallel,
    }
}
