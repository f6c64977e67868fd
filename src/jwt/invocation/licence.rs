//! The licence of an app in its invocation token, by the contract of a date.

use serde_json::{Value, json};

use super::contract::ForgeContract;
use crate::clock::Utc;

/// The licence of a paid app in production; other apps have none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct InvocationLicence {
    pub(crate) active: bool,
    pub(crate) evaluation: bool,
    /// When the subscription ends, and when the trial does, in milliseconds since 1970.
    pub(crate) subscription_ends: i64,
    pub(crate) trial_ends: i64,
    pub(crate) entitlement_id: String,
    pub(crate) entitlement_number: String,
}

impl InvocationLicence {
    pub(super) fn claim(&self, contract: ForgeContract) -> Value {
        let date = |millis: i64| match contract.has_iso_dates() {
            true => Utc::of_millis(millis).iso(),
            false => millis.to_string(),
        };
        let mut licence = json!({
            "billingPeriod": "MONTHLY",
            "ccpEntitlementId": self.entitlement_id,
            "ccpEntitlementSlug": self.entitlement_number,
            "isEvaluation": self.evaluation,
            "subscriptionEndDate": date(self.subscription_ends),
            "trialEndDate": date(self.trial_ends),
            "type": "commercial",
        });
        if contract.has_active() {
            licence["active"] = self.active.into();
        }
        if contract.has_is_active() {
            licence["isActive"] = self.active.into();
        }
        if contract.has_editions() {
            licence["capabilitySet"] = "capabilityStandard".into();
            licence["modes"] = json!(["USER_ACCESS"]);
            licence["supportEntitlementNumber"] = Value::Null;
        } else {
            let number = format!("SEN-{}", self.entitlement_number);
            licence["supportEntitlementNumber"] = number.into();
        }
        licence
    }
}

#[cfg(test)]
mod tests {
    use super::ForgeContract::*;
    use super::*;

    #[test]
    fn each_date_has_its_form() {
        let licence = InvocationLicence {
            active: true,
            evaluation: false,
            subscription_ends: 1_796_688_000_000,
            trial_ends: 1_812_412_800_000,
            entitlement_id: "5e176cc2-6fa0-3c7b-8fc4-302443a16e86".into(),
            entitlement_number: "E-3SH-1A6-33A-AS0".into(),
        };
        let of = |contract| licence.claim(contract);
        let fields = |contract| {
            let claim = of(contract);
            [claim["active"].is_boolean(), claim["isActive"].is_boolean()]
        };
        assert_eq!(fields(October2025), [false, true]);
        assert_eq!(fields(April2026), [true, true]);
        assert_eq!(fields(August2026), [true, true]);
        assert_eq!(fields(November2026), [true, false]);
        assert_eq!(of(April2026)["subscriptionEndDate"], "1796688000000");
        assert_eq!(
            of(August2026)["subscriptionEndDate"],
            "2026-12-08T00:00:00.000Z"
        );
        assert_eq!(of(August2026)["trialEndDate"], "2027-06-08T00:00:00.000Z");
        let documented = [
            "active",
            "billingPeriod",
            "capabilitySet",
            "ccpEntitlementId",
            "ccpEntitlementSlug",
            "isEvaluation",
            "modes",
            "subscriptionEndDate",
            "supportEntitlementNumber",
            "trialEndDate",
            "type",
        ];
        let claim = of(November2026);
        assert!(claim.as_object().unwrap().keys().eq(documented));
    }
}
