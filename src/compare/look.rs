//! `Look`: what of a reply counts, and how what is ours is told from what is the site's.

/// What of a body counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Look {
    /// Its shape, and the host's words.
    Words,
    /// Its shape alone: the rest is the site's data.
    Data,
    /// Of the modules that it lists, those of the probes, whole.
    OwnModules,
}

/// What the keys of our modules and properties begin with.
pub(super) const PREFIX: &str = "mockfluence-probe-";
