//! What nobody has to argue about: the shape of the tree, and a ledger of behaviours that is true.

mod exceptions;
mod fidelity;
mod languages;
mod law;
mod module_properties;
mod pages;
mod paths;
mod probes;
mod shape;
mod tokens;
mod tree;
