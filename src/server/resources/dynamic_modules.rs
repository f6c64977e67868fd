//! GET, POST and DELETE of the dynamic modules resource.

use crate::descriptor::Modules;
use crate::server::call::Call;
use crate::server::reply::HostReply;
use crate::settings::ModuleKeyList;
use crate::site::{Cause, Rejection, Site};
use crate::traffic::Note;

pub(in crate::server) fn list(call: &Call, site: &mut Site) -> Result<HostReply, Rejection> {
    Ok(HostReply::json(200, site.modules_json(call.app())?))
}

pub(in crate::server) fn register(call: &Call, site: &mut Site) -> Result<HostReply, Rejection> {
    let modules = read_modules(&call.body)?;
    let now = call.context.clock.now_millis();
    let new = site.register_modules(call.app(), modules, now)?;
    let reply = HostReply::empty(200).note(Note::Registered { count: new.count });
    Ok(new.warnings.into_iter().fold(reply, HostReply::note))
}

pub(in crate::server) fn remove(call: &Call, site: &mut Site) -> Result<HostReply, Rejection> {
    let keys = module_keys(call);
    let slips = slips(call, keys.is_none());
    let keys = site.remove_modules(call.app(), keys.as_deref())?;
    let reply = HostReply::empty(204).note(Note::Removed { keys });
    Ok(slips.into_iter().fold(reply, HostReply::note))
}

/// How many ignored parameters are named one by one.
const SLIPS: usize = 3;

/// What the host ignores without a word, though a client that sends it means to name modules.
fn slips(call: &Call, all: bool) -> Vec<String> {
    let so = match all {
        true => "so no key was named, which means all",
        false => "the keys are those of `moduleKey`",
    };
    let mut names: Vec<String> = call
        .query()
        .map(|(name, _)| name.into_owned())
        .filter(|name| looks_like_module_key(name))
        .collect();
    names.dedup();
    let note =
        |name: &String| format!("the parameter `{name}` is not `moduleKey` and was ignored: {so}");
    let mut notes: Vec<String> = names.iter().take(SLIPS).map(note).collect();
    if let Some(more @ 1..) = names.len().checked_sub(SLIPS) {
        notes.push(format!("and {more} more parameters like it"));
    }
    if !call.body.is_empty() {
        notes.push(format!(
            "the body of a DELETE is ignored, keys go into the query: {so}"
        ));
    }
    notes
}

/// `moduleKey[]`, `moduleKeys`, `module_key`, `key` and the like.
fn looks_like_module_key(name: &str) -> bool {
    let letters = name.chars().filter(char::is_ascii_alphabetic);
    let letters = letters.collect::<String>().to_ascii_lowercase();
    let meant = matches!(
        letters.as_str(),
        "modulekey" | "modulekeys" | "key" | "keys" | "module" | "modules"
    );
    meant && name != "moduleKey"
}

fn read_modules(body: &[u8]) -> Result<Modules, Rejection> {
    let check = "the body is a JSON object of module lists by type";
    let expected = r#"{"webItems": [{"key": …}]}"#;
    let text = std::str::from_utf8(body).map_err(|error| {
        let cause = Cause::new(check, expected, format!("invalid UTF-8: {error}"));
        Rejection::bad_modules("Invalid request body: it is not UTF-8.", cause)
    })?;
    Modules::parse(text).map_err(|error| {
        let mut cause = Cause::new(check, expected, error.to_string());
        cause.likely = clients_habit(text).map(str::to_owned);
        Rejection::bad_modules(error.message(), cause)
    })
}

/// What clients send in place of the object.
fn clients_habit(text: &str) -> Option<&'static str> {
    match text.trim_start().bytes().next()? {
        b'[' => Some(
            "the modules were sent as a list, as the published OpenAPI schema has it and \
             confluence.js 2 types it; send an object of lists by type",
        ),
        b'"' => Some(
            "the body was made JSON twice: give the HTTP client the object, or its text without \
             telling it to serialise",
        ),
        b'{' | b'<' => None,
        _ if text.contains('=') => {
            Some("the body is a form; send the object as JSON (`json=`, not `data=`)")
        }
        _ => None,
    }
}

/// The keys that `?moduleKey=` names; `None` without the parameter, which means all.
fn module_keys(call: &Call) -> Option<Vec<String>> {
    let values: Vec<String> = call
        .query()
        .filter(|(name, _)| name == "moduleKey")
        .map(|(_, value)| value.into_owned())
        .collect();
    if values.is_empty() {
        return None;
    }
    let commas = call.context.settings.module_key_list == ModuleKeyList::Commas;
    let split = |value: String| match commas {
        true => value.split(',').map(str::to_owned).collect(),
        false => vec![value],
    };
    Some(values.into_iter().flat_map(split).collect())
}
