//! Modules opened as the host would open them, and tokens of the app's own page.

use std::borrow::Cow;
use std::collections::BTreeMap;

use mockfluence::Tamper;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::apps::AcceptedForgery;
use super::written::OtherTenant;

/// What is opened, for whom, and how.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase", default)]
pub(crate) struct Opening {
    /// The key of a module, static or dynamic.
    pub(crate) module: Option<String>,
    /// Beside `module`: a macro as `pdf`, `word`, `html_export`.
    pub(crate) render_mode: Option<String>,
    /// Beside `module`: another part of a macro than what it shows.
    pub(crate) part: Option<MacroPart>,
    /// In place of `module`: the blueprint whose context is asked for.
    pub(crate) blueprint_context: Option<String>,
    /// In place of `module`: the URL of a remote condition.
    pub(crate) condition: Option<String>,
    /// Who looks; the site's administrator without it.
    pub(crate) user: Option<String>,
    /// Nobody is logged in.
    pub(crate) anonymous: bool,
    /// Of the module's URL, such as `content.id` and `space.key`.
    pub(crate) variables: BTreeMap<String, String>,
    /// The token's `context`.
    pub(crate) context: Option<Map<String, Value>>,
    pub(crate) tamper: Option<Tampered>,
    /// The URL and the token, and nothing is sent.
    pub(crate) url_only: bool,
}

/// What was asked, and with `status` what the app answered.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(deny_unknown_fields)]
pub(crate) struct Opened {
    pub(crate) url: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) token: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) status: Option<u16>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) content_type: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) body: Option<String>,
    /// Of the token.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) claims: Option<Value>,
    /// What the host makes of the answer to a remote condition.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) should_display: Option<bool>,
    /// What the URL went without, or was given in vain.
    pub(crate) warnings: Vec<Warning>,
    /// What the app accepted and should have refused.
    pub(crate) accepted_forgeries: Vec<AcceptedForgery>,
}

/// What has a URL of its own at a macro.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum MacroPart {
    /// The dialog in which it is edited.
    Editor,
    /// The hidden frame of its property panel.
    PropertyPanel,
    /// The image that stands for it in the editor.
    ImagePlaceholder,
}

/// Something about a load or an event that may not have been meant.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(crate) struct Warning {
    /// `missing-variable`, `unused-variable`, `variable-in-cacheable` or `not-shown`; of an event
    /// `nobody-listens` or `no-such-content`.
    pub(crate) kind: String,
    /// The variable, or the condition; the event, or the content's id.
    pub(crate) name: String,
    /// The same in words.
    pub(crate) text: String,
}

/// Which token of the app's own page.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct PageTokenFor {
    pub(crate) kind: TokenKind,
    pub(crate) user: Option<String>,
    pub(crate) context: Option<Map<String, Value>>,
    pub(crate) tamper: Option<Tampered>,
}

#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema, clap::ValueEnum,
)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum TokenKind {
    /// As `AP.context.getToken` gives it.
    #[default]
    Context,
    /// As frameworks make them for their own pages.
    Session,
}

/// Null where there is none.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(crate) struct PageToken {
    pub(crate) token: Option<String>,
}

/// What is wrong with a token that an app must refuse.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(transparent)]
pub(crate) struct Tampered(pub(crate) Tamper);

/// From the list of them, as the way they are written is their own.
impl JsonSchema for Tampered {
    fn schema_name() -> Cow<'static, str> {
        "Tamper".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let other = generator.subschema_for::<OtherTenant>();
        let names = Tamper::ALL.iter().map(Tamper::name).collect::<Vec<_>>();
        json_schema!({
            "description": "What is wrong with a token that an app must refuse.",
            "oneOf": [
                { "type": "string", "enum": names },
                {
                    "type": "object", "properties": { "other-tenant": other },
                    "required": ["other-tenant"], "additionalProperties": false,
                },
            ],
        })
    }
}
