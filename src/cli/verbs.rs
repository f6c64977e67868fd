//! The commands to a running server: each is one call of its control API.

use std::process::ExitCode;
use std::time::Duration;

use serde_json::{Value, json};

use super::arguments::Given;
use super::remote::{Failure, Remote, encoded};
use super::{NOT_UNDERSTOOD, REFUSED};

/// What to print, or why there is nothing.
pub(super) type Said = Result<Value, Failure>;

/// Prints what the server said; exit status 1 if it refused.
pub(super) fn say(given: &Given, words: impl FnOnce(&Value) -> String, said: Said) -> ExitCode {
    match said {
        Ok(value) if given.wants_json() => println!("{value}"),
        Ok(value) => {
            let words = words(&value);
            if !words.is_empty() {
                println!("{}", words.trim_end());
            }
        }
        Err(Failure::Refused(body)) => {
            match given.wants_json() {
                true => println!("{body}"),
                false => eprintln!("{}", refusal(&body)),
            }
            return ExitCode::from(REFUSED);
        }
        Err(Failure::NotUnderstood(why)) => {
            eprintln!("{why}");
            return ExitCode::from(NOT_UNDERSTOOD);
        }
    }
    ExitCode::SUCCESS
}

/// The server's words, with all it explains.
fn refusal(body: &Value) -> String {
    let text = |name: &str| body[name].as_str();
    let words = text("explanation").or(text("error"));
    let words = words.map_or_else(|| body.to_string(), str::to_owned);
    match text("log") {
        Some(log) => format!("{words}\nthe last of the log:\n{log}"),
        None => words,
    }
}

/// A descriptor as the API takes it: URLs are read by the tenant, files by us.
fn source(given: &Given, place: usize) -> Result<Value, Failure> {
    let mut body = match given.word(place) {
        None => json!({}),
        Some(url) if url.contains("://") => json!({ "descriptorUrl": url }),
        Some(file) => {
            let text = super::validate::read(file)
                .map_err(|why| format!("{file} cannot be read: {why}"))?;
            let value: Value =
                serde_json::from_str(&text).map_err(|error| format!("{file}: {error}"))?;
            json!({ "descriptor": value })
        }
    };
    if given.has("without-backend") {
        body["withoutBackend"] = true.into();
    }
    Ok(body)
}

fn app_words(app: &Value) -> String {
    let text = |name: &str| app[name].as_str().unwrap_or("-").to_owned();
    format!("{} {}: {}", text("key"), text("version"), text("status"))
}

fn callback_words(done: &Value) -> String {
    let callbacks = done["callbacks"].as_array().into_iter().flatten();
    let mut lines: Vec<String> = callbacks
        .map(|one| {
            let path = one["path"].as_str().unwrap_or_default();
            let status = one["status"].as_u64();
            let status = status.map_or_else(|| "no answer".to_owned(), |status| status.to_string());
            format!("{path}  {status}")
        })
        .collect();
    if let Some(status) = done["status"].as_str() {
        lines.push(status.to_owned());
    }
    lines.join("\n")
}

pub(super) fn install(given: &Given) -> ExitCode {
    let said = (|| {
        let remote = Remote::from(given)?;
        remote.post(&format!("{}/apps", remote.base()?), &source(given, 0)?)
    })();
    say(given, app_words, said)
}

pub(super) fn upgrade(given: &Given) -> ExitCode {
    let said = (|| {
        let remote = Remote::from(given)?;
        let app = remote.app(given.get("app"))?;
        remote.post(&format!("{app}/upgrade"), &source(given, 0)?)
    })();
    let words = |done: &Value| {
        let removed = done["removedModules"].as_array().map_or(0, Vec::len);
        match removed {
            0 => app_words(&done["app"]),
            _ => format!(
                "{}; {removed} dynamic modules removed",
                app_words(&done["app"])
            ),
        }
    };
    say(given, words, said)
}

/// `POST …/apps/{app}/<verb>` without a body.
fn to_app(given: &Given, verb: &str, words: fn(&Value) -> String) -> ExitCode {
    let said = (|| {
        let remote = Remote::from(given)?;
        let app = remote.app(given.word(0))?;
        remote.post(&format!("{app}/{verb}"), &json!({}))
    })();
    say(given, words, said)
}

pub(super) fn disable(given: &Given) -> ExitCode {
    to_app(given, "disable", callback_words)
}

pub(super) fn enable(given: &Given) -> ExitCode {
    to_app(given, "enable", callback_words)
}

