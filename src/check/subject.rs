//! `Subject`: the app that is judged, and what is known of it.

use super::place::Place;
use super::seen::Seen;
use crate::descriptor::Descriptor;
use crate::door::Door;
use crate::manifest::Manifest;
use crate::tenant::{DescriptorSource, Tenant};

/// The app that is judged, and what is known of it.
#[derive(Clone, Debug)]
pub(super) struct Subject {
    pub(super) source: DescriptorSource,
    pub(super) descriptor: Descriptor,
    /// What it is on Forge, with remotes where the app is.
    pub(super) manifest: Option<Manifest>,
    pub(super) seen: Seen,
    pub(super) place: Place,
    pub(super) seed: u64,
    pub(super) door: Door,
    /// Where the app asks for keys, if that is known.
    pub(super) key_host: Option<Tenant>,
}
