//! What is not Atlassian's: let through untouched to this machine, kept from all else.

use http::Request;
use mockfluence::{LookAlikeNetwork, Tenant};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;

use super::acme;
use super::client::Client;
use crate::raw::{Behaviour, raw_app};

/// A server that sends back what comes, and is nobody's HTTP.
async fn echo() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            tokio::spawn(async move {
                let (mut from, mut to) = stream.split();
                tokio::io::copy(&mut from, &mut to).await
            });
        }
    });
    port
}

/// The first byte is that of a TLS handshake: whoever would look into it would not send it on.
#[tokio::test]
async fn bytes_to_this_machine_go_through_untouched() {
    let tenant = acme();
    let port = echo().await;
    for host in ["127.0.0.1", "localhost", "app.localhost"] {
        let (mut stream, told) = Client::of(&tenant).connect(&format!("{host}:{port}")).await;
        assert!(told.starts_with("HTTP/1.1 200 "), "{told}");
        let sent: Vec<u8> = (0x16..=0xff).chain(0..0x16).cycle().take(100_000).collect();
        let (mut from, mut to) = stream.split();
        let mut came = vec![0; sent.len()];
        let (written, read) = tokio::join!(to.write_all(&sent), from.read_exact(&mut came));
        written.unwrap();
        read.unwrap();
        assert_eq!(came, sent);
        stream.shutdown().await.unwrap();
        assert_eq!(stream.read(&mut [0; 1]).await.unwrap(), 0);
    }
    assert!(tenant.log().is_empty(), "{}", tenant.log());
}

#[tokio::test]
async fn an_app_is_kept_from_all_else_and_the_log_names_the_way_out() {
    let tenant = acme();
    let client = Client::of(&tenant);
    for (host, port) in [
        ("api.example.com", 443),
        ("192.0.2.7", 443),
        ("notatlassian.net", 443),
    ] {
        let (_, told) = client.connect(&format!("{host}:{port}")).await;
        assert!(told.starts_with("HTTP/1.1 502 "), "{told}");
        let log = tenant.log().to_string();
        let way = format!(
            "an app wanted to reach {host}, which is none of Atlassian's hosts: it was kept from it"
        );
        let out = format!(".allow_host(\"{host}\")");
        assert!(log.contains(&way) && log.contains(&out), "{log}");
    }
    let (_, told) = client.connect("acme.atlassian.net:8443").await;
    assert!(told.starts_with("HTTP/1.1 502 "), "{told}");
    let (_, told) = client
        .say("GET http://api.example.com/x HTTP/1.1\r\nhost: api.example.com\r\n\r\n")
        .await;
    assert!(told.starts_with("HTTP/1.1 502 "), "{told}");
    // By the name in TLS alone: the handshake is never finished, so that nothing is ever read.
    let before = tenant.log().len();
    client
        .send_direct("https://api.example.com/x")
        .await
        .unwrap_err();
    let log = tenant.log().after(before).to_string();
    assert!(log.contains("wanted to reach api.example.com"), "{log}");
}

#[tokio::test]
async fn a_page_that_is_asked_of_the_proxy_itself_is_refused() {
    let tenant = acme();
    let (_, told) = Client::of(&tenant)
        .say("GET /wiki HTTP/1.1\r\nhost: 127.0.0.1\r\n\r\n")
        .await;
    assert!(told.starts_with("HTTP/1.1 400 "), "{told}");
}

#[tokio::test]
async fn whole_urls_are_served_and_passed_on() {
    let tenant = acme();
    let client = Client::of(&tenant);
    let url = "https://acme.atlassian.net/_edge/tenant_info";
    let ask = |url: &str| {
        format!("GET {url} HTTP/1.1\r\nhost: acme.atlassian.net\r\nconnection: close\r\n\r\n")
    };
    // As some clients do for https, too.
    let (_, told) = client.say(&ask(url)).await;
    assert!(told.starts_with("HTTP/1.1 200 "), "{told}");
    let (_, told) = client.say(&ask("http://acme.atlassian.net/wiki")).await;
    assert!(
        told.starts_with("HTTP/1.1 301 ")
            && told.contains("location: https://acme.atlassian.net/wiki"),
        "{told}"
    );
    let answer = b"HTTP/1.1 202 Accepted\r\nconnection: x-mine\r\nx-mine: 1\r\nx-kept: 1\r\ncontent-length: 2\r\n\r\nhi";
    let app = raw_app(Behaviour::Write(answer.to_vec())).await;
    let (mut stream, told) = client.say(&ask(&format!("{app}/x"))).await;
    assert!(
        told.starts_with("HTTP/1.1 202 ") && told.contains("x-kept: 1") && !told.contains("x-mine"),
        "{told}"
    );
    let mut body = String::new();
    stream.read_to_string(&mut body).await.unwrap();
    assert_eq!(body, "hi");
}

/// Whoever reaches the proxy from another machine is not to reach what listens here alone.
#[tokio::test]
async fn a_proxy_for_other_machines_leads_nobody_to_this_one() {
    let network = LookAlikeNetwork::builder()
        .bind([0, 0, 0, 0])
        .allow_host("*")
        .start();
    let tenant = Tenant::builder()
        .look_alike("acme.atlassian.net")
        .network(&network)
        .start();
    let port = echo().await;
    let client = Client::in_network(&network);
    for host in ["127.0.0.1", "localhost", "[::1]"] {
        let (_, told) = client.connect(&format!("{host}:{port}")).await;
        assert!(told.starts_with("HTTP/1.1 502 "), "{told}");
    }
    assert!(
        tenant.log().to_string().contains("NO_PROXY"),
        "{}",
        tenant.log()
    );
    let url = "https://acme.atlassian.net/_edge/tenant_info";
    assert_eq!(
        client
            .send(url, Request::new(String::new()))
            .await
            .unwrap()
            .status,
        200
    );
}