pub(super) fn uninstall(given: &Given) -> ExitCode {
    to_app(given, "uninstall", callback_words)
}

pub(super) fn rotate_secret(given: &Given) -> ExitCode {
    to_app(given, "rotate-secret", app_words)
}

pub(super) fn repeat_installed(given: &Given) -> ExitCode {
    to_app(given, "repeat-installed", app_words)
}

pub(super) fn rename_site(given: &Given) -> ExitCode {
    let said = (|| {
        let remote = Remote::from(given)?;
        let body = json!({ "baseUrl": given.word(0) });
        remote.post(&format!("{}/rename-site", remote.base()?), &body)
    })();
    say(given, callback_words, said)
}

pub(super) fn import_site(given: &Given) -> ExitCode {
    let said = (|| {
        let remote = Remote::from(given)?;
        remote.post(&format!("{}/import-site", remote.base()?), &json!({}))
    })();
    let words = |done: &Value| {
        let gone = done["removedApps"]
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(Value::as_str);
        let gone = gone.collect::<Vec<_>>().join(", ");
        format!(
            "new clientKey {}; removed: {gone}",
            done["clientKey"].as_str().unwrap_or_default()
        )
    };
    say(given, words, said)
}

pub(super) fn apps(given: &Given) -> ExitCode {
    let said = (|| {
        let remote = Remote::from(given)?;
        remote.get(&format!("{}/apps", remote.base()?))
    })();
    let words = |body: &Value| {
        let apps = body["apps"].as_array().into_iter().flatten();
        apps.map(app_words).collect::<Vec<_>>().join("\n")
    };
    say(given, words, said)
}

pub(super) fn modules(given: &Given) -> ExitCode {
    let said = (|| {
        let remote = Remote::from(given)?;
        let app = remote.get(&remote.app(given.word(0))?)?;
        Ok(json!({ "static": app["staticModules"], "dynamic": app["dynamicModules"] }))
    })();
    say(given, |modules| format!("{modules:#}"), said)
}

pub(super) fn token(given: &Given) -> ExitCode {
    let said = (|| {
        let remote = Remote::from(given)?;
        let app = remote.app(given.get("app"))?;
        let body = json!({ "method": given.word(0), "path": given.word(1) });
        remote.post(&format!("{app}/token"), &body)
    })();
    say(
        given,
        |token| token["token"].as_str().unwrap_or_default().to_owned(),
        said,
    )
}

pub(super) fn clock(given: &Given) -> ExitCode {
    let said = (|| {
        let remote = Remote::from(given)?;
        let path = format!("{}/clock", remote.base()?);
        let Some(word) = given.word(0) else {
            return remote.get(&path);
        };
        let body = match word {
            "reset" => json!({ "offsetMillis": 0 }),
            _ => {
                let seconds: f64 = word
                    .parse()
                    .map_err(|_| format!("`{word}`: seconds, or `reset`"))?;
                #[expect(clippy::cast_possible_truncation)]
                let millis = (seconds * 1000.0) as i64;
                json!({ "advanceMillis": millis })
            }
        };
        remote.ask("PUT", &path, Some(&body))
    })();
    say(
        given,
        |clock| format!("{} ms ahead", clock["offsetMillis"]),
        said,
    )
}

/// `from-app POST /path`, the words of a filter; method and path may be left out.
fn filter(text: &str) -> Result<Value, String> {
    let mut words = text.split_whitespace();
    let direction = words.next().unwrap_or_default();
    if !matches!(direction, "from-app" | "to-app") {
        return Err(format!(
            "`{text}`: begin with from-app or to-app, as in 'to-app POST /installed'"
        ));
    }
    let mut filter = json!({ "direction": direction });
    for word in words {
        let name = if word.starts_with('/') {
            "path"
        } else {
            "method"
        };
        filter[name] = word.into();
    }
    Ok(filter)
}

pub(super) fn fault(given: &Given) -> ExitCode {
    let said = (|| {
        let remote = Remote::from(given)?;
        let path = format!("{}/faults", remote.base()?);
        match given.word(0).unwrap_or_default() {
            "list" => remote.get(&path),
            "clear" => remote.ask("DELETE", &path, None),
            kind => remote.post(&path, &wanted_fault(given, kind)?),
        }
    })();
    let words = |body: &Value| match body["faults"].as_array() {
        Some(faults) => {
            let line = |one: &Value| {
                format!(
                    "{}  {}",
                    one["id"],
                    one["words"].as_str().unwrap_or_default()
                )
            };
            faults.iter().map(line).collect::<Vec<_>>().join("\n")
        }
        None if body["id"].is_number() => format!("fault {}", body["id"]),
        None => String::new(),
    };
    say(given, words, said)
}

