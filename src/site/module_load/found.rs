//! A module of the app, one of its URLs, and the way in which the host opens it.

use serde_json::Value;

use super::asked::LoadError;
use crate::site::installation::Installation;

/// What is opened, as the descriptor has it.
#[derive(Clone, Debug)]
pub(super) struct Place<'a> {
    /// As it is written, its variables in it.
    pub(super) url: &'a str,
    pub(super) way: Way,
    /// Whether it is taken as it is written, without any parameter or token.
    pub(super) cacheable: bool,
    /// The module it belongs to; none for a condition by itself.
    pub(super) module: Option<Found<'a>>,
    /// How a macro is rendered: what `output.type` says.
    pub(super) output: Option<&'a str>,
}

/// How a URL is opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Way {
    /// In a frame of the browser, its token in the query.
    Frame {
        /// The frame is a dialog, and is told so.
        dialog: bool,
        /// It may be on a page more than once, so its channel has digits of its own.
        many: bool,
    },
    /// By the host, its token in a header.
    Fetch {
        /// Its parameters are the body.
        post: bool,
    },
    /// By POST, for the context of a blueprint.
    Context,
    /// As a plain download: no parameters, no token.
    Download,
    /// As an image: the macro's parameters, no token.
    Image,
}

pub(super) const PAGE: Way = Way::Frame {
    dialog: false,
    many: false,
};
pub(super) const DIALOG: Way = Way::Frame {
    dialog: true,
    many: false,
};

/// One module of the app.
#[derive(Clone, Copy, Debug)]
pub(super) struct Found<'a> {
    pub(super) key: &'a str,
    pub(super) kind: &'a str,
    pub(super) value: &'a Value,
}

impl<'a> Found<'a> {
    pub(super) fn is_macro(&self) -> bool {
        matches!(self.kind, "dynamicContentMacros" | "staticContentMacros")
    }

    /// A word of the module, in either case that the schema allows.
    pub(super) fn says(&self, pointer: &str, word: &str) -> bool {
        let said = self.value.pointer(pointer).and_then(Value::as_str);
        said.is_some_and(|said| said.eq_ignore_ascii_case(word))
    }

    /// A URL at its place in the module, opened in this way.
    pub(super) fn opened(self, pointer: &str, way: Way) -> Option<Place<'a>> {
        let url = self.value.pointer(pointer)?.as_str()?;
        if url.is_empty() {
            return None;
        }
        let above = pointer.rsplit_once('/').map_or("", |(above, _)| above);
        let holder = self.value.pointer(above).unwrap_or(self.value);
        Some(Place {
            url,
            way,
            cacheable: matches!(way, Way::Frame { .. }) && holder["cacheable"] == true,
            module: Some(self),
            output: None,
        })
    }
}

/// A static or a dynamic module, by its key.
pub(super) fn find<'a>(app: &'a Installation, key: &str) -> Result<Found<'a>, LoadError> {
    let all = || {
        let statics = app.descriptor.modules().iter();
        statics.chain(app.dynamic.modules().iter())
    };
    let found = all().find_map(|(kind, module)| {
        let own = module.key().filter(|own| *own == key)?;
        let value = module.value();
        Some(Found {
            key: own,
            kind,
            value,
        })
    });
    found.ok_or_else(|| {
        let known: Vec<&str> = all().filter_map(|(_, module)| module.key()).collect();
        LoadError::new(format!(
            "`{}` has no module `{key}`, static or dynamic; it has: {}",
            app.descriptor.key(),
            if known.is_empty() {
                "none".to_owned()
            } else {
                known.join(", ")
            }
        ))
    })
}
