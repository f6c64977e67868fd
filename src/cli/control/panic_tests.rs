//! A defect of ours in a control request: 500 with our name on it, and the connection goes on.

use std::sync::Arc;

use http::Method;
use mockfluence::Settings;
use mockfluence::binary_support::HostNames;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

use super::farm::{Defaults, Farm};
use super::networks::NetworkPlan;
use super::route::{Route, schema_of};
use super::{Gate, router_of};
use crate::cli::commands::reach::Reach;
use crate::cli::contract::Nothing;

static ROUTES: &[Route] = &[Route {
    name: "Planted",
    summary: "Fails",
    method: Method::GET,
    path: "/planted",
    status: 200,
    refusals: &[],
    forms: &[],
    request: schema_of::<Nothing>,
    reply: schema_of::<Nothing>,
    run: |_, _| Box::pin(async { panic!("a planted defect") }),
}];

#[tokio::test]
async fn a_panic_is_a_500_and_the_next_request_of_the_connection_is_answered() {
    let farm = Arc::new(Farm::new(
        Defaults {
            address: [127, 0, 0, 1].into(),
            seed: Some(0),
            secret_seed: 0,
            reach: Reach::default(),
            settings: Settings::default(),
            listener: None,
        },
        NetworkPlan::default(),
    ));
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let gate = Arc::new(Gate {
        names: HostNames::bound_to(address.ip()),
        keys: None,
        control_url: String::new(),
    });
    let router = router_of(ROUTES, &farm, &gate);
    tokio::spawn(async move { axum::serve(listener, router).await });
    let mut stream = TcpStream::connect(address).await.unwrap();
    for last in [false, true] {
        let connection = if last { "close" } else { "keep-alive" };
        let request =
            format!("GET /planted HTTP/1.1\r\nhost: localhost\r\nconnection: {connection}\r\n\r\n");
        stream.write_all(request.as_bytes()).await.unwrap();
    }
    let mut replies = String::new();
    stream.read_to_string(&mut replies).await.unwrap();
    assert_eq!(replies.matches("HTTP/1.1 500").count(), 2, "{replies}");
    assert_eq!(
        replies.matches("mockfluence itself failed").count(),
        2,
        "{replies}"
    );
    assert!(!replies.contains("a planted defect"), "{replies}");
}
