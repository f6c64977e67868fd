//! Why a query is not carried out.

use crate::cause::Cause;
use crate::site::content::Api;
use crate::site::content::refused::bad;
use crate::site::rejection::Rejection;

/// Why a query is not carried out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::site::content) enum Unanswered {
    /// It is no query: what is there, and what should be.
    Unreadable { got: String, expected: String },
    /// The host would know it, for all we know; this clause is not served.
    NotServed { clause: String, known: String },
}

impl Unanswered {
    pub(in crate::site::content) fn rejection(self, cql: &str) -> Rejection {
        match self {
            Unanswered::Unreadable { got, expected } => {
                let cause = Cause::new("the query can be read", expected, got);
                bad(Api::V1, format!("Could not parse cql : {cql}"), cause)
            }
            Unanswered::NotServed { clause, known } => {
                let cause = Cause::new("the clause is one that the tenant knows", known, &clause);
                Rejection::not_served(&format!("the clause `{clause}` of CQL"), cause)
            }
        }
    }
}
