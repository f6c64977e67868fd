//! The moving board on a tenant: what the stories of the move begin with.

use mockfluence::Tenant;
use mockfluence::manifest::Manifest;

pub(crate) use super::moving_board::{Bug, MovingBoard};
use super::moving_board::{Keys, MANIFEST};

/// Where the board asks this tenant for keys.
pub(crate) fn keys(tenant: &Tenant) -> Keys {
    Keys {
        connect: tenant.keys_url(),
        forge: tenant.jwks_url(),
    }
}

/// The app as it moves, with what is left of Connect.
pub(crate) fn manifest(board: &MovingBoard) -> Manifest {
    let manifest = Manifest::from_yaml(MANIFEST).expect("the manifest can be read");
    manifest.with_remote("backend", board.url())
}

/// The app when the move is over.
pub(crate) fn forge_only(board: &MovingBoard) -> Manifest {
    let (before, rest) = MANIFEST
        .split_once("connectModules:")
        .expect("the Connect half");
    let (_, after) = rest.split_once("\nmodules:").expect("the modules");
    let before = before.replace("    authentication: jwt\n", "");
    let text = format!("{before}modules:{after}");
    let manifest = Manifest::from_yaml(&text).expect("the manifest can be read");
    manifest.with_remote("backend", board.url())
}
