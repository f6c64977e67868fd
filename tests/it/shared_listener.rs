//! Many tenants behind one listener: told apart by path or by host name, and otherwise alike.

use std::io::{Read, Write};
use std::time::Duration;

use mockfluence::{DYNAMIC_MODULES, SharedListener, Tenant, from_app, to_app};

use crate::app::App;
use crate::bad_requests::still_serves;
use crate::incident_board::IncidentBoard;
use crate::raw::exchange;

fn behind(listener: &SharedListener, name: &str) -> Tenant {
    Tenant::builder().name(name).behind(listener).start()
}

#[tokio::test]
async fn by_path_an_app_lives_on_each_tenant_by_itself() {
    let listener = SharedListener::start();
    let (acme, globex) = (behind(&listener, "acme"), behind(&listener, "globex"));
    let board = IncidentBoard::start(globex.keys_url()).await;
    board.add_incident("db-down");
    for tenant in [&acme, &globex] {
        tenant.install(board.descriptor_url()).await.unwrap();
        let registered = from_app().post(DYNAMIC_MODULES).status(200);
        tenant.wait_for(1, registered).await.unwrap();
    }
    globex.app("incident-board").unwrap().uninstall().await;
    assert_eq!(board.registrations(), [200, 200]);
    assert_ne!(acme.client_key(), globex.client_key());
    // Nothing of globex's is in the log of acme, and neither port nor name is in it.
    insta::assert_snapshot!(acme.log());
    assert_eq!(acme.log().only(to_app().post("/uninstalled")).len(), 0);
    assert_eq!(globex.log().only(to_app().post("/uninstalled")).len(), 1);
}

#[tokio::test]
async fn the_log_is_that_of_a_tenant_with_a_port_of_its_own() {
    let listener = SharedListener::start();
    let mut logs = Vec::new();
    for tenant in [behind(&listener, "acme"), Tenant::named("acme")] {
        let board = IncidentBoard::start(tenant.keys_url()).await;
        let app = tenant.install(board.descriptor_url()).await.unwrap();
        let client = app.client();
        client.get(DYNAMIC_MODULES).send().await.unwrap();
        client.get("/wiki/rest/api/space").send().await.unwrap();
        logs.push(tenant.log().to_string());
    }
    assert_eq!(logs[0], logs[1]);
}

#[tokio::test]
async fn by_host_name_the_base_url_has_no_more_than_wiki_for_its_path() {
    let listener = SharedListener::by_host_name();
    let (acme, globex) = (behind(&listener, "acme"), behind(&listener, "globex"));
    let port = listener.port();
    assert_eq!(
        acme.base_url(),
        format!("http://acme.localhost:{port}/wiki")
    );
    let app = App::without_backend().on(&acme).await;
    let reply = app.client().get(DYNAMIC_MODULES).send().await.unwrap();
    assert_eq!(reply.status(), 200);
    let key = |host: &str| {
        let path = "/keys/7c1f4c0e-6d2b-4a83-9b57-3f0a5d1e8c42";
        format!("GET {path} HTTP/1.1\r\nhost: {host}:{port}\r\nconnection: close\r\n\r\n")
    };
    for (host, status) in [
        ("ACME.localhost", 200),
        ("initech.localhost", 501),
        ("", 501),
    ] {
        let reply = exchange(port, key(host).as_bytes(), false).await;
        assert!(reply.starts_with(&format!("HTTP/1.1 {status}")), "{reply}");
    }
    assert_eq!(acme.log().only(from_app()).len(), 2);
    assert!(globex.log().is_empty());
    let shown = format!("{acme:?}");
    assert!(
        !shown.contains("globex") && shown.contains("tenants: 2"),
        "{shown}"
    );
}

#[tokio::test]
async fn a_name_that_nobody_has_is_said_to_be_nobodys() {
    let listener = SharedListener::start();
    let acme = behind(&listener, "acme");
    let get = |path: &str| format!("GET {path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n");
    let reply = exchange(
        listener.port(),
        get("/wiki/rest/api/user").as_bytes(),
        false,
    )
    .await;
    assert!(reply.starts_with("HTTP/1.1 501"), "{reply}");
    assert!(
        reply.contains("begins with `wiki`") && reply.contains("it has acme."),
        "{reply}"
    );

    let elsewhere = behind(&listener, "globex");
    drop(acme);
    let reply = exchange(listener.port(), get("/acme/wiki").as_bytes(), false).await;
    assert!(
        reply.contains("begins with `acme`") && reply.contains("it has globex."),
        "{reply}"
    );
    let again = behind(&listener, "acme");
    let app = App::without_backend().on(&again).await;
    still_serves(&app).await;
    drop(elsewhere);
}

#[tokio::test]
async fn a_public_url_leads_to_it_through_a_proxy_that_strips_what_is_before_the_name() {
    let listener = SharedListener::start();
    let acme = Tenant::builder()
        .public_url("https://ci.example/tenants/acme/wiki")
        .behind(&listener)
        .start();
    let app = App::without_backend().on(&acme).await;
    assert_eq!(acme.base_url(), "https://ci.example/tenants/acme/wiki");
    let reply = app.client().get(DYNAMIC_MODULES).send().await.unwrap();
    assert_eq!(reply.status(), 200);
}

#[tokio::test]
async fn what_cannot_stand_behind_a_listener_is_refused_with_the_way_out() {
    let listener = SharedListener::start();
    let _acme = behind(&listener, "acme");
    let refused = |builder: mockfluence::TenantBuilder| {
        builder
            .behind(&listener)
            .try_start()
            .unwrap_err()
            .to_string()
    };
    let twice = refused(Tenant::builder().name("acme"));
    assert!(
        twice.contains("a tenant `acme` behind this listener already"),
        "{twice}"
    );
    let name = refused(Tenant::builder().name("Acme & Sons"));
    assert!(
        name.contains("lower-case letters, digits and hyphens"),
        "{name}"
    );
    for builder in [
        Tenant::builder().name("b").port(8080),
        Tenant::builder().name("b").own_thread(),
        Tenant::builder().name("b").bind([127, 0, 0, 2]),
    ] {
        let misuse = refused(builder);
        assert!(misuse.contains("leave out `.bind`"), "{misuse}");
    }
}

#[test]
fn tenants_keep_their_listener_open_and_need_no_runtime() {
    let acme = behind(&SharedListener::start(), "acme");
    let status = acme.block_on(async {
        let app = App::without_backend().on(&acme).await;
        app.client()
            .get(DYNAMIC_MODULES)
            .send()
            .await
            .unwrap()
            .status()
    });
    assert_eq!(status, 200);
}

#[tokio::test]
async fn a_blocking_client_on_its_thread_is_told_so_instead_of_hanging() {
    let listener = SharedListener::start();
    let acme = behind(&listener, "acme");
    let mut stream = std::net::TcpStream::connect(("127.0.0.1", acme.port())).unwrap();
    stream
        .set_read_timeout(Some(Duration::from_secs(20)))
        .unwrap();
    stream
        .write_all(b"GET /acme/x HTTP/1.1\r\nhost: x\r\n\r\n")
        .unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    assert!(answer.contains("would have hung"), "{answer}");
}
