//! Faults and holds.

use mockfluence::Filter;
use mockfluence::binary_support::{fault_id, fault_number, hold_misfit};

use super::call::Call;
use crate::cli::contract::Nothing;
use crate::cli::contract::faults::{Faults, Held, Holds, Id, Injected, NewFault, Reach, Release};
use crate::cli::contract::problem::Problem;

pub(super) async fn faults(call: Call, _: Nothing) -> Result<Faults, Problem> {
    let left = call.tenant()?.faults_left().into_iter();
    let faults = left.map(|(id, fault)| Injected {
        id: fault_number(id),
        words: fault.to_string(),
        fault: NewFault(fault),
    });
    Ok(Faults {
        faults: faults.collect(),
    })
}

pub(super) async fn inject(call: Call, NewFault(fault): NewFault) -> Result<Id, Problem> {
    let injected = call.tenant()?.try_inject(fault);
    let id = injected.map_err(|why| Problem::new(400, why.to_string()))?;
    Ok(Id {
        id: fault_number(id),
    })
}

pub(super) async fn clear(call: Call, _: Nothing) -> Result<Nothing, Problem> {
    call.tenant()?.clear_faults();
    Ok(Nothing {})
}

pub(super) async fn remove(call: Call, _: Nothing) -> Result<Nothing, Problem> {
    let (tenant, id) = (call.tenant()?, call.id()?);
    match tenant.remove_fault(fault_id(id)) {
        true => Ok(Nothing {}),
        false => Err(Problem::new(
            404,
            format!("there is no fault {id}, or it is used up"),
        )),
    }
}

pub(super) async fn hold(call: Call, filter: Filter) -> Result<Id, Problem> {
    let tenant = call.tenant()?;
    if let Some(why) = hold_misfit(&filter) {
        let why = format!("an exchange cannot be held so: {why}");
        return Err(Problem::new(400, why));
    }
    let hold = tenant.hold(filter.clone());
    let id = call.farm.hold(&tenant.name(), filter, hold);
    // None if the tenant was stopped just now.
    let id = id.ok_or_else(|| Problem::new(404, "the tenant is gone"))?;
    Ok(Id { id })
}

pub(super) async fn holds(call: Call, _: Nothing) -> Result<Holds, Problem> {
    let holds = call.farm.holds(&call.tenant()?.name()).into_iter();
    let holds = holds.map(|(id, filter, held)| Held {
        id,
        words: filter.to_string(),
        filter,
        held,
    });
    Ok(Holds {
        holds: holds.collect(),
    })
}

fn no_hold(id: u32) -> Problem {
    Problem::new(404, format!("there is no hold {id}, or it is released"))
}

/// 408 if nothing came to the hold in time.
pub(super) async fn reach(call: Call, reach: Reach) -> Result<Nothing, Problem> {
    let (tenant, id) = (call.tenant()?, call.id()?);
    let limit = reach.timeout_millis.duration();
    let reached = call.farm.reached(&tenant.name(), id, limit, reach.times);
    if reached.ok_or_else(|| no_hold(id))?.await {
        return Ok(Nothing {});
    }
    let mut problem = Problem::new(
        408,
        match reach.times {
            1 => format!("nothing reached the hold {id} within {limit:?}"),
            times => format!("not {times} reached the hold {id} within {limit:?}"),
        },
    );
    problem.log = Some(tenant.log().last(20).to_string());
    Err(problem)
}

pub(super) async fn release(call: Call, release: Release) -> Result<Nothing, Problem> {
    let (tenant, id) = (call.tenant()?.name(), call.id()?);
    let released = match release.one {
        true => call.farm.release_one(&tenant, id),
        false => call.farm.release(&tenant, id).then_some(true),
    };
    match released {
        Some(true) => Ok(Nothing {}),
        Some(false) => Err(Problem::new(409, format!("the hold {id} holds nothing"))),
        None => Err(no_hold(id)),
    }
}
