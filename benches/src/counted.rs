//! What a profiler counts instructions of: so many of one thing, and nothing else that grows with their number.

use mockfluence::Tenant;

use crate::client::Client;
use crate::peers;

pub const KINDS: [&str; 6] = [
    "get",
    "post+delete",
    "install",
    "render",
    "stubbed get",
    "wiremock's get",
];

pub async fn run(kind: &str, count: usize) {
    let tenant = Tenant::start();
    let app = peers::installed(&tenant).await;
    let requests = peers::requests(&app, 0);
    let mut client = Client::new(format!("127.0.0.1:{}", tenant.port()));
    match kind {
        "get" => {
            for _ in 0..count {
                assert_eq!(client.send(&requests.get).await, 200);
            }
        }
        "post+delete" => {
            for _ in 0..count {
                assert_eq!(client.send(&requests.post).await, 200);
                assert_eq!(client.send(&requests.delete).await, 204);
            }
        }
        "install" => {
            for _ in 0..count {
                let tenant = Tenant::start();
                peers::installed(&tenant).await;
            }
        }
        "render" => {
            for _ in 0..20 {
                assert_eq!(client.send(&requests.get).await, 200);
            }
            let log = tenant.log();
            for _ in 0..count {
                assert!(log.to_string().len() > 1000);
            }
        }
        "stubbed get" => {
            tenant.mount(crate::stubs::mock(0));
            let request = crate::stubs::last(&app, 1);
            for _ in 0..count {
                assert_eq!(client.send(&request).await, 200);
            }
        }
        "wiremock's get" => {
            let server = peers::wiremock_fresh().await;
            let mut client = Client::new(server.address().to_string());
            for _ in 0..count {
                assert_eq!(client.send(&requests.get).await, 200);
            }
        }
        other => panic!("{other}: {}", KINDS.join(", ")),
    }
}
