//! One row of the control API's table: a place, what it takes and gives, and who answers.

use std::pin::Pin;

use http::Method;
use schemars::{JsonSchema, Schema, SchemaGenerator};

use super::call::{Answer, Call, Content};
use crate::cli::contract::problem::Problem;

pub(super) type Running = Pin<Box<dyn Future<Output = Result<Answer, Problem>> + Send>>;

/// One row of the table.
pub(in crate::cli) struct Route {
    pub(in crate::cli) name: &'static str,
    pub(super) summary: &'static str,
    pub(super) method: Method,
    pub(super) path: &'static str,
    /// Of a good answer.
    pub(super) status: u16,
    /// Of bad ones, beside those that every operation has.
    pub(super) refusals: &'static [u16],
    /// In which forms but JSON it may answer.
    pub(super) forms: &'static [&'static str],
    pub(super) request: fn(&mut SchemaGenerator) -> Schema,
    pub(super) reply: fn(&mut SchemaGenerator) -> Schema,
    pub(super) run: fn(Call, Content) -> Running,
}

/// What every operation may answer beside what it is for.
pub(super) const ALWAYS: &[u16] = &[400, 401, 403, 404, 405, 408, 413, 500];

impl Route {
    /// Whether the description knows of it.
    pub(super) fn may_refuse_with(&self, status: u16) -> bool {
        ALWAYS.contains(&status) || self.refusals.contains(&status)
    }
}

pub(super) fn schema_of<T: JsonSchema>(generator: &mut SchemaGenerator) -> Schema {
    generator.subschema_for::<T>()
}