fn wanted_fault(given: &Given, kind: &str) -> Result<Value, String> {
    let millis = |name: &str| given.number::<u64>(name);
    let kind = match kind {
        "status" => {
            let status = given
                .number::<u16>("status")?
                .ok_or("`fault status` needs --status")?;
            let split = |header: &String| {
                let (name, value) = header.split_once(':').unwrap_or((header, ""));
                json!([name.trim(), value.trim()])
            };
            let headers: Vec<Value> = given.all("header").iter().map(split).collect();
            json!({ "status": {
                "status": status, "headers": headers, "body": given.get("body").unwrap_or_default()
            }})
        }
        "delay" => {
            let delay = millis("millis")?.ok_or("`fault delay` needs --millis")?;
            json!({ "delay": { "min": delay, "max": delay } })
        }
        "slow-body" => {
            let pause = millis("millis")?.ok_or("`fault slow-body` needs --millis")?;
            json!({ "slow-body": { "bytes": 64, "pause": pause } })
        }
        other => json!(other),
    };
    let mut fault = json!({ "kind": kind });
    if let Some(on) = given.get("on") {
        fault["on"] = filter(on)?;
    }
    for name in ["times", "after"] {
        if let Some(number) = given.number::<u32>(name)? {
            fault[name] = number.into();
        }
    }
    Ok(fault)
}

pub(super) fn wait(given: &Given) -> ExitCode {
    let said = (|| {
        let remote = Remote::from(given)?;
        let count: usize = match given.word(1) {
            Some(count) => count
                .parse()
                .map_err(|_| format!("`{count}` is no count"))?,
            None => 1,
        };
        let seconds = given.number::<f64>("timeout")?.unwrap_or(5.0);
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        let body = json!({
            "filter": filter(given.word(0).unwrap_or_default())?,
            "count": count,
            "timeoutMillis": (seconds * 1000.0) as u64,
        });
        remote.post(&format!("{}/log/wait", remote.base()?), &body)
    })();
    let words = |found: &Value| {
        let count = found["entries"].as_array().map_or(0, Vec::len);
        format!("{count} came")
    };
    say(given, words, said)
}

/// As the library writes it; `json` is what `serde` makes of it.
pub(super) const LOG_FORMATS: &[&str] = &["text", "json", "mermaid", "markdown", "html", "har"];

pub(super) fn log(given: &Given) -> ExitCode {
    if given.has("follow") {
        return follow(given);
    }
    let said = (|| {
        let remote = Remote::from(given)?;
        let format = given.get("format").unwrap_or("text");
        remote.get(&format!(
            "{}/log?format={}",
            remote.base()?,
            encoded(format)
        ))
    })();
    let words = |log: &Value| log.as_str().map_or_else(|| log.to_string(), str::to_owned);
    say(given, words, said)
}

/// How often a followed log is looked at.
const PACE: Duration = Duration::from_millis(200);

/// Prints what is new until it is interrupted or the server is gone.
fn follow(given: &Given) -> ExitCode {
    let mut seen = 0;
    let mut look = || -> Result<(), Failure> {
        let remote = Remote::from(given)?;
        let log = format!("{}/log", remote.base()?);
        loop {
            let news = remote.get(&format!("{log}?after={seen}"))?;
            let finished = |entry: &Value| entry["outcome"] != "pending";
            let entries = news["entries"].as_array().cloned().unwrap_or_default();
            // An entry that is not finished is shown when it is, and none before it.
            let count = entries.iter().take_while(|entry| finished(entry)).count();
            if count > 0 {
                print_news(given, &remote, &log, seen, &entries[..count])?;
                seen += count;
            }
            std::thread::sleep(PACE);
        }
    };
    let ended: Said = look().map(|()| Value::Null);
    say(given, |_| String::new(), ended)
}

fn print_news(
    given: &Given,
    remote: &Remote,
    log: &str,
    seen: usize,
    entries: &[Value],
) -> Result<(), Failure> {
    if given.wants_json() {
        for entry in entries {
            println!("{entry}");
        }
        return Ok(());
    }
    let text = remote.get(&format!(
        "{log}?format=text&after={seen}&count={}",
        entries.len()
    ))?;
    print!("{}", text.as_str().unwrap_or_default());
    Ok(())
}
