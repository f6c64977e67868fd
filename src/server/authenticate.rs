//! Who calls: from the token to the installation, or to a refusal that names its cause.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use http::HeaderMap;
use http::header::AUTHORIZATION;

use crate::context::Context;
use crate::jwt::{self, CanonicalRequest, Refusal};
use crate::settings::{AnonymousStubs, NoCredential, TokenPlace, TokenRefusal};
use crate::site::{Bearer, Caller, Cause, ErrorBody, Issuer, Rejection};

/// The context path of Confluence Cloud, which no app hashes into its qsh.
const CONTEXT_PATH: &str = "/wiki";

/// A request as its token is checked against it.
#[derive(Debug)]
pub(super) struct Signed<'a> {
    pub(super) method: &'a str,
    /// Path and query as they came.
    pub(super) target: &'a str,
    pub(super) headers: &'a HeaderMap,
    /// A urlencoded body, whose fields the servlet container counts as parameters.
    pub(super) form: Option<&'a str>,
}

/// What a resource says to a caller without an app's token, and to a disabled app.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Door {
    /// The dynamic modules resource, behind the product's own check of who may use it.
    DynamicModules,
    /// Connect's own resources for app data, which ask for an app and nothing else.
    AppData,
    /// Confluence's own REST, for apps, for apps that act as users, and for users.
    Rest,
}

/// Who makes a call to Confluence's own REST.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Who {
    App(Caller),
    /// A user with Basic authentication, whose password nobody checks.
    User,
}

/// The caller of Confluence's own REST, or why there is none.
pub(super) fn identify(context: &Context, id: u32, request: &Signed<'_>) -> Result<Who, Rejection> {
    if let Some(caller) = bearer(context, id, request)? {
        return Ok(Who::App(caller));
    }
    match credential(context, request) {
        Credential::User => Ok(Who::User),
        Credential::Connect(_) => authenticate(context, id, request, Door::Rest).map(Who::App),
        Credential::None(got) => Err(cannot_access(got)),
    }
}

/// The caller behind an access token of the tenant's own; none if there is none, or it is
/// somebody else's.
fn bearer(context: &Context, id: u32, request: &Signed<'_>) -> Result<Option<Caller>, Rejection> {
    let Some(token) = bearer_token(request.headers) else {
        return Ok(None);
    };
    let now = context.clock.now_millis();
    let caller = match context.site(|site| site.bearer(token, now)) {
        Bearer::Foreign => return Ok(None),
        Bearer::Spent(why) => return Err(cannot_access(format!("an access token: {why}"))),
        Bearer::Good(caller) => caller,
    };
    let account = caller
        .acting
        .as_ref()
        .map_or("", |acting| acting.account.as_str());
    let words = format!("Bearer, as {account}");
    context.log.token(id, Some(&caller.app_key), &words, None);
    check_scope(context, &caller, request)?;
    Ok(Some(caller))
}

fn check_scope(context: &Context, caller: &Caller, request: &Signed<'_>) -> Result<(), Rejection> {
    let path = request.target.split('?').next().unwrap_or_default();
    context.site(|site| site.check_scope(caller, request.method, path))
}

/// The app behind a request, or why there is none.
pub(super) fn authenticate(
    context: &Context,
    id: u32,
    request: &Signed<'_>,
    door: Door,
) -> Result<Caller, Rejection> {
    let token = match (credential(context, request), door) {
        (Credential::Connect(token), _) => token,
        (Credential::User, Door::DynamicModules) => return Err(not_an_app()),
        (Credential::None(got), Door::DynamicModules) => return Err(anonymous(context, got)),
        (Credential::User, Door::AppData) => return Err(no_app_data("Basic authentication")),
        (Credential::None(got), Door::AppData) => return Err(no_app_data(&got)),
        (Credential::User, Door::Rest) => return Err(not_an_app()),
        (Credential::None(got), Door::Rest) => return Err(cannot_access(got)),
    };
    let silent = context.settings.token_refusal == TokenRefusal::Silent;
    let caller = verify(context, id, request, &token)
        .map_err(|refusal| Rejection::token(refusal, silent))?;
    if door != Door::AppData && context.site(|site| site.is_anonymous(&caller)) {
        let got = "a good token of an app that is disabled: the call runs as nobody \
                   (setting `while_disabled`)";
        return Err(match door {
            Door::Rest => cannot_access(got.to_owned()),
            _ => anonymous(context, got.to_owned()),
        });
    }
    check_scope(context, &caller, request)?;
    Ok(caller)
}

