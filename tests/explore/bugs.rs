//! The bugs of the desk: each one shows only in some order of events, or by a fault.

macro_rules! bugs {
    ($($(#[doc = $doc:literal])* $bug:ident,)*) => {
        /// A bug; the careful desk has none.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub(crate) enum Bug { $($(#[doc = $doc])* $bug,)* }

        impl Bug {
            pub(crate) const ALL: &'static [(Bug, &'static str)] = &[$((Bug::$bug, concat!($($doc),*)),)*];
        }
    };
}

bugs! {
    /// keeps the first secret that it was given
    KeepsFirstSecret,
    /// tries again with the secret that it had when it began
    RetriesWithOldSecret,
    /// tries again at the address that the site had when it began
    RetriesAtOldAddress,
    /// uses a signed token again until it expires
    KeepsTokens,
    /// stores a new secret a moment after it has answered
    StoresLater,
    /// signs for every tenant with the secret that came last
    OneSecretForAll,
    /// knows one tenant, the last
    OneTenant,
    /// knows tenants by their base URL
    KnowsByBaseUrl,
    /// keeps the tenant that a site was before an import
    KeepsImportedTenant,
    /// sends the secret of another tenant along
    TellsSecrets,
    /// reads `installed` without verifying it
    ReadsUnverified,
    /// lets everybody in who names a tenant
    LetsEverybodyIn,
    /// lets a user wait until it is enabled again
    LetsUsersWait,
    /// keeps one install key, whatever its id
    CachesOneKey,
    /// remembers for good that a key could not be fetched
    RemembersKeyFailure,
    /// forgets the secret when it is disabled
    ForgetsOnDisabled,
    /// fails when a tenant is installed that it knows already
    FailsOnKnownTenant,
    /// fails when an unknown tenant is uninstalled
    FailsOnUnknownUninstall,
    /// fails when an unknown tenant disables it
    FailsOnUnknownDisabled,
    /// cleans up a moment after `uninstalled`, whatever has come meanwhile
    CleansUpLater,
    /// takes two `installed` in a row for a fresh start
    WipesOnRepeat,
    /// waits for `enabled` after every `installed`
    WaitsForEnabled,
    /// believes a `disabled` that comes late
    TrustsDisabled,
    /// stops for all tenants when one disables it
    DisabledForAll,
    /// forgets all incidents when one tenant uninstalls it
    UninstalledForAll,
    /// tries once
    NoRetry,
    /// gives up when it is told to come back later
    NoRetryWhenLimited,
    /// gives up when a reply takes long
    NoRetryWhenSlow,
    /// tries for ever, also when it was uninstalled
    RetriesForever,
    /// registers again without a look, and takes the conflict for the end
    TakesConflictForTheEnd,
    /// takes an unreadable list for an empty one
    TakesGarbageForEmpty,
    /// takes a failure for an empty list
    TakesFailureForEmpty,
    /// panics on an unreadable list, in the middle of a change
    PanicsOnGarbage,
    /// deletes all modules, and registers them again once
    DeletesFirst,
    /// deletes the module of a closed incident once
    DeletesOnce,
    /// trusts that what was registered once stays
    RegistersOnce,
    /// registers everything whenever it is enabled
    RegistersEverything,
    /// thinks that what one tenant has, all have
    OneListForAll,
    /// stops at the first tenant that fails
    StopsAtTheFirst,
    /// does not hear what changes while it is busy
    DropsWhileBusy,
    /// works twice at the same time, and takes the conflict for the end
    WorksTwice,
    /// writes the list of incidents back as it was before the registration
    LosesUpdates,
    /// opens a second incident when the first is opened again
    OpensTwice,
}
