//! What nobody has to argue about: the shape of the tree, and a ledger of behaviours that is true.

mod fidelity;
mod shape;
