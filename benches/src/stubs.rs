//! A stubbed GET behind the check of its token, against wiremock's own canned answer: the same stubs on all.

use mockfluence::{InstalledApp, Stub, Tenant};
use wiremock::matchers::{method, path};
use wiremock::{Mock, MockServer, ResponseTemplate};

use crate::calls::sequential;
use crate::client::request;
use crate::measure::{median, report};
use crate::peers;

const ROUNDS: usize = 5;

fn place(number: usize) -> String {
    format!("/wiki/x/{number}")
}

pub fn mock(number: usize) -> Mock {
    let mock = Mock::given(method("GET")).and(path(place(number)));
    mock.respond_with(ResponseTemplate::new(200).set_body_string("{}"))
}

fn stub(number: usize) -> Stub {
    let stub = Stub::given(method("GET")).and(path(place(number)));
    stub.respond_with(ResponseTemplate::new(200).set_body_string("{}"))
}

/// The last of the stubs, with a token for it.
pub fn last(app: &InstalledApp, count: usize) -> Vec<u8> {
    let target = place(count - 1);
    let token = app.client().get(&target).signed_token().unwrap();
    request("GET", &target, Some(&token), "")
}

/// Run under `taskset`, so that the time is work and not wake-ups.
pub async fn run() {
    for count in [1, 10, 100, 500] {
        let (mocked, stubbed) = (Tenant::start(), Tenant::start());
        let server = MockServer::builder().start().await;
        for number in 0..count {
            mocked.mount(mock(number));
            stubbed.stub(stub(number));
            server.register(mock(number)).await;
        }
        let mut sides = Vec::new();
        for (name, tenant) in [("mounted", &mocked), ("stub", &stubbed)] {
            let app = peers::installed(tenant).await;
            let address = format!("127.0.0.1:{}", tenant.port());
            sides.push((name, address, last(&app, count), Vec::new()));
        }
        let asked = sides[0].2.clone();
        sides.push(("wiremock", server.address().to_string(), asked, Vec::new()));
        for _ in 0..ROUNDS {
            for (_, address, request, times) in &mut sides {
                times.push(sequential(address, &[request], 200).await);
            }
        }
        for (name, _, _, times) in sides {
            report(&format!("{count} stubs"), name, median(times), "us");
        }
    }
}
