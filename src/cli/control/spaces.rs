//! The spaces of a site: added, listed, and found for a page.

use std::collections::BTreeSet;

use mockfluence::binary_support::LARGEST_NUMBER;
use mockfluence::{ContentClash, Space, Tenant};

use super::call::Call;
use crate::cli::contract::Nothing;
use crate::cli::contract::problem::Problem;
use crate::cli::contract::site as given;

pub(super) fn clash(clash: ContentClash) -> Problem {
    Problem::new(409, clash.to_string())
}

/// The site's space of this key, or a new one: with the next id, unless one is given.
pub(super) fn space_of(tenant: &Tenant, key: &str, id: Option<u64>, name: Option<String>) -> Space {
    let all = tenant.spaces();
    let known = all.iter().find(|space| space.key() == key);
    let next = || next_id(&all);
    let id = id.or(known.map(Space::id)).unwrap_or_else(next);
    let name = name.unwrap_or_else(|| known.map_or(key, Space::name).to_owned());
    Space::new(id, key, name)
}

/// The one after the largest; the smallest that is free where that is the last there is.
fn next_id(spaces: &[Space]) -> u64 {
    let taken: BTreeSet<u64> = spaces.iter().map(Space::id).collect();
    let next = taken.last().map_or(1, |largest| largest.saturating_add(1));
    match next <= LARGEST_NUMBER {
        true => next,
        false => (1..=LARGEST_NUMBER)
            .find(|id| !taken.contains(id))
            .unwrap_or(1),
    }
}

pub(super) async fn add(call: Call, given: given::NewSpace) -> Result<Nothing, Problem> {
    let tenant = call.tenant()?;
    let mut space = space_of(&tenant, &given.key, given.id, given.name);
    if given.personal {
        space = space.personal();
    }
    tenant.try_add_space(space).map_err(clash)?;
    Ok(Nothing {})
}

pub(super) async fn list(call: Call, _: Nothing) -> Result<given::Spaces, Problem> {
    let spaces = call.tenant()?.spaces().into_iter();
    let spaces = spaces.map(|space| given::Space {
        id: space.id(),
        key: space.key().to_owned(),
        name: space.name().to_owned(),
        personal: space.is_personal(),
    });
    Ok(given::Spaces {
        spaces: spaces.collect(),
    })
}
