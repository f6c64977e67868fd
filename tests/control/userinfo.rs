//! A URL with a name and a password in it, at every door that takes a URL: refused, and the password is in no output.

use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use rstest::rstest;
use serde_json::json;

use crate::{AT_HOME, Server};

const PASSWORD: &str = "p4ss-w0rd-of-anna";

/// In the forms that one may write, the last two wrongly.
fn urls() -> [String; 5] {
    [
        format!("http://anna:{PASSWORD}@127.0.0.1:9/wiki"),
        format!("https://{PASSWORD}@127.0.0.1:9/wiki"),
        format!("ftp://anna:{PASSWORD}@127.0.0.1:9/wiki"),
        format!("anna:{PASSWORD}@127.0.0.1:9/wiki"),
        format!("http://anna:{PASSWORD}/%#@127.0.0.1:9/wiki"),
    ]
}

fn assert_unsaid(command: &mut Command) {
    let mut child = command
        .env("SECRET", "a-secret-of-some-length")
        .envs(AT_HOME)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let begun = Instant::now();
    while child.try_wait().unwrap().is_none() {
        if begun.elapsed() > Duration::from_secs(30) {
            child.kill().unwrap();
            panic!("{command:?} took it, and runs");
        }
        std::thread::sleep(Duration::from_millis(20));
    }
    let output = child.wait_with_output().unwrap();
    let said = [output.stdout, output.stderr].map(|text| String::from_utf8(text).unwrap());
    let said = said.join("\n");
    assert!(!output.status.success(), "{command:?}: {said}");
    assert!(
        !said.contains(PASSWORD) && !said.contains("p4ss"),
        "{command:?}: {said}"
    );
    assert!(said.trim().len() > 10, "{command:?}: {said}");
}

/// `URL` stands for each of the URLs.
#[rstest]
#[case::compare("compare --site URL --app-key k --secret-env SECRET --yes")]
#[case::compare_proxy(
    "compare --site http://127.0.0.1:9/wiki --proxy URL --app-key k --secret-env SECRET --yes"
)]
#[case::record_site("record --site URL --app http://127.0.0.1:9 --out OUT")]
#[case::record_app("record --site http://127.0.0.1:9/wiki --app URL --out OUT")]
#[case::replay("replay fixtures/recordings/life.json --app URL")]
#[case::public_url("serve --public-url URL")]
#[case::fallback("serve --fallback URL")]
#[case::check("check URL")]
#[case::check_base_url("check fixtures/recordings/life.json --base-url URL")]
#[case::control("tenants --control URL")]
fn a_password_in_a_url_is_in_no_output(#[case] line: &str) {
    for url in urls() {
        // Without a scheme it is the name of a file.
        if line == "check URL" && !url.contains("://") {
            continue;
        }
        let mut command = Command::new(env!("CARGO_BIN_EXE_mockfluence"));
        command.current_dir(env!("CARGO_MANIFEST_DIR"));
        let words = line.split(' ').map(|word| match word {
            "OUT" => concat!(env!("CARGO_TARGET_TMPDIR"), "/userinfo-record.json").to_owned(),
            word => word.replace("URL", &url),
        });
        assert_unsaid(command.args(words));
    }
}

/// What a running server is told, also in its log.
#[test]
fn a_server_that_is_given_one_says_no_password() {
    let server = Server::start(&[]);
    let manifest = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("userinfo.json");
    let descriptor = |url: &str| {
        json!({ "key": "a", "name": "A", "baseUrl": url, "authentication": { "type": "jwt" },
                "lifecycle": { "installed": "/installed" } })
    };
    let manifest_of = |url: &str| {
        json!({
            "app": { "id": "ari:cloud:ecosystem::app/406d303d-0393-4ec4-ad7c-1435be94583a", "runtime": { "name": "nodejs22.x" } },
            "remotes": [{ "key": "backend", "baseUrl": url }],
        })
    };
    let file = manifest.to_str().unwrap();
    let command = || {
        let mut command = Command::new(env!("CARGO_BIN_EXE_mockfluence"));
        command.env("MOCKFLUENCE_CONTROL_URL", server.text("controlUrl"));
        command
    };
    for url in urls() {
        for line in [
            "install FILE",
            "install FILE --base-url URL",
            "start other --public-url URL",
            "start other --fallback URL",
            "rename-site URL",
        ] {
            // The host's own message quotes what in a descriptor is no URI.
            if line == "install FILE" && url.contains("/%#") {
                continue;
            }
            std::fs::write(&manifest, descriptor(&url).to_string()).unwrap();
            let words = line
                .split(' ')
                .map(|word| word.replace("URL", &url).replace("FILE", file));
            assert_unsaid(command().args(words));
        }
        for line in [
            "forge install FILE --reachable",
            "forge install FILE --remote backend=URL",
        ] {
            std::fs::write(&manifest, manifest_of(&url).to_string()).unwrap();
            let words = line
                .split(' ')
                .map(|word| word.replace("URL", &url).replace("FILE", file));
            assert_unsaid(command().args(words));
        }
    }
    for form in ["text", "json", "har"] {
        let log = server.said(&["log", "--format", form]);
        assert!(!log.contains(PASSWORD), "{log}");
    }
}

#[cfg(feature = "look-alike")]
#[test]
fn the_proxy_of_a_network_is_named_without_a_password() {
    let server = Server::start(&["--look-alike", "acme.atlassian.net"]);
    for url in urls() {
        let mut command = Command::new(env!("CARGO_BIN_EXE_mockfluence"));
        command.env("MOCKFLUENCE_CONTROL_URL", server.text("controlUrl"));
        assert_unsaid(command.args(["env", "--proxy-url", &url]));
    }
}
