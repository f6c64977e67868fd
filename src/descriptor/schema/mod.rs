//! The schema of the descriptor, as a table of small values: one source for the judge and for the JSON Schema file.

mod check;
mod content;
mod fragments;
mod generate;
mod macros;
mod module_types;
mod pages;
mod pattern;
mod root;
mod shared;
mod theme;
mod unknown;
mod wording;
#[cfg(test)]
mod work;

pub(crate) use check::Judge;
pub use generate::json_schema;
pub(crate) use module_types::{MODULE_TYPES, ModuleKind, ModuleType, find};
pub(crate) use pattern::Pattern;
pub(crate) use root::ROOT;

/// What a value may look like.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Shape {
    Boolean,
    Integer,
    Number,
    /// A string.
    Text(Text),
    /// The app key, whose longest length is a setting.
    AppKey,
    /// One of these words, all lower or all upper case.
    Choice(&'static [&'static str]),
    /// An object with known properties; others are tolerated.
    Object(&'static Object),
    /// An object with any properties.
    Free,
    /// An object whose values all look alike.
    Map(&'static Shape),
    /// An array, with an upper limit or `usize::MAX`.
    List(&'static Shape, usize),
    /// An object that looks like at least one of these.
    AnyOf(&'static [&'static Object]),
    /// The value of `modules`, which is judged type by type.
    Modules,
}

/// The limits of a string.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Text {
    longest: usize,
    pattern: Option<Pattern>,
}

/// An object of the schema. The name is unique, for it names the definition in the JSON Schema file.
#[derive(Debug)]
pub(crate) struct Object {
    pub(crate) name: &'static str,
    pub(crate) properties: &'static [Property],
}

/// One row of an object.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Property {
    name: &'static str,
    shape: Shape,
    required: bool,
    default: Option<&'static str>,
}

impl Property {
    /// What the host takes when the property is missing, as JSON.
    const fn or(mut self, default: &'static str) -> Property {
        self.default = Some(default);
        self
    }
}

impl Object {
    /// May this known property be left out?
    pub(crate) fn leaves_out(&self, name: &str) -> bool {
        self.properties
            .iter()
            .any(|row| row.name == name && !row.required)
    }
}

const fn must(name: &'static str, shape: Shape) -> Property {
    Property {
        name,
        shape,
        required: true,
        default: None,
    }
}

const fn may(name: &'static str, shape: Shape) -> Property {
    Property {
        name,
        shape,
        required: false,
        default: None,
    }
}

const fn text(longest: usize) -> Shape {
    Shape::Text(Text {
        longest,
        pattern: None,
    })
}

const fn like(pattern: Pattern, longest: usize) -> Shape {
    Shape::Text(Text {
        longest,
        pattern: Some(pattern),
    })
}

const fn list(of: &'static Shape) -> Shape {
    Shape::List(of, usize::MAX)
}

/// A string without limit.
const ANY_TEXT: Shape = text(usize::MAX);
