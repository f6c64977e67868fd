//! Scopes and what they imply.

/// Each scope implies all before it, except that `SPACE_ADMIN` does not imply `PROJECT_ADMIN`, which is Jira's.
const LADDER: [&str; 7] = [
    "NONE",
    "READ",
    "WRITE",
    "DELETE",
    "PROJECT_ADMIN",
    "SPACE_ADMIN",
    "ADMIN",
];

/// Does holding `held` allow what `wanted` allows? Both in upper case.
pub(crate) fn implies(held: &str, wanted: &str) -> bool {
    let rung = |scope: &str| LADDER.iter().position(|known| *known == scope);
    if held == wanted {
        return true;
    }
    match (rung(held), rung(wanted)) {
        (Some(_), Some(_)) if held == "SPACE_ADMIN" && wanted == "PROJECT_ADMIN" => false,
        (Some(held), Some(wanted)) => held > wanted,
        _ => false,
    }
}
