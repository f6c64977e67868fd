//! Every URL of every module type: where the parameters and the token stand, and where there are
//! none. The tables are held to the schema, so that no module type is left out.

mod cacheable;
mod fragments;
mod received;
mod rendering;
pub(crate) mod table;

use std::collections::BTreeSet;

use self::table::{ROWS, WITHOUT_URL, schema};

#[test]
fn the_table_has_every_module_type_of_the_schema() {
    let known: BTreeSet<String> = schema()["properties"]["modules"]["properties"]
        .as_object()
        .unwrap()
        .keys()
        .cloned()
        .collect();
    let told = ROWS.iter().map(|row| row.kind).chain(WITHOUT_URL);
    let told = told.filter(|kind| !kind.is_empty()).map(str::to_owned);
    assert_eq!(told.collect::<BTreeSet<_>>(), known);
}
