//! Faults and holds.

use std::sync::Arc;

use mockfluence::{Fault, FaultId, Filter};
use serde_json::{Value, json};

use super::call::{Answer, Call, Outcome, Problem};
use super::farm::Farm;

/// Those that have not applied as often as they should.
pub(super) async fn faults(farm: Arc<Farm>, call: Call) -> Outcome {
    let left = call.tenant(&farm)?.faults_left();
    let shown = |(id, fault): &(FaultId, Fault)| json!({ "id": id, "fault": fault, "words": fault.to_string() });
    Answer::json(
        200,
        &json!({ "faults": left.iter().map(shown).collect::<Vec<Value>>() }),
    )
}

pub(super) async fn inject(farm: Arc<Farm>, call: Call) -> Outcome {
    let tenant = call.tenant(&farm)?;
    let fault: Fault = call.json()?;
    fault.check().map_err(|why| Problem::new(400, why))?;
    Answer::json(201, &json!({ "id": tenant.inject(fault) }))
}

pub(super) async fn clear(farm: Arc<Farm>, call: Call) -> Outcome {
    call.tenant(&farm)?.clear_faults();
    Answer::none()
}

pub(super) async fn remove(farm: Arc<Farm>, call: Call) -> Outcome {
    let tenant = call.tenant(&farm)?;
    let id = call.number::<u32>("id")?.unwrap_or_default();
    let found =
        serde_json::from_value::<FaultId>(id.into()).is_ok_and(|id| tenant.remove_fault(id));
    match found {
        true => Answer::none(),
        false => Err(Problem::new(
            404,
            format!("there is no fault {id}, or it is used up"),
        )),
    }
}

pub(super) async fn hold(farm: Arc<Farm>, call: Call) -> Outcome {
    let tenant = call.tenant(&farm)?;
    let filter: Filter = call.json()?;
    let id = farm.hold(&tenant.name(), tenant.hold(filter));
    Answer::json(201, &json!({ "id": id }))
}

pub(super) async fn release(farm: Arc<Farm>, call: Call) -> Outcome {
    let tenant = call.tenant(&farm)?;
    let id = call.number::<u32>("id")?.unwrap_or_default();
    match farm.release(&tenant.name(), id) {
        true => Answer::none(),
        false => Err(Problem::new(
            404,
            format!("there is no hold {id}, or it is released"),
        )),
    }
}
