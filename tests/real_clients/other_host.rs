//! A host in Python that differs as it is told to, compared: each difference is found where it is, and none is invented.

use std::collections::BTreeSet;
use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use mockfluence::compare::{Comparison, RealSite, Report};
use mockfluence::descriptor::Descriptor;
use serde_json::{Value, json};

const HOST: &str = concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/tests/clients/other_host/host.py"
);
const SECRET: &str = "a-secret-of-the-other-host-0123456789";

struct Host {
    child: Child,
    url: String,
}

impl Host {
    fn with(differences: &[usize]) -> Self {
        let numbers = differences.iter().map(usize::to_string);
        let mut child = Command::new("python3")
            .args([HOST, "my-app", SECRET])
            .args(numbers)
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut url = String::new();
        let mut lines = BufReader::new(child.stdout.take().unwrap());
        lines.read_line(&mut url).unwrap();
        let url = url.trim().to_owned();
        Self { child, url }
    }

    async fn compared(&self) -> Report {
        let descriptor = json!({
            "key": "my-app", "name": "My app", "baseUrl": "https://app.example", "scopes": ["READ"],
            "authentication": { "type": "jwt" }, "lifecycle": { "installed": "/installed" },
        });
        let descriptor = Descriptor::from_value(descriptor).unwrap();
        let site = RealSite::new(&self.url, "my-app", SECRET).unwrap();
        let site = site.descriptor(descriptor).pause(Duration::from_millis(1));
        let comparison = Comparison::new(site).writing(true).limits(true);
        let report = comparison.run().await.unwrap();
        assert_eq!(report.stopped, None, "{report}");
        assert!(report.left_behind.is_empty(), "{report}");
        report
    }
}

impl Drop for Host {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// What a difference shows in: probe and aspect.
fn shown_by(all: &Value, number: usize) -> impl Iterator<Item = (String, String)> {
    let one = &all[number.to_string()];
    let probe = one["probe"].as_str().unwrap();
    let aspects = one["aspects"].as_array().unwrap().iter();
    let aspects = aspects.map(|aspect| aspect.as_str().unwrap());
    aspects.map(move |aspect| (probe.to_owned(), aspect.to_owned()))
}

/// Numbers that a seed picks out of all.
fn picked(seed: u64, count: usize) -> Vec<usize> {
    let mut state = seed;
    let mut next = || {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        state >> 60 < 6
    };
    (1..=count).filter(|_| next()).collect()
}

#[tokio::test]
#[ignore = "needs Python"]
async fn another_host_differs_where_it_was_told_to_and_nowhere_else() {
    let listed = Command::new("python3")
        .args([HOST, "--list"])
        .output()
        .unwrap();
    let all: Value = serde_json::from_slice(&listed.stdout).unwrap();
    let count = all.as_object().unwrap().len();
    assert!(count >= 30);
    let everything: Vec<usize> = (1..=count).collect();
    let seeded = (1..=6).map(|seed| picked(seed, count));
    for differences in [Vec::new(), everything].into_iter().chain(seeded) {
        let report = Host::with(&differences).compared().await;
        let expected = differences
            .iter()
            .flat_map(|number| shown_by(&all, *number));
        let expected: BTreeSet<(String, String)> = expected.collect();
        let found = report.differences.iter();
        let found: BTreeSet<(String, String)> = found
            .map(|one| (one.probe.clone(), one.aspect.clone()))
            .collect();
        assert_eq!(found, expected, "{differences:?}: {report}");
        for (probe, setting) in [
            ("get.body", "get_with_body"),
            ("dynamic.delete-comma", "module_key_list"),
            ("dynamic.eleven", "dynamic_module_limit"),
        ] {
            let mut of_probe = report.differences.iter().filter(|one| one.probe == probe);
            let agrees = |one: &mockfluence::compare::Difference| {
                one.agrees
                    .as_ref()
                    .is_some_and(|agrees| agrees.setting == setting)
            };
            assert!(of_probe.all(agrees), "{probe}: {report}");
        }
    }
}
