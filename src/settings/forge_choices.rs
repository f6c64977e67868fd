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
    /// Where the list of dynamic modules says that there is more of it. Both are assumed: it is documented as an array,
    /// which has no place for it.
    ForgeModulePage {
        /// The header `Link`, beside an array.
        Array,
        /// `nextPageToken` of an object, beside its `modules`.
        Object,
    }
    /// What becomes of the dynamic modules of an app on Forge that is uninstalled and installed again.
    ForgeModulesOnReinstall {
        /// They are gone with the installation that they were bound to.
        Gone,
        /// They are back, as Connect's are.
        Kept,
    }
    /// What becomes of an app on Forge when its site is imported, or made anew. It is documented that such a recovery
    /// reinstalls it, and not who does.
    ForgeAfterRecovery {
        /// It is gone without a word, as Connect apps are, until somebody installs it.
        Removed,
        /// The recovery installs it again, and it is told as of any install.
        Reinstalled,
    }
    /// Whether a Connect app gets a new sharedSecret when it moves to Forge. Neither is known.
    SecretOnMove {
        /// The secret stays, as with an upgrade.
        Kept,
        /// The move brings a new one.
        Rotated,
    }
    /// Whether a Connect app of which nothing is left after its move is sent `uninstalled`. Neither is known.
    UninstalledOnMove {
        /// It hears nothing from Connect any more.
        NotSent,
        /// `uninstalled`, before the event of Forge.
        Sent,
    }
}
