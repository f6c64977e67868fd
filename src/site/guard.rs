//! Who may use a route, and what is said to anybody else: a guard for each kind of resource, in
//! the host's words for it.

use super::rejection::{ErrorBody, Rejection};
use crate::cause::Cause;
use crate::settings::{AnonymousStubs, NoCredential, Settings};

/// Which caller a route wants, and in whose words it refuses the others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Guard {
    /// Anybody may come; nothing is asked.
    Public,
    /// The dynamic modules resource, behind the product's own check of who may use it.
    DynamicModules,
    /// Connect's own resources for app data, which ask for an app and nothing else.
    AppData,
    /// Confluence's own REST, for apps, for apps that act as users, and for users.
    Rest,
    /// UPM's REST: any user with Basic authentication counts as an admin.
    Administrator,
    /// What a stub or another server answers: an app with a good token, or a user, whose
    /// credential only that other can judge.
    PassedOn,
}

impl Guard {
    /// Whether an access token of the tenant's own opens it, too.
    pub(super) fn takes_access_tokens(self) -> bool {
        matches!(self, Guard::Rest | Guard::PassedOn)
    }

    /// To a caller with a credential that is none of an app.
    pub(super) fn refuses_user(self) -> Option<Rejection> {
        match self {
            Guard::Public | Guard::Rest | Guard::PassedOn | Guard::Administrator => None,
            Guard::DynamicModules => Some(not_an_app("Basic authentication")),
            Guard::AppData => Some(no_app_data("Basic authentication")),
        }
    }

    /// To a page of an app, which asks in the browser of a user.
    pub(super) fn refuses_page(self) -> Option<Rejection> {
        match self {
            Guard::Public | Guard::Rest | Guard::PassedOn | Guard::AppData => None,
            Guard::DynamicModules => Some(not_an_app("a page of an app, in a user's browser")),
            Guard::Administrator => Some(not_an_admin("the session of a user")),
        }
    }

    /// To an app, before its token is looked at.
    pub(super) fn refuses_app(self) -> Option<Rejection> {
        let got = "a Connect token, which stands for an app";
        (self == Guard::Administrator).then(|| not_an_admin(got))
    }

    /// To a caller without a credential of use: `got` came instead.
    pub(super) fn refuses_nobody(self, settings: &Settings, got: &str) -> Option<Rejection> {
        match self {
            Guard::Public => None,
            Guard::DynamicModules => Some(anonymous(settings, got)),
            Guard::AppData => Some(no_app_data(got)),
            Guard::Rest => Some(cannot_access(got)),
            Guard::Administrator => Some(not_an_admin(got)),
            Guard::PassedOn => match settings.anonymous_stubs {
                AnonymousStubs::PassedOn => None,
                AnonymousStubs::Refused => {
                    let mut rejection = cannot_access(got);
                    let likely = "for a stub that anybody may call: setting `anonymous_stubs`";
                    rejection.cause.likely = Some(likely.into());
                    Some(rejection)
                }
            },
        }
    }

    /// To a disabled app, whose call runs as nobody (setting `while_disabled`). Its own data it
    /// reaches all the same.
    pub(super) fn refuses_disabled(self, settings: &Settings) -> Option<Rejection> {
        let got = "a good token of an app that is disabled: the call runs as nobody \
                   (setting `while_disabled`)";
        match self {
            Guard::Public | Guard::AppData => None,
            Guard::DynamicModules | Guard::Administrator => Some(anonymous(settings, got)),
            Guard::Rest | Guard::PassedOn => Some(cannot_access(got)),
        }
    }
}

/// What Confluence's own REST says to a caller without a credential, or with a bad one.
pub(super) fn cannot_access(got: &str) -> Rejection {
    Rejection {
        status: 403,
        body: ErrorBody::MessageAndStatus(
            "com.atlassian.confluence.mvc.rest.common.exception.StacklessResponseStatusException: \
             403 FORBIDDEN \"Request rejected because caller cannot access Confluence\""
                .into(),
        ),
        cause: credential_wanted(got),
    }
}

/// What the product says before the dynamic modules resource is asked.
fn anonymous(settings: &Settings, got: &str) -> Rejection {
    let cause = credential_wanted(got);
    match settings.no_credential {
        NoCredential::Unauthorized => Rejection {
            status: 401,
            body: ErrorBody::Html("Client must be authenticated to access this resource.".into()),
            cause,
        },
        _ => Rejection {
            status: 403,
            body: ErrorBody::MessageAndStatus(
                "Current user not permitted to use Confluence".into(),
            ),
            cause,
        },
    }
}

fn credential_wanted(got: &str) -> Box<Cause> {
    Box::new(Cause::new(
        "a usable credential",
        "`Authorization: JWT <token>`",
        got,
    ))
}

fn not_an_app(got: &str) -> Rejection {
    Rejection {
        status: 401,
        body: ErrorBody::Message("The request is not from a Connect app.".into()),
        cause: app_wanted(got),
    }
}

/// In today's wording, with `app` for `add-on`.
fn no_app_data(got: &str) -> Rejection {
    let message = "Access to this resource must be authenticated as an app.";
    Rejection {
        status: 401,
        body: ErrorBody::MessageAndStatus(message.into()),
        cause: app_wanted(got),
    }
}

fn app_wanted(got: &str) -> Box<Cause> {
    Box::new(Cause::new(
        "the caller is a Connect app",
        "`Authorization: JWT <token>`",
        got,
    ))
}

/// The 401 is known from clients, its body is assumed.
fn not_an_admin(got: &str) -> Rejection {
    Rejection {
        status: 401,
        body: ErrorBody::Message("Client must be authenticated to access this resource.".into()),
        cause: Box::new(Cause::new(
            "the caller is a user who may install apps",
            "`Authorization: Basic <any user and password>`",
            got,
        )),
    }
}
