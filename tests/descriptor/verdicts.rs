//! Judges descriptors given one a line, for comparison with another judge; `tests/official/differential.mjs` runs it.
//!
//! `VERDICTS_IN` names the file of descriptors; `VERDICTS_OUT` gets, line by line, the refusals as JSON.

use std::fmt::Write;
use std::fs;

use mockfluence::descriptor::{Descriptor, Rules, Violation};
use serde_json::{Value, json};

fn refusals(line: &str) -> Value {
    match Descriptor::parse(line) {
        Ok(descriptor) => {
            let found = descriptor.validate(&Rules::default());
            let refused = found.iter().filter(|violation| violation.is_refusal());
            refused
                .map(
                    |Violation {
                         sub_code,
                         pointer,
                         message,
                         ..
                     }| json!([sub_code, pointer, message]),
                )
                .collect()
        }
        Err(error) => json!([[error.sub_code(), "", error.message()]]),
    }
}

#[test]
#[ignore = "needs a file of descriptors"]
fn verdicts() {
    let path = |name: &str| std::env::var_os(name).unwrap_or_else(|| panic!("{name} names a file"));
    let descriptors = fs::read_to_string(path("VERDICTS_IN")).expect("the file of descriptors");
    let mut verdicts = String::new();
    for line in descriptors.lines() {
        writeln!(verdicts, "{}", refusals(line)).expect("a string can be written to");
    }
    fs::write(path("VERDICTS_OUT"), verdicts).expect("the file of verdicts");
}
