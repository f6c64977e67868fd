//! `Shown`: whose token a page or an endpoint is shown.

/// Whose token a page was opened with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Shown {
    Good,
    Unsigned,
    WrongKey,
    DeadSecret,
    OtherTenant,
    #[cfg_attr(not(feature = "forge"), expect(dead_code))]
    WrongAudience,
}

impl Shown {
    pub(super) fn told(self) -> &'static str {
        match self {
            Shown::Good => "a good token",
            Shown::Unsigned => "no token",
            Shown::WrongKey => "a token signed with a foreign key",
            Shown::DeadSecret => "a token signed with the secret before",
            Shown::OtherTenant => "another tenant's token",
            Shown::WrongAudience => "a token for another app",
        }
    }
}
