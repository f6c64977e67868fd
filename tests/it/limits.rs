//! What the tenant reads has a limit, and the limit has a name.

use mockfluence::settings::Limits;
use mockfluence::{Settings, Status, Tenant};
use rstest::rstest;

use crate::scripted_app::ScriptedApp;

#[rstest]
#[case::at_the_limit(1000, true)]
#[case::above(1001, false)]
#[tokio::test]
async fn an_answer_to_a_callback_has_a_limit(#[case] bytes: usize, #[case] is_read: bool) {
    let app = ScriptedApp::start().await;
    app.reply("/installed", 200, "x".repeat(bytes));
    let limits = Limits::default().reply_size_limit(1000);
    let settings = Settings::default().limits(limits);
    let tenant = Tenant::builder().settings(settings).start();
    match tenant.install(app.descriptor_url()).await {
        Ok(app) => assert_eq!((app.status(), is_read), (Status::Enabled, true)),
        Err(refusal) => {
            let why = "the body is larger than 1000 bytes (setting `limits.reply_size_limit`)";
            assert!(refusal.to_string().contains(why), "{refusal}");
            assert!(!is_read);
        }
    }
}
