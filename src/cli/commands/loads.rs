//! The command that opens a module as a user would.

use serde_json::{Map, Value};

use super::ask::Ask;
use super::failure::{Failure, unless};
use super::forgeries::shouted;
use super::places::{At, OnApp};
use super::tampers::TamperArgs;
use super::values::{object, pair};
use crate::cli::contract::loads::{MacroPart, Opened, Opening, Tampered};
use crate::cli::control::routes;

/// What the app should answer.
#[derive(Debug, clap::Args)]
pub(super) struct Expect {
    /// The status that the app should answer; every other one is exit status 1
    #[arg(long, value_name = "STATUS", value_parser = clap::value_parser!(u16).range(100..=599))]
    pub(super) expect: Option<u16>,
}

#[derive(Debug, clap::Args)]
#[command(
    after_help = "Exit status 1 on a status of 400 and more, or if the app accepts a spoilt token;\n\
                        with --expect, on every other status."
)]
pub(in crate::cli) struct Open {
    /// The key of a module, static or dynamic
    #[arg(required_unless_present_any = ["blueprint", "condition"])]
    module: Option<String>,
    /// Another form of the macro than on a page: pdf, word, html_export
    #[arg(long, value_name = "MODE", requires = "module")]
    render_mode: Option<String>,
    /// The dialog in which the macro is edited
    #[arg(long, requires = "module", conflicts_with = "render_mode")]
    editor: bool,
    /// The hidden frame of the macro's property panel
    #[arg(long, requires = "module", conflicts_with_all = ["render_mode", "editor"])]
    property_panel: bool,
    /// The image that stands for the macro in the editor
    #[arg(long, requires = "module", conflicts_with_all = ["render_mode", "editor", "property_panel"])]
    image_placeholder: bool,
    /// Asks for the context of this blueprint instead
    #[arg(long, value_name = "KEY", conflicts_with = "module")]
    blueprint: Option<String>,
    /// Asks the remote condition of this URL instead
    #[arg(long, value_name = "URL", conflicts_with_all = ["module", "blueprint"])]
    condition: Option<String>,
    /// Who looks; the site's administrator by default
    #[arg(long, value_name = "ACCOUNT")]
    user: Option<String>,
    /// Nobody is logged in
    #[arg(long, conflicts_with = "user")]
    anonymous: bool,
    /// A variable of the module's URL; may be given several times
    #[arg(long = "variable", value_name = "NAME=VALUE", value_parser = pair)]
    variables: Vec<(String, String)>,
    /// The token's context
    #[arg(long, value_name = "JSON", value_parser = object)]
    context: Option<Map<String, Value>>,
    #[command(flatten)]
    tamper_args: TamperArgs,
    #[command(flatten)]
    expect: Expect,
    /// Prints the URL, and sends nothing
    #[arg(long, conflicts_with = "expect")]
    url: bool,
    #[command(flatten)]
    on: OnApp,
}

impl Open {
    fn part(&self) -> Option<MacroPart> {
        let parts = [
            (self.editor, MacroPart::Editor),
            (self.property_panel, MacroPart::PropertyPanel),
            (self.image_placeholder, MacroPart::ImagePlaceholder),
        ];
        let asked = parts.into_iter().find(|(asked, _)| *asked);
        asked.map(|(_, part)| part)
    }
}

impl Ask for Open {
    type Operation = routes::Open;

    fn at(&self) -> At<'_> {
        self.on.at()
    }

    fn request(self) -> Result<Opening, Failure> {
        Ok(Opening {
            part: self.part(),
            module: self.module,
            render_mode: self.render_mode,
            blueprint_context: self.blueprint,
            condition: self.condition,
            user: self.user,
            anonymous: self.anonymous,
            variables: self.variables.into_iter().collect(),
            context: self.context,
            tamper: self.tamper_args.tamper().map(Tampered),
            url_only: self.url,
        })
    }

    fn warnings(opened: &Opened) -> Vec<String> {
        let warnings = opened.warnings.iter();
        let warnings = warnings.map(|warning| format!("! {}", warning.text));
        warnings
            .chain(shouted(&opened.accepted_forgeries))
            .collect()
    }

    fn expected(&self) -> Option<u16> {
        self.expect.expect
    }

    fn ending(opened: &Opened, expected: Option<u16>) -> u8 {
        let fine = opened.status.is_none_or(|status| status < 400);
        let fine = fine && opened.accepted_forgeries.is_empty();
        unless(expected.map_or(fine, |expected| opened.status == Some(expected)))
    }

    fn words(opened: &Opened) -> String {
        match (opened.status, &opened.body) {
            (Some(status), body) => format!("{status}\n{}", body.as_deref().unwrap_or_default()),
            (None, _) => opened.url.clone(),
        }
    }
}
