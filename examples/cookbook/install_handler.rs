//! The test of the page `install_handler` of the cookbook.

// The app under test, a file to copy, too; yours takes its place.
#[path = "../incident_board/mod.rs"]
mod incident_board;

use incident_board::IncidentBoard;
use mockfluence::{Fault, Status, Tamper, Tenant, to_app};

#[tokio::test]
async fn install_handler() {
    let tenant = Tenant::start();
    // The backend under test, told where the public keys are: `keys_url` stands for
    // https://connect-install-keys.atlassian.com.
    let backend = IncidentBoard::start(tenant.keys_url()).await;
    let app = tenant.install(backend.descriptor_url()).await.unwrap();
    assert_eq!(app.status(), Status::Enabled);
    // A forged install must be refused, and must not replace the secret of the good one.
    tenant.inject(
        Fault::token(Tamper::WrongKey)
            .on(to_app().post("/installed"))
            .times(1),
    );
    app.rotate_secret().await.unwrap_err();
    backend.open_incident("incident-1").await;
    assert_eq!(app.dynamic_module_keys(), ["incident-1"]);
}
