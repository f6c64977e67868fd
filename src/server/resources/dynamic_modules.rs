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
    let keys = site.remove_modules(call.app(), keys.as_deref())?;
    Ok(HostReply::empty(204).note(Note::Removed { keys }))
}

fn read_modules(body: &[u8]) -> Result<Modules, Rejection> {
    let check = "the body is a JSON object of module lists by type";
    let expected = r#"{"webItems": [{"key": …}]}"#;
    let text = std::str::from_utf8(body).map_err(|error| {
        let cause = Cause::new(check, expected, format!("invalid UTF-8: {error}"));
        Rejection::bad_modules("Invalid request body: it is not UTF-8.", cause)
    })?;
    Modules::parse(text).map_err(|error| {
        Rejection::bad_modules(
            error.message(),
            Cause::new(check, expected, error.to_string()),
        )
    })
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
