//! What each setting of the ledger can be set to, beside what it is: tried in turn.

use serde_json::Value;

use crate::settings::Settings;

/// The values of a setting that are known or plausible, as JSON.
const VALUES: &[(&str, &str)] = &[
    ("signing", r#"["signed-install","legacy"]"#),
    ("host_path", r#"["decoded","raw"]"#),
    ("during_installed", r#"["refused","accepted"]"#),
    ("no_credential", r#"["forbidden","unauthorized"]"#),
    ("token_refusal", r#"["texts","silent"]"#),
    ("token_place", r#"["header","header-or-query"]"#),
    ("while_disabled", r#"["anonymous","served"]"#),
    ("app_account_on_forge", r#"["new","kept"]"#),
    (
        "user_tokens",
        r#"["end-with-installation","until-they-expire"]"#,
    ),
    ("unwritable_content", r#"["forbidden","not-found"]"#),
    ("limit_above_maximum", r#"["refused","capped"]"#),
    ("deprecated_v1", r#"["served","gone"]"#),
    ("tenant_info", r#"["served","site-gone"]"#),
    ("unique_macro_names", "[true,false]"),
    ("unique_base_url", "[false,true]"),
    ("secret_on_upgrade", r#"["kept","rotated"]"#),
    ("installed_success", r#"["host-source","documented"]"#),
    ("payload", r#"["captured","documented","connect-on-forge"]"#),
    ("payload_fields", r#"[{},{"mockfluence":"a field more"}]"#),
    ("client_key", r#"[null,"Confluence:8179004655"]"#),
    ("display_url", r#"[null,"https://wiki.example.com"]"#),
    ("install_key_ids", r#"[[],["prod/keys/1"]]"#),
    ("audience", r#"["list","text"]"#),
    (
        "uninstall_order",
        r#"["disabled-first","uninstalled-first","parallel"]"#,
    ),
    ("broken_translation", r#"["leaves-disabled","ignored"]"#),
    ("unresolved_name", r#"["value","i18n-key"]"#),
    ("installation_id_on_rename", "[true,false]"),
    ("module_key_list", r#"["commas","repeated-only"]"#),
    ("lifecycle_query", r#"["none","user-key"]"#),
    (
        "base_url_join",
        r#"["host-source","as-written","one-slash"]"#,
    ),
    ("module_fragment", r#"["kept","dropped"]"#),
    ("descriptor_ports", r#"["any","documented"]"#),
    ("dynamic_module_limit", "[100,10]"),
    ("get_with_body", r#"["refused","served"]"#),
    (
        "former_address",
        r#"["redirects","moved-permanently","found","temporary-redirect","permanent-redirect","unauthorized","gone","served"]"#,
    ),
    ("anonymous_stubs", r#"["refused","passed-on"]"#),
    ("developer_mode", "[true,false]"),
    ("property_limit", "[100,3]"),
    ("property_limit_counts_updates", "[false,true]"),
    ("long_property", r#"["forbidden","bad-request"]"#),
    ("properties_on_uninstall", r#"["kept","purged"]"#),
    ("module_effective_after", "[0.0,60.0]"),
    ("lifecycle_token_lifetime", "[900.0,180.0]"),
    ("iframe_token_lifetime", "[900.0,180.0]"),
    ("webhook_token_lifetime", "[180.0,900.0]"),
    ("context_token_lifetime", "[900.0,180.0]"),
    ("webhook_query", r#"["licence","user"]"#),
    ("webhook_ids", r#"["number","text"]"#),
    ("approved_for_email", r#"[[],["mockfluence-probe"]]"#),
    ("attachment_size_limit", "[104857600,1000]"),
    ("long_task_duration", "[0.0,30.0]"),
    ("scopes_checked", "[true,false]"),
    (
        "forge_contract",
        r#"["2025-10","2026-04","2026-08","2026-11"]"#,
    ),
    ("lifecycle_event_fields", r#"["seen","documented"]"#),
    ("event_envelope", r#"["none","payload"]"#),
    ("event_deadline", "[5.0,0.2]"),
    ("pre_uninstall_deadline", "[55.0,0.2]"),
    (
        "forge_uninstall_order",
        r#"["pre-uninstall-first","uninstalled-first","parallel"]"#,
    ),
    ("trigger_module_type", r#"["core-trigger","core-endpoint"]"#),
    ("invoke_deadline", "[25.0,0.2]"),
    ("forge_access_lag", "[0.0,60.0]"),
    (
        "after_forge_uninstall",
        r#"["unauthorized","forbidden","not-found"]"#,
    ),
    ("forge_after_recovery", r#"["removed","reinstalled"]"#),
    ("secret_on_move", r#"["kept","rotated"]"#),
    ("uninstalled_on_move", r#"["not-sent","sent"]"#),
    ("forge_module_page", r#"["array","object"]"#),
    ("forge_modules_on_reinstall", r#"["gone","kept"]"#),
    ("callback_deadline", "[10.0,0.2]"),
    ("connect_deadline", "[3.0,0.5]"),
    ("locale", r#"["en_US","de_DE"]"#),
    ("region", r#"[null,"EU"]"#),
    ("rules.app_key_length", "[64,80]"),
    ("rules.http_base_url", "[true,false]"),
    ("rules.dynamic_types", r#"["arrays","strict"]"#),
    ("rules.name_length", "[null,80]"),
    ("rules.description_length", "[null,1400]"),
    ("rules.vendor_complete", "[false,true]"),
    ("rules.developer_report", "[true,false]"),
    ("limits.descriptor_size_limit", "[5242880,2000]"),
    ("limits.reply_size_limit", "[16777216,2000]"),
    ("limits.request_size_limit", "[5242880,2000]"),
    ("limits.attachments_size_limit", "[268435456,1000]"),
    ("limits.idle_deadline", "[75.0,0.2]"),
    ("limits.client_deadline", "[30.0,0.2]"),
    ("limits.request_deadline", "[10.0,0.2]"),
    ("limits.access_tokens", "[10000,2]"),
    ("limits.task_poll_wait", "[2.0,0.0]"),
    ("limits.log_body_limit", "[268435456,2000]"),
];

/// Settings of the judge of descriptors that are no numbers.
const TOLERANCE: &str = r#"["accepted","warning","refused"]"#;

/// Settings that are many: no one value.
const WHOLE: &[&str] = &["rules"];

/// Every value that is known for a setting, the present one too.
pub(super) fn values_of(setting: &str) -> Vec<Value> {
    let listed = VALUES.iter().find(|(name, _)| *name == setting);
    let text = match listed {
        Some((_, values)) => values,
        None if setting.starts_with("rules.") => TOLERANCE,
        None => "[]",
    };
    serde_json::from_str(text).unwrap_or_default()
}

/// The settings that a name of the ledger stands for: `rules` for all of them.
pub(super) fn meant_by(setting: &str, settings: &Settings) -> Vec<String> {
    if !WHOLE.contains(&setting) {
        return vec![setting.to_owned()];
    }
    let all = in_json(settings);
    let fields = all[setting].as_object().into_iter().flatten();
    fields
        .map(|(name, _)| format!("{setting}.{}", name.replace('-', "_")))
        .collect()
}

/// What a setting is, by the name that the ledger has for it.
pub(super) fn value(settings: &Settings, setting: &str) -> Value {
    let all = in_json(settings);
    all.pointer(&pointer(setting)).cloned().unwrap_or_default()
}

/// The settings with one changed; none if it cannot be that.
pub(super) fn with(settings: &Settings, setting: &str, value: Value) -> Option<Settings> {
    let mut all = in_json(settings);
    *all.pointer_mut(&pointer(setting))? = value;
    serde_json::from_value(all).ok()
}

fn in_json(settings: &Settings) -> Value {
    serde_json::to_value(settings).unwrap_or_default()
}

fn pointer(setting: &str) -> String {
    format!("/{}", setting.replace('_', "-").replace('.', "/"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compare::ledger::ledger;

    #[test]
    fn every_setting_of_the_ledger_can_be_set_to_another_value() {
        for setting in ledger().iter().filter_map(|row| row.setting.as_deref()) {
            for setting in meant_by(setting, &Settings::default()) {
                let values = values_of(&setting);
                let default = value(&Settings::default(), &setting);
                assert!(
                    values.len() > 1 && values.contains(&default),
                    "{setting}: {default}"
                );
                for value in values {
                    let there = with(&Settings::default(), &setting, value.clone());
                    assert_eq!(
                        there.map(|there| super::value(&there, &setting)),
                        Some(value),
                        "{setting}"
                    );
                }
            }
        }
    }
}
