//! What a call costs when there is more content: a page alone, lists, searches, a move, a new page.

use std::time::Instant;

use mockfluence::{InstalledApp, Page, Space, Tenant};

use crate::client::{Client, request};
use crate::exponents::{DECADES, least, told};
use crate::measure::{allocated_bytes, micros};
use crate::peers;

/// Ten below each, two spaces of which one has nearly all, and a label that two have.
fn filled(pages: usize) -> Tenant {
    let tenant = Tenant::start();
    for number in 0..pages {
        let id = 10_000_000 + number as u64;
        let mut page = Page::new(id, format!("Page {number}"));
        if number > 0 {
            page = page.with_parent(10_000_000 + (number as u64 - 1) / 10);
        }
        if number == 3 || number == 5 {
            page = page.with_label("rare");
        }
        tenant.add_page(page);
    }
    let ops = Space::new(20_000_002, "OPS", "Operations");
    tenant.add_page(Page::new(9_999_999, "Alone").with_space(ops));
    tenant
}

/// Each with its name, method, path and body; `{n}` is another number each time.
const CALLS: [(&str, &str, &str, &str); 16] = [
    ("GET a page of v1", "GET", "/rest/api/content/10000003", ""),
    ("GET a page of v2", "GET", "/api/v2/pages/10000003", ""),
    ("list 25 of v1", "GET", "/rest/api/content?limit=25", ""),
    ("list 25 of v2", "GET", "/api/v2/pages?limit=25", ""),
    (
        "list 25 of a space",
        "GET",
        "/api/v2/spaces/20000001/pages?limit=25",
        "",
    ),
    (
        "list the top of a space",
        "GET",
        "/api/v2/spaces/20000001/pages?depth=root",
        "",
    ),
    (
        "list children",
        "GET",
        "/api/v2/pages/10000000/children",
        "",
    ),
    (
        "list 25 by title",
        "GET",
        "/api/v2/pages?limit=25&sort=title",
        "",
    ),
    (
        "search id",
        "GET",
        "/rest/api/content/search?cql=id=10000003",
        "",
    ),
    (
        "search title",
        "GET",
        "/rest/api/content/search?cql=title=%22page%203%22",
        "",
    ),
    (
        "search label",
        "GET",
        "/rest/api/content/search?cql=type=page%20and%20label=rare",
        "",
    ),
    (
        "search ancestor",
        "GET",
        "/rest/api/content/search?cql=space=ENG%20and%20ancestor=10000009",
        "",
    ),
    (
        "search another space",
        "GET",
        "/rest/api/content/search?cql=space=OPS",
        "",
    ),
    (
        "search a text",
        "GET",
        "/rest/api/content/search?cql=text~%22alone%22",
        "",
    ),
    (
        "move a page",
        "PUT",
        "/rest/api/content/10000002/move/after/10000004",
        "",
    ),
    (
        "make a page",
        "POST",
        "/api/v2/pages",
        r#"{"spaceId": "20000001", "title": "New {n}"}"#,
    ),
];

async fn cost(
    client: &mut Client,
    app: &InstalledApp,
    call: (&str, &str, &str, &str),
) -> (f64, f64) {
    let (name, method, path, body) = call;
    let (mut times, mut bytes) = (Vec::new(), Vec::new());
    for number in 0..7 {
        let target = format!("/wiki{path}");
        let token = app.client().request(method, path).signed_token().unwrap();
        let sent = body.replace("{n}", &number.to_string());
        let request = request(method, &target, Some(&token), &sent);
        let (since, before) = (Instant::now(), allocated_bytes());
        let status = client.send(&request).await;
        assert!(status < 300, "{name}: {status}");
        times.push(micros(since));
        bytes.push((allocated_bytes() - before) as f64);
    }
    (least(times), least(bytes))
}

pub async fn run() {
    let mut costs: Vec<Vec<(usize, (f64, f64))>> = vec![Vec::new(); CALLS.len()];
    for pages in DECADES {
        let tenant = filled(pages);
        let app = peers::installed(&tenant).await;
        let mut client = Client::new(format!("127.0.0.1:{}", tenant.port()));
        for (at, call) in CALLS.into_iter().enumerate() {
            costs[at].push((pages, cost(&mut client, &app, call).await));
        }
    }
    for ((name, ..), costs) in CALLS.iter().zip(&costs) {
        told(&format!("of pages: {name}"), costs);
    }
}
