//! Tokens of the tenant for the app's protected page: a good one, and eleven bad ones.

use jsonwebtoken::{Algorithm, EncodingKey, Header};
use mockfluence::jwt::{CanonicalRequest, HostPath};
use serde_json::{Value, json};

/// What is wrong with a token.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Bad {
    None,
    Garbage,
    TwoParts,
    NoAlgorithm,
    ForeignSecret,
    PreviousSecret,
    TamperedClaims,
    Expired,
    WrongQsh,
    NoQsh,
    UnknownIssuer,
}

impl Bad {
    pub(crate) const ALL: [Bad; 11] = [
        Bad::None,
        Bad::Garbage,
        Bad::TwoParts,
        Bad::NoAlgorithm,
        Bad::ForeignSecret,
        Bad::PreviousSecret,
        Bad::TamperedClaims,
        Bad::Expired,
        Bad::WrongQsh,
        Bad::NoQsh,
        Bad::UnknownIssuer,
    ];

    /// The token; none for the one that is not there.
    pub(crate) fn token(self, secret: &str, previous: &str, client_key: &str) -> Option<String> {
        let page = |change: &dyn Fn(&mut Value)| page(secret, client_key, change);
        Some(match self {
            Bad::None => return None,
            Bad::Garbage => "garbage".to_owned(),
            Bad::TwoParts => {
                let good = page(&|_| {});
                good.rsplit_once('.').unwrap().0.to_owned()
            }
            Bad::NoAlgorithm => {
                let good = page(&|_| {});
                let claims = good.split('.').nth(1).unwrap().to_owned();
                // {"alg":"none","typ":"JWT"}
                format!("eyJhbGciOiJub25lIiwidHlwIjoiSldUIn0.{claims}.")
            }
            Bad::ForeignSecret => self::page(
                "another secret, as long as it takes to be one",
                client_key,
                |_| {},
            ),
            Bad::PreviousSecret => self::page(previous, client_key, |_| {}),
            Bad::TamperedClaims => {
                let (good, other) = (
                    page(&|_| {}),
                    page(&|claims| claims["sub"] = json!("admin")),
                );
                let part =
                    |token: &str, place: usize| token.split('.').nth(place).unwrap().to_owned();
                format!("{}.{}.{}", part(&good, 0), part(&other, 1), part(&good, 2))
            }
            Bad::Expired => page(&|claims| {
                claims["iat"] = json!(now() - 7200);
                claims["exp"] = json!(now() - 3600);
            }),
            Bad::WrongQsh => page(&|claims| claims["qsh"] = json!("0".repeat(64))),
            Bad::NoQsh => page(&|claims| {
                claims.as_object_mut().unwrap().remove("qsh");
            }),
            Bad::UnknownIssuer => page(&|claims| claims["iss"] = json!("another-client-key")),
        })
    }
}

fn now() -> u64 {
    jsonwebtoken::get_current_timestamp()
}

/// A token for `GET /protected`, its claims changed before it is signed.
pub(crate) fn page(secret: &str, client_key: &str, change: impl Fn(&mut Value)) -> String {
    let canonical = CanonicalRequest::to_app("GET", "/protected", "", HostPath::Decoded);
    let mut claims = json!({
        "iss": client_key, "iat": now(), "exp": now() + 180, "qsh": canonical.qsh(), "context": {}
    });
    change(&mut claims);
    let key = EncodingKey::from_secret(secret.as_bytes());
    jsonwebtoken::encode(&Header::new(Algorithm::HS256), &claims, &key).unwrap()
}
