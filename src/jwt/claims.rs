//! The claims of a Connect token.

use std::fmt;

use serde::de::{Deserializer, Error, MapAccess, Visitor};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::long::Long;

/// The claims of a Connect token; absent ones are left out when it is written.
///
/// ```
/// let mut claims = mockfluence::jwt::Claims::default();
/// claims.iss = Some("my-app".into());
/// assert_eq!(serde_json::to_string(&claims).unwrap(), r#"{"iss":"my-app"}"#);
/// ```
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Claims {
    /// The account the request acts for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sub: Option<String>,
    /// The query string hash, or `context-qsh`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub qsh: Option<String>,
    /// clientKey in tokens to the app, app key in tokens to the host.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub iss: Option<String>,
    /// A string or a list; only install tokens need it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub aud: Option<Value>,
    /// What the token is about, an object.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub context: Option<Value>,
    /// Expiry, in seconds since 1970.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub exp: Option<i64>,
    /// Issue time, in seconds since 1970.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub iat: Option<i64>,
    /// Start of validity, in seconds since 1970.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub nbf: Option<i64>,
    /// Whatever else there is.
    #[serde(flatten)]
    pub other: Map<String, Value>,
}

/// By hand: what a derived `flatten` takes in an unoptimised build is a third of a token's check.
impl<'de> Deserialize<'de> for Claims {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(Reading)
    }
}

struct Reading;

impl<'de> Visitor<'de> for Reading {
    type Value = Claims;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object of claims")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Claims, A::Error> {
        let mut claims = Claims::default();
        while let Some(name) = map.next_key::<String>()? {
            match name.as_str() {
                "sub" => read(&mut map, &mut claims.sub, "sub")?,
                "qsh" => read(&mut map, &mut claims.qsh, "qsh")?,
                "iss" => read(&mut map, &mut claims.iss, "iss")?,
                "aud" => read(&mut map, &mut claims.aud, "aud")?,
                "context" => read(&mut map, &mut claims.context, "context")?,
                "exp" => read_time(&mut map, &mut claims.exp, "exp")?,
                "iat" => read_time(&mut map, &mut claims.iat, "iat")?,
                "nbf" => read_time(&mut map, &mut claims.nbf, "nbf")?,
                _ => drop(claims.other.insert(name, map.next_value()?)),
            }
        }
        Ok(claims)
    }
}

/// A claim that is there twice says two things, so it says nothing.
fn read<'de, A: MapAccess<'de>, T: Deserialize<'de>>(
    map: &mut A,
    claim: &mut Option<T>,
    name: &'static str,
) -> Result<(), A::Error> {
    if claim.is_some() {
        return Err(A::Error::duplicate_field(name));
    }
    *claim = map.next_value()?;
    Ok(())
}

/// Seconds, as the host reads them: any number will do.
fn read_time<'de, A: MapAccess<'de>>(
    map: &mut A,
    claim: &mut Option<i64>,
    name: &'static str,
) -> Result<(), A::Error> {
    let mut time = claim.map(Long);
    read(map, &mut time, name)?;
    *claim = time.map(|Long(seconds)| seconds);
    Ok(())
}

/// The claim that is not of its type, in claims that are an object of JSON; none where another thing is wrong.
pub(super) fn of_wrong_type(claims: &[u8]) -> Option<String> {
    let claims: Map<String, Value> = serde_json::from_slice(claims).ok()?;
    let wrong = |(name, value): &(&String, &Value)| match name.as_str() {
        _ if value.is_null() => false,
        "exp" | "iat" | "nbf" => !value.is_number(),
        "sub" | "qsh" | "iss" => !value.is_string(),
        _ => false,
    };
    let mut claims = claims.iter();
    claims.find(wrong).map(|(name, _)| name.clone())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_is_any_number_and_comes_back_as_seconds() {
        let claims = r#"{"exp":1795660696.55,"iat":1.7956606e9,"nbf":null}"#;
        let claims: Claims = serde_json::from_str(claims).unwrap();
        assert_eq!(
            (claims.exp, claims.iat),
            (Some(1_795_660_696), Some(1_795_660_600))
        );
        assert_eq!(claims.nbf, None);
        let value: Value = serde_json::to_value(&claims).unwrap();
        assert_eq!(serde_json::from_value::<Claims>(value).unwrap(), claims);
    }

    #[test]
    fn a_claim_of_another_type_is_named() {
        for (claims, wrong) in [
            (r#"{"exp":"soon"}"#, Some("exp")),
            (r#"{"iss":"a","qsh":1}"#, Some("qsh")),
            (r#"{"iss":null,"exp":1.5}"#, None),
            ("[]", None),
            ("{", None),
        ] {
            assert_eq!(
                of_wrong_type(claims.as_bytes()).as_deref(),
                wrong,
                "{claims}"
            );
        }
    }

    #[test]
    fn a_claim_that_is_there_twice_or_of_another_type_is_unreadable() {
        for token in [r#"{"iss":"a","iss":"a"}"#, r#"{"exp":"soon"}"#, "[]"] {
            assert!(serde_json::from_str::<Claims>(token).is_err(), "{token}");
        }
        assert!(serde_json::from_str::<Claims>(r#"{"iss":null}"#).is_ok());
    }
}
