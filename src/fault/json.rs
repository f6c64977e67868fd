//! The kinds of a fault in JSON: a name, or a name with what it needs.

use std::fmt;

use serde::de::{Deserializer, EnumAccess, Error, VariantAccess, Visitor};
use serde::{Deserialize, Serialize, Serializer};

use super::kind::{Kind, ReplyFault};
use crate::jwt::Tamper;
use crate::slip::did_you_mean;

impl Serialize for Kind {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        /// The kinds with data, as serde writes them.
        #[derive(Serialize)]
        #[serde(rename_all = "kebab-case")]
        enum With<'a> {
            Delay(&'a super::kind::Delay),
            Status(&'a super::kind::StatusFault),
            SlowBody(&'a super::kind::SlowBody),
        }
        match self {
            Kind::Delay(delay) => With::Delay(delay).serialize(serializer),
            Kind::Reply(ReplyFault::Status(status)) => With::Status(status).serialize(serializer),
            Kind::Reply(ReplyFault::SlowBody(slow)) => With::SlowBody(slow).serialize(serializer),
            Kind::Token(tamper) => tamper.serialize(serializer),
            Kind::Tls(_) | Kind::Body(_) | Kind::Delivery(_) | Kind::Reply(_) => {
                serializer.serialize_str(self.name())
            }
        }
    }
}

/// By hand, for one flat list of names over all stages; serde's `untagged` would lose the names
/// from its errors.
impl<'de> Deserialize<'de> for Kind {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_enum("Kind", &[], Named)
    }
}

struct Named;

impl<'de> Visitor<'de> for Named {
    type Value = Kind;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a kind of fault: its name, or an object of its name and what it needs")
    }

    fn visit_enum<A: EnumAccess<'de>>(self, data: A) -> Result<Kind, A::Error> {
        let (name, rest) = data.variant::<String>()?;
        match name.as_str() {
            "delay" => rest.newtype_variant().map(Kind::Delay),
            "status" => rest
                .newtype_variant()
                .map(ReplyFault::Status)
                .map(Kind::Reply),
            "slow-body" => rest
                .newtype_variant()
                .map(ReplyFault::SlowBody)
                .map(Kind::Reply),
            "other-tenant" => rest
                .newtype_variant()
                .map(Tamper::OtherTenant)
                .map(Kind::Token),
            name => {
                let kind = Kind::named(name).ok_or_else(|| A::Error::custom(unknown(name)))?;
                let alone = rest.unit_variant();
                alone.map_err(|_: A::Error| {
                    A::Error::custom(format!("`{name}` takes nothing beside its name"))
                })?;
                Ok(kind)
            }
        }
    }
}

fn unknown(name: &str) -> String {
    let names: Vec<&str> = Kind::simple().map(|kind| kind.name()).collect();
    format!(
        "`{name}` is no kind of fault; there are: status, delay, slow-body, other-tenant (with \
         what they need), {}{}",
        names.join(", "),
        did_you_mean(name, names.iter().copied())
    )
}
