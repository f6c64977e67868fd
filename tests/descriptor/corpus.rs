//! Judges a folder of descriptors collected elsewhere and prints every verdict that is not "accepted", with its reason:
//! `DESCRIPTORS=folder cargo test --test descriptor corpus -- --ignored --nocapture`.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use mockfluence::descriptor::{Descriptor, Malformed, Report, Rules, Violation};

/// What became of one file, and why.
struct Verdict {
    name: String,
    class: String,
    reasons: Vec<String>,
}

fn judge(file: &Path) -> Verdict {
    let name = file
        .file_stem()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned();
    let text = String::from_utf8_lossy(&fs::read(file).expect("a readable file")).into_owned();
    let (class, reasons) = match Descriptor::check(&text) {
        Ok(descriptor) => {
            let warnings = descriptor.validate(&Rules::default());
            (
                if warnings.is_empty() {
                    "accepted"
                } else {
                    "warned"
                },
                lines(&warnings),
            )
        }
        Err(Report::Violations(found)) => ("refused", lines(&found)),
        Err(Report::Unreadable(error)) => {
            let class = if error.kind() == Malformed::UnrenderedTemplate {
                "template"
            } else {
                "unreadable"
            };
            (class, vec![error.to_string()])
        }
        Err(other) => ("refused", vec![other.to_string()]),
    };
    Verdict {
        name,
        class: class.to_owned(),
        reasons,
    }
}

/// The violations with the place reduced to its names, equal ones counted.
fn lines(found: &[Violation]) -> Vec<String> {
    let mut counted: BTreeMap<String, usize> = BTreeMap::new();
    let mut order = Vec::new();
    for violation in found {
        let text = violation.to_string();
        let first = text.lines().next().unwrap_or_default();
        let line: String = first.chars().take(240).collect();
        let kind = format!("{:?} {}", violation.severity, violation.sub_code);
        let count = counted.entry(kind).or_default();
        *count += 1;
        if *count <= 3 {
            order.push(line);
        }
    }
    order.extend(
        counted
            .into_iter()
            .filter(|(_, count)| *count > 3)
            .map(|(kind, count)| format!("{count} x {kind}")),
    );
    order
}

#[test]
#[ignore = "needs a folder of descriptors"]
fn every_verdict_that_is_not_accepted() {
    let folder =
        PathBuf::from(std::env::var_os("DESCRIPTORS").expect("DESCRIPTORS names a folder"));
    let entries = fs::read_dir(&folder).expect("the folder can be read");
    let mut files: Vec<PathBuf> = entries
        .map(|entry| entry.expect("an entry").path())
        .collect();
    files.retain(|file| {
        file.extension()
            .is_some_and(|extension| extension == "json")
    });
    files.sort();
    let verdicts: Vec<Verdict> = files.iter().map(|file| judge(file)).collect();
    let mut classes: BTreeMap<&str, usize> = BTreeMap::new();
    for verdict in &verdicts {
        *classes.entry(&verdict.class).or_default() += 1;
        if verdict.class != "accepted" {
            println!("{:<8} {}", verdict.name, verdict.class);
            verdict
                .reasons
                .iter()
                .for_each(|reason| println!("           {reason}"));
        }
    }
    println!("{} descriptors: {classes:?}", verdicts.len());
    assert!(!verdicts.is_empty());
}
