//! Whatever is written as a fault is refused, or can be applied without harm.

use proptest::prelude::*;
use serde_json::{Value, json};

use super::kind::{Kind, ReplyFault, SlowBody};
use super::{Fault, FaultTarget, Faults};
use crate::traffic::{BeforeReply, Direction};

fn number() -> impl Strategy<Value = Value> {
    prop_oneof![
        4 => (0..1000u64).prop_map(Value::from),
        2 => any::<u64>().prop_map(Value::from),
        1 => any::<i64>().prop_map(Value::from),
        1 => any::<f64>().prop_map(Value::from),
        1 => Just(Value::Null),
    ]
}

fn header() -> impl Strategy<Value = Value> {
    let name = prop_oneof![
        Just("content-length".to_owned()),
        Just("Connection".to_owned()),
        "[a-z-]{1,8}",
        any::<String>(),
    ];
    (name, any::<String>()).prop_map(|(name, value)| json!([name, value]))
}

fn kind() -> impl Strategy<Value = Value> {
    let names: Vec<&str> = Fault::kinds().map(|(name, _)| name).collect();
    prop_oneof![
        2 => prop::sample::select(names).prop_map(Value::from),
        1 => any::<String>().prop_map(Value::from),
        2 => (number(), number()).prop_map(|(min, max)| json!({ "delay": { "min": min, "max": max } })),
        2 => (number(), number())
            .prop_map(|(bytes, pause)| json!({ "slow-body": { "bytes": bytes, "pause": pause } })),
        3 => (number(), prop::collection::vec(header(), 0..3), any::<String>()).prop_map(
            |(status, headers, body)| json!({ "status": {
                "status": status, "headers": headers, "body": body
            } })
        ),
        1 => any::<String>().prop_map(|key| json!({ "other-tenant": { "client-key": key } })),
    ]
}

fn fault() -> impl Strategy<Value = Value> {
    (kind(), number(), number(), number()).prop_map(|(kind, times, after, probability)| {
        let mut fault = json!({ "kind": kind });
        for (name, value) in [
            ("times", times),
            ("after", after),
            ("probability", probability),
        ] {
            if !value.is_null() {
                fault[name] = value;
            }
        }
        fault
    })
}

proptest! {
    #[test]
    fn a_fault_is_refused_or_harmless(json in fault()) {
        // As the log and the client write it, not as a value that has lost its numbers' form.
        let Ok(fault) = serde_json::from_str::<Fault>(&json.to_string()) else {
            return Ok(());
        };
        let again = serde_json::to_string(&fault).unwrap();
        prop_assert_eq!(&serde_json::from_str::<Fault>(&again).unwrap(), &fault);
        match &fault.kind {
            Kind::Reply(ReplyFault::Status(status)) => {
                prop_assert!(http::StatusCode::from_u16(status.status).is_ok());
                prop_assert_eq!(status.header_map().len(), status.headers.len());
            }
            Kind::Reply(ReplyFault::SlowBody(SlowBody { bytes, .. })) => prop_assert!(*bytes > 0),
            _ => {}
        }
        let mut faults = Faults::new(1);
        faults.inject(fault);
        for _ in 0..3 {
            let known = BeforeReply {
                direction: Direction::FromApp,
                method: "GET",
                target: "/x",
                body: b"",
                app: None,
            };
            let picked = faults.pick(FaultTarget::FromApp, known, 0);
            prop_assert!(picked.delay.is_none_or(|millis| millis <= 3_600_000));
        }
    }
}
