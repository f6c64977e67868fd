//! Settings as a file has them.

use std::time::Duration;

use super::{SecretOnUpgrade, Settings};

#[test]
fn settings_survive_a_file_and_refuse_a_misspelt_name() {
    let settings = Settings::default()
        .secret_on_upgrade(SecretOnUpgrade::Rotated)
        .callback_deadline(Duration::from_millis(250));
    let text = serde_json::to_string(&settings).unwrap();
    assert!(text.contains(r#""callback-deadline":0.25"#), "{text}");
    assert_eq!(serde_json::from_str::<Settings>(&text).unwrap(), settings);
    for wrong in [
        r#"{"secret-on-upgrad": "kept"}"#,
        r#"{"limits": {"request-deadlin": 1}}"#,
        r#"{"rules": {"app-key-lenght": 80}}"#,
    ] {
        let refused = serde_json::from_str::<Settings>(wrong).unwrap_err();
        assert!(
            refused.to_string().starts_with("unknown field"),
            "{refused}"
        );
    }
}
