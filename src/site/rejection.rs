//! Why a request is refused: the reply on the wire beside the cause for the log.

use serde_json::{Value, json};

use crate::cause::Cause;
use crate::jwt::Refusal;

/// A refused request: what goes over the wire, and what only the log says.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Rejection {
    pub(crate) status: u16,
    pub(crate) body: ErrorBody,
    pub(crate) cause: Box<Cause>,
}

/// The forms in which the host words an error.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum ErrorBody {
    /// `{"message": …}`
    Message(String),
    /// `{"message": …, "statusCode": …}`
    MessageAndStatus(String),
    /// `{"statusCode", "data", "message"}` of the service layer: the exception, and its text.
    Service(&'static str, String),
    /// The same of an exception that no check of the service has thrown: its `data` says that all is well.
    #[cfg(feature = "content")]
    Thrown(&'static str, String),
    /// The same of what is removed: an exception of another package, to a caller who is known.
    Gone(String),
    /// `{"errors": [{"status", "code", "title", "detail"}]}` of the REST API v2.
    Errors(&'static str, String),
    /// The same with a `detail`.
    #[cfg(feature = "content")]
    Detailed(&'static str, String, String),
    /// `{"code": …, "message": …}` of the gateway before Atlassian's products.
    #[cfg(feature = "forge")]
    Coded(String),
    /// The gateway's HTML form.
    Html(String),
}

impl ErrorBody {
    /// The body as JSON; a text where the form is HTML.
    pub(crate) fn to_json(&self, status: u16) -> Value {
        match self {
            ErrorBody::Message(message) => json!({ "message": message }),
            ErrorBody::MessageAndStatus(message) => {
                json!({ "message": message, "statusCode": status })
            }
            ErrorBody::Service(exception, message) => {
                let missing = json!([{ "message": { "translation": message, "args": [] } }]);
                let errors = if status == 404 { missing } else { json!([]) };
                json!({
                    "statusCode": status,
                    "data": {
                        "authorized": status != 403,
                        "valid": !matches!(status, 400 | 404),
                        "errors": errors,
                        "successful": false,
                    },
                    "message": format!(
                        "com.atlassian.confluence.api.service.exceptions.api.{exception}: {message}"
                    ),
                })
            }
            #[cfg(feature = "content")]
            ErrorBody::Thrown(exception, message) => json!({
                "statusCode": status,
                "data": { "authorized": true, "valid": true, "errors": [], "successful": true },
                "message": format!(
                    "com.atlassian.confluence.api.service.exceptions.api.{exception}: {message}"
                ),
            }),
            ErrorBody::Gone(message) => json!({
                "statusCode": status,
                "data": { "authorized": true, "valid": true, "errors": [], "successful": false },
                "message": format!("com.atlassian.confluence.api.service.exceptions.GoneException: {message}"),
            }),
            ErrorBody::Errors(code, title) => {
                let error = json!({
                    "status": status, "code": code, "title": title, "detail": null
                });
                json!({ "errors": [error] })
            }
            #[cfg(feature = "content")]
            ErrorBody::Detailed(code, title, detail) => {
                let error = json!({
                    "status": status, "code": code, "title": title, "detail": detail
                });
                json!({ "errors": [error] })
            }
            #[cfg(feature = "forge")]
            ErrorBody::Coded(message) => json!({ "code": status, "message": message }),
            ErrorBody::Html(message) => json!(message),
        }
    }
}

/// To a body that cannot be read. Assumed: the host has its reader's words there, and so no others are known.
pub(super) const UNREADABLE_BODY: &str = "The request body could not be parsed";

impl Rejection {
    /// A refused dynamic modules call: 400 and `{"message"}`.
    pub(crate) fn bad_modules(message: impl Into<String>, cause: Cause) -> Self {
        Self {
            status: 400,
            body: ErrorBody::Message(message.into()),
            cause: Box::new(cause),
        }
    }

    /// A path that the host's filter for apps does not take, in the words of 2016.
    pub(super) fn improper_path(cause: Cause) -> Self {
        Self {
            status: 400,
            body: ErrorBody::MessageAndStatus("The request URI is improperly formed".into()),
            cause: Box::new(cause),
        }
    }

    /// A refusal of Connect's own resources: `{"message", "statusCode"}`.
    pub(crate) fn of_app_data(status: u16, message: impl Into<String>, cause: Cause) -> Self {
        Self {
            status,
            body: ErrorBody::MessageAndStatus(message.into()),
            cause: Box::new(cause),
        }
    }

    /// An error of Confluence's API service layer, with the `data` that such errors have.
    pub(crate) fn service(
        status: u16,
        exception: &'static str,
        why: impl Into<String>,
        cause: Cause,
    ) -> Self {
        Self {
            status,
            body: ErrorBody::Service(exception, why.into()),
            cause: Box::new(cause),
        }
    }

    /// A bad request that no check of the service has found: its `data` says that all is well.
    #[cfg(feature = "content")]
    pub(crate) fn thrown(why: impl Into<String>, cause: Cause) -> Self {
        Self {
            status: 400,
            body: ErrorBody::Thrown("BadRequestException", why.into()),
            cause: Box::new(cause),
        }
    }

    /// An error of the REST API v2.
    pub(crate) fn errors(status: u16, code: &'static str, title: String, cause: Cause) -> Self {
        Self {
            status,
            body: ErrorBody::Errors(code, title),
            cause: Box::new(cause),
        }
    }

    /// What the host can do and the tenant cannot: never anything that looks like its answer.
    #[cfg(feature = "content")]
    pub(crate) fn not_served(what: &str, cause: Cause) -> Self {
        Self {
            status: 501,
            body: ErrorBody::MessageAndStatus(format!("mockfluence does not serve {what}")),
            cause: Box::new(cause),
        }
    }

    /// A refused token, in the host source's words or in none.
    pub(crate) fn token(refusal: Refusal, silent: bool) -> Self {
        let message = if silent {
            "Unauthorized".to_owned()
        } else {
            refusal.message
        };
        Self {
            status: refusal.status,
            body: ErrorBody::MessageAndStatus(message),
            cause: refusal.cause,
        }
    }
}