/// Whether a request to a path that somebody else answers may go on: an app with a good token, or
/// a user, whose credential only that other can judge.
pub(super) fn admit(context: &Context, id: u32, request: &Signed<'_>) -> Result<(), Rejection> {
    if bearer(context, id, request)?.is_some() {
        return Ok(());
    }
    match credential(context, request) {
        Credential::Connect(_) => authenticate(context, id, request, Door::Rest).map(|_| ()),
        Credential::User => Ok(()),
        Credential::None(_) if bearer_token(request.headers).is_some() => Ok(()),
        Credential::None(got) => match context.settings.anonymous_stubs {
            AnonymousStubs::PassedOn => Ok(()),
            AnonymousStubs::Refused => {
                let mut rejection = cannot_access(got);
                let likely = "for a stub that anybody may call: setting `anonymous_stubs`";
                rejection.cause.likely = Some(likely.into());
                Err(rejection)
            }
        },
    }
}

/// Whether an app manager calls: any user with Basic authentication counts as an admin. The 401 is
/// known from clients, its body is assumed.
pub(super) fn admit_admin(context: &Context, request: &Signed<'_>) -> Result<(), Rejection> {
    let got = match credential(context, request) {
        Credential::User => return Ok(()),
        Credential::Connect(_) => "a Connect token, which stands for an app".to_owned(),
        Credential::None(got) => got,
    };
    Err(Rejection {
        status: 401,
        body: ErrorBody::Message("Client must be authenticated to access this resource.".into()),
        cause: Box::new(Cause::new(
            "the caller is a user who may install apps",
            "`Authorization: Basic <any user and password>`",
            got,
        )),
    })
}

/// What Confluence's own REST says to a caller without a credential, or with a bad one.
fn cannot_access(got: String) -> Rejection {
    Rejection {
        status: 403,
        body: ErrorBody::MessageAndStatus(
            "com.atlassian.confluence.mvc.rest.common.exception.StacklessResponseStatusException: \
             403 FORBIDDEN \"Request rejected because caller cannot access Confluence\""
                .into(),
        ),
        cause: Box::new(Cause::new(
            "a usable credential",
            "`Authorization: JWT <token>`",
            got,
        )),
    }
}

fn bearer_token(headers: &HeaderMap) -> Option<&str> {
    headers.get_all(AUTHORIZATION).iter().find_map(|value| {
        let (scheme, token) = value.to_str().ok()?.split_once(' ')?;
        scheme.eq_ignore_ascii_case("bearer").then(|| token.trim())
    })
}

fn verify(
    context: &Context,
    id: u32,
    request: &Signed<'_>,
    token: &str,
) -> Result<Caller, Refusal> {
    let token = jwt::parse(token).inspect_err(|_| {
        let shown = jwt::read_claims(token);
        let algorithm = shown.as_ref().map_or("unreadable", |(alg, ..)| alg);
        let claims = shown.as_ref().map(|(.., claims)| claims.timeless());
        let words = format!("{algorithm} refused");
        context.log.token(id, None, &words, claims);
    })?;
    let iss = token.claims.iss.as_deref();
    let issuer = context.site(|site| site.issuer(iss));
    let known = matches!(issuer, Issuer::App { .. });
    let verdict = check(context, request, &token, issuer);
    let words = match &verdict {
        Ok(secret) => {
            let label = context.log.names(|names| names.secret_label(secret));
            format!("{} {label}", token.algorithm())
        }
        Err(_) => format!("{} refused", token.algorithm()),
    };
    let claims = token.claims.timeless();
    let app = iss.filter(|_| known);
    context.log.token(id, app, &words, Some(claims));
    verdict.map(|_| Caller::app(iss.unwrap_or_default()))
}

