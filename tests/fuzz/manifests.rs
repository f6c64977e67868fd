//! What the library reads of apps on Forge: manifests.

use mockfluence::manifest::Manifest;

use crate::engine::{files, fuzz};

#[test]
fn manifest() {
    let corpus = files("tests/fuzz/corpus/manifest");
    let before = Manifest::from_yaml(&String::from_utf8_lossy(&corpus[0])).unwrap();
    fuzz("manifest", &corpus, 300, |input| {
        let manifest = match Manifest::from_yaml(&String::from_utf8_lossy(input)) {
            Ok(manifest) => manifest,
            Err(refused) => {
                let _ = (refused.to_string(), refused.line(), refused.column());
                return;
            }
        };
        let found = manifest.validate();
        let told: usize = found.iter().map(|one| one.to_string().len()).sum();
        // What is told has a bound, beside what it quotes.
        assert!(told < 2_000_000 + 40 * input.len(), "{told} bytes are told");
        let _ = (manifest.connect(), manifest.scopes(), manifest.app_id());
        let _ = (
            manifest.major_changes(&before),
            before.major_changes(&manifest),
        );
        let again = Manifest::from_json(manifest.value().clone()).expect("what was read is read");
        assert_eq!(again.value()["modules"], manifest.value()["modules"]);
    });
}
