//! The command that makes an event happen.

use serde_json::{Map, Value};

use super::ask::Ask;
use super::failure::{Failure, unless};
use super::forgeries::shouted;
use super::loads::Expect;
use super::places::{At, OnTenant};
use super::values::{object, pair};
use crate::cli::contract::events::{
    Attachment, Deliveries, Event, EventPage, EventSpace, Moved, Reordered,
};
use crate::cli::contract::site::Comment;
use crate::cli::control::routes;

/// Where ids begin that nobody gave.
const PAGE: u64 = 10_000_001;
const ATTACHMENT: u64 = 40_000_001;

#[derive(Debug, clap::Args)]
#[command(
    after_help = "Exit status 1 if one was not delivered (200 and 204 count), or if an app accepts a\n\
                        forgery; with --expect, on every other status, and if nobody listens."
)]
pub(in crate::cli) struct Fire {
    /// Its name, e.g. page_created
    event: String,
    /// The page it is about, or on which it happens
    #[arg(long, value_name = "ID", default_value_t = PAGE)]
    page: u64,
    /// The page's title; that of the site without it
    #[arg(long, value_name = "TEXT")]
    title: Option<String>,
    /// The page's version; that of the site without it
    #[arg(long, value_name = "N")]
    version: Option<u64>,
    /// The space of the page, or what a space_… event is about
    #[arg(long, value_name = "KEY")]
    space: Option<String>,
    /// A comment on the page
    #[arg(long, value_name = "ID")]
    comment: Option<u64>,
    /// The comment that this one answers
    #[arg(long, value_name = "ID", requires = "comment")]
    reply_to: Option<u64>,
    /// A file on the page; may be given several times
    #[arg(long = "attachment", value_name = "FILE-NAME")]
    attachments: Vec<String>,
    /// A label of the page
    #[arg(long, value_name = "TEXT")]
    label: Option<String>,
    /// page_moved: the parent it had
    #[arg(long, value_name = "ID", requires = "new_parent")]
    old_parent: Option<u64>,
    /// page_moved: the parent it has now
    #[arg(long, value_name = "ID", requires = "old_parent")]
    new_parent: Option<u64>,
    /// page_children_reordered: the children's ids, with commas
    #[arg(
        long,
        value_name = "IDS",
        value_delimiter = ',',
        requires = "children_after"
    )]
    children_before: Vec<u64>,
    /// page_children_reordered: the same in their new order
    #[arg(
        long,
        value_name = "IDS",
        value_delimiter = ',',
        requires = "children_before"
    )]
    children_after: Vec<u64>,
    /// The account that a user_… event is about
    #[arg(long, value_name = "ACCOUNT")]
    user: Option<String>,
    /// A whole body instead
    #[arg(long, value_name = "JSON", value_parser = object)]
    body: Option<Map<String, Value>>,
    /// Who did it; the site's administrator by default
    #[arg(long, value_name = "ACCOUNT")]
    by: Option<String>,
    /// The app that brought it about by a call of its own: its key, or the id that it has on Forge
    #[arg(long, value_name = "APP")]
    made_by: Option<String>,
    /// A further field of the body; the value is JSON, or else a text
    #[arg(long = "with", value_name = "NAME=VALUE", value_parser = pair)]
    with: Vec<(String, String)>,
    #[command(flatten)]
    expect: Expect,
    #[command(flatten)]
    on: OnTenant,
}

fn numbered(id: u64) -> EventPage {
    EventPage {
        id,
        ..EventPage::default()
    }
}

impl Fire {
    /// Who did it, and what is added: all but what it is about.
    fn frame(&mut self) -> Event {
        let with = std::mem::take(&mut self.with).into_iter();
        let with = with.map(|(name, text)| {
            let value = serde_json::from_str(&text).unwrap_or(Value::String(text));
            (name, value)
        });
        Event {
            event: std::mem::take(&mut self.event),
            by: self.by.take(),
            made_by: self.made_by.take(),
            with: with.collect(),
            ..Event::default()
        }
    }

    fn on_page(self, event: Event) -> Event {
        let files = self.attachments.into_iter().zip(ATTACHMENT..);
        let files: Vec<Attachment> = files
            .map(|(file_name, id)| Attachment {
                id,
                file_name: Some(file_name),
                ..Attachment::default()
            })
            .collect();
        let pages = |ids: Vec<u64>| ids.into_iter().map(numbered).collect::<Vec<_>>();
        let (before, after) = (pages(self.children_before), pages(self.children_after));
        Event {
            page: Some(EventPage {
                id: self.page,
                title: self.title,
                version: self.version,
                space_key: self.space,
                ..EventPage::default()
            }),
            comment: self.comment.map(|id| Comment {
                id,
                reply_to: self.reply_to,
                creator: None,
                body: None,
            }),
            attachments: (!files.is_empty()).then_some(files),
            label: self.label,
            moved: self
                .old_parent
                .zip(self.new_parent)
                .map(|(old, new)| Moved {
                    old_parent: numbered(old),
                    new_parent: numbered(new),
                }),
            reordered: (!before.is_empty()).then_some(Reordered { before, after }),
            ..event
        }
    }
}

impl Ask for Fire {
    type Operation = routes::Fire;

    fn at(&self) -> At<'_> {
        self.on.at()
    }

    fn request(mut self) -> Result<Event, Failure> {
        let is_about_space = self.event.starts_with("space_");
        let event = self.frame();
        Ok(
            match (self.body.take(), self.user.take(), self.space.take()) {
                (Some(body), ..) => Event {
                    body: Some(body),
                    ..event
                },
                (None, Some(user), _) => Event {
                    user: Some(user),
                    ..event
                },
                (None, None, Some(key)) if is_about_space => Event {
                    space: Some(EventSpace {
                        key: Some(key),
                        ..EventSpace::default()
                    }),
                    ..event
                },
                (None, None, space) => Self { space, ..self }.on_page(event),
            },
        )
    }

    fn words(fired: &Deliveries) -> String {
        let lines = fired.deliveries.iter().map(|one| {
            let status = one.status.map(|status| status.to_string());
            let status = status.unwrap_or_else(|| "no answer".to_owned());
            format!("{} {}  {status}", one.app, one.path)
        });
        let lines: Vec<String> = lines.collect();
        match lines.is_empty() {
            true => "nobody listens".to_owned(),
            false => lines.join("\n"),
        }
    }

    fn warnings(fired: &Deliveries) -> Vec<String> {
        let warnings = fired.warnings.iter();
        let warnings = warnings.map(|warning| format!("! {}", warning.text));
        warnings.chain(shouted(&fired.accepted_forgeries)).collect()
    }

    fn expected(&self) -> Option<u16> {
        self.expect.expect
    }

    fn ending(fired: &Deliveries, expected: Option<u16>) -> u8 {
        let mut all = fired.deliveries.iter();
        unless(match expected {
            Some(_) => !fired.deliveries.is_empty() && all.all(|one| one.status == expected),
            None => all.all(|one| one.delivered) && fired.accepted_forgeries.is_empty(),
        })
    }
}