/// The rest of the checks of a token that can be read; gives the secret that signed it.
fn check(
    context: &Context,
    request: &Signed<'_>,
    token: &jwt::Token<'_>,
    issuer: Issuer,
) -> Result<String, Refusal> {
    let secret = match issuer {
        Issuer::App { secret } => secret,
        Issuer::Unknown { why } => {
            return Err(Refusal::unknown_issuer(token.claims.iss.as_deref(), &why));
        }
    };
    let Signed {
        method,
        target,
        form,
        ..
    } = *request;
    let canonical = match form {
        Some(form) => CanonicalRequest::from_app_form(method, target, CONTEXT_PATH, form),
        None => CanonicalRequest::from_app(method, target, CONTEXT_PATH),
    };
    token.verify(&secret, context.clock.now_millis(), &canonical)?;
    if token.claims.sub.as_deref() == Some("") {
        let app_key = token.claims.iss.as_deref().unwrap_or_default();
        return Err(Refusal::empty_subject(app_key));
    }
    Ok(secret)
}

enum Credential {
    /// A Connect token.
    Connect(String),
    /// Somebody else's: a user's Basic authentication.
    User,
    /// Nothing of use; what came instead.
    None(String),
}

fn credential(context: &Context, request: &Signed<'_>) -> Credential {
    if context.settings.token_place == TokenPlace::HeaderOrQuery
        && let Some(token) = query_token(request.target)
    {
        return Credential::Connect(token.to_owned());
    }
    let mut got = "no Authorization header".to_owned();
    for header in request.headers.get_all(AUTHORIZATION) {
        let header = String::from_utf8_lossy(header.as_bytes());
        let header = header.trim();
        match header.split_at_checked(4) {
            Some((scheme, token)) if scheme.eq_ignore_ascii_case("JWT ") => {
                return Credential::Connect(token.to_owned());
            }
            _ if is_basic(header) => return Credential::User,
            _ => got = describe(header),
        }
    }
    if query_token(request.target).is_some() {
        got.push_str(
            "; a `jwt` parameter came, which Cloud has not looked at since February 2022 \
             (setting `token_place`)",
        );
    }
    Credential::None(got)
}

fn query_token(target: &str) -> Option<&str> {
    let (_, query) = target.split_once('?')?;
    query
        .split('&')
        .find_map(|part| part.strip_prefix("jwt="))
        .filter(|token| !token.is_empty())
}

fn is_basic(header: &str) -> bool {
    header
        .split_once(' ')
        .filter(|(scheme, _)| scheme.eq_ignore_ascii_case("basic"))
        .and_then(|(_, value)| STANDARD.decode(value.trim()).ok())
        .is_some_and(|decoded| decoded.contains(&b':'))
}

/// What came in place of `JWT <token>`, without the credential itself.
fn describe(header: &str) -> String {
    match header.split_once(' ') {
        Some((scheme, _)) if scheme.eq_ignore_ascii_case("bearer") => {
            "`Authorization: Bearer …`; a Connect token goes as `Authorization: JWT <token>`".into()
        }
        Some((scheme, _)) => format!("`Authorization: {scheme} …`, which is not `JWT <token>`"),
        None if header.is_empty() => "an empty Authorization header".into(),
        None => "an Authorization header without the scheme `JWT `".into(),
    }
}

fn not_an_app() -> Rejection {
    Rejection {
        status: 401,
        body: ErrorBody::Message("The request is not from a Connect app.".into()),
        cause: Box::new(Cause::new(
            "the caller is a Connect app",
            "`Authorization: JWT <token>`",
            "Basic authentication",
        )),
    }
}

/// In today's wording, with `app` for `add-on`.
fn no_app_data(got: &str) -> Rejection {
    let message = "Access to this resource must be authenticated as an app.";
    Rejection {
        status: 401,
        body: ErrorBody::MessageAndStatus(message.into()),
        cause: Box::new(Cause::new(
            "the caller is a Connect app",
            "`Authorization: JWT <token>`",
            got,
        )),
    }
}

fn anonymous(context: &Context, got: String) -> Rejection {
    let cause = Box::new(Cause::new(
        "a usable credential",
        "`Authorization: JWT <token>`",
        got,
    ));
    match context.settings.no_credential {
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
