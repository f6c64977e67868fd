//! `Trouble`: a transient fault at a point of an exchange, for one step of a story.

use std::time::Duration;

use crate::fault::Fault;
use crate::jwt::Tamper;
use crate::server::DYNAMIC_MODULES;
use crate::traffic::{Filter, from_app, to_app};

use super::event::Event;

/// Which exchanges of a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Point {
    Installed,
    Enabled,
    Disabled,
    Uninstalled,
    GetModules,
    PostModules,
    DeleteModules,
    /// The app fetches an install key.
    GetKey,
    /// Forge's event of that name.
    ForgeInstalled,
    ForgeUpgraded,
    PageCreated,
    PageUpdated,
}

/// What goes wrong there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Kind {
    LoseRequest,
    LoseReply,
    Status500,
    Status503,
    RateLimited,
    Garbage,
    Delay,
    Duplicate,
    Reorder,
    /// Signed by nobody who may.
    Forged,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct Trouble {
    pub(super) kind: Kind,
    pub(super) at: Point,
    /// On the exchange of this number, from 1.
    pub(super) nth: u32,
}

impl Point {
    const ALL: [(Point, &'static str); 12] = [
        (Point::Installed, "installed"),
        (Point::Enabled, "enabled"),
        (Point::Disabled, "disabled"),
        (Point::Uninstalled, "uninstalled"),
        (Point::GetModules, "GET modules"),
        (Point::PostModules, "POST modules"),
        (Point::DeleteModules, "DELETE modules"),
        (Point::GetKey, "GET key"),
        (Point::ForgeInstalled, "avi:forge:installed:app"),
        (Point::ForgeUpgraded, "avi:forge:upgraded:app"),
        (Point::PageCreated, "avi:confluence:created:page"),
        (Point::PageUpdated, "avi:confluence:updated:page"),
    ];

    pub(super) fn name(self) -> &'static str {
        let known = Self::ALL.iter().find(|(point, _)| *point == self);
        known.map_or("", |(_, name)| name)
    }

    pub(super) fn read(name: &str) -> Option<Self> {
        let known = Self::ALL.iter().find(|(_, known)| *known == name);
        known.map(|(point, _)| *point)
    }

    pub(super) fn filter(self) -> Filter {
        let callback = |event: &str| to_app().method("POST").body_at("/eventType", event);
        match self {
            _ if self.is_callback() => callback(self.name()),
            Point::GetModules => from_app().get(DYNAMIC_MODULES),
            Point::PostModules => from_app().post(DYNAMIC_MODULES),
            Point::DeleteModules => from_app().delete(DYNAMIC_MODULES),
            _ => from_app().get("/keys/*"),
        }
    }

    fn is_callback(self) -> bool {
        !matches!(
            self,
            Point::GetModules | Point::PostModules | Point::DeleteModules | Point::GetKey
        )
    }

    fn is_of_forge(self) -> bool {
        self.name().starts_with("avi:")
    }

    /// What an event may lead to.
    pub(super) fn of(event: Event) -> &'static [Point] {
        use Point::{
            DeleteModules, Disabled, Enabled, ForgeInstalled, ForgeUpgraded, GetKey, GetModules,
            Installed, PageCreated, PageUpdated, PostModules, Uninstalled,
        };
        match event {
            Event::Install(_) | Event::Upgrade(_) => &[
                Installed,
                Enabled,
                GetKey,
                GetModules,
                PostModules,
                DeleteModules,
            ],
            Event::Enable => &[Enabled, GetModules, PostModules, DeleteModules],
            Event::Disable => &[Disabled],
            Event::Uninstall => &[Disabled, Uninstalled, GetKey],
            Event::RotateSecret | Event::RepeatInstalled | Event::RenameSite => {
                &[Installed, GetKey, GetModules, PostModules]
            }
            Event::Own(_) | Event::OpenPage => &[GetModules, PostModules, DeleteModules],
            Event::MoveToForge(_) => {
                &[Installed, ForgeInstalled, GetKey, GetModules, DeleteModules]
            }
            Event::ForgeUpgrade(_) => &[Installed, ForgeUpgraded, GetKey],
            Event::CreatePage => &[PageCreated],
            Event::EditPage => &[PageUpdated],
            Event::ImportSite
            | Event::RotateInstallKey
            | Event::RotateInvocationKey
            | Event::NewInstallationId => &[],
        }
    }
}

impl Kind {
    pub(super) const ALL: [(Kind, &'static str); 10] = [
        (Kind::LoseRequest, "lost-request"),
        (Kind::LoseReply, "lost-reply"),
        (Kind::Status500, "status-500"),
        (Kind::Status503, "status-503"),
        (Kind::RateLimited, "rate-limited"),
        (Kind::Garbage, "garbage"),
        (Kind::Delay, "delay"),
        (Kind::Duplicate, "duplicate"),
        (Kind::Reorder, "reorder"),
        (Kind::Forged, "forged"),
    ];

    pub(super) fn name(self) -> &'static str {
        let known = Self::ALL.iter().find(|(kind, _)| *kind == self);
        known.map_or("", |(_, name)| name)
    }

    /// Whether there it makes sense.
    fn fits(self, at: Point) -> bool {
        match self {
            // After `uninstalled` only a new install calls, and that must not be taken back.
            Kind::Reorder => matches!(at, Point::Enabled | Point::Disabled),
            Kind::Duplicate => at.is_callback(),
            Kind::RateLimited | Kind::Garbage => !at.is_callback(),
            // What was never sent is not tried again, and Forge tries.
            Kind::LoseRequest => !at.is_of_forge(),
            // What is refused is said again, by Forge or by an admin, and genuine then.
            Kind::Forged => matches!(
                at,
                Point::Installed | Point::ForgeInstalled | Point::ForgeUpgraded
            ),
            Kind::LoseReply | Kind::Status500 | Kind::Status503 | Kind::Delay => true,
        }
    }
}

impl Trouble {
    /// Every one that an event can run into.
    pub(super) fn of(event: Event) -> Vec<Trouble> {
        let points = Point::of(event).iter();
        let each = points.flat_map(|at| Kind::ALL.iter().map(|(kind, _)| (*kind, *at)));
        let each = each.filter(|(kind, at)| kind.fits(*at));
        each.map(|(kind, at)| Trouble { kind, at, nth: 1 })
            .collect()
    }

    pub(super) fn fault(self, delay: Duration) -> Fault {
        let fault = match self.kind {
            Kind::LoseRequest if self.at.is_callback() => Fault::drop_delivery(),
            Kind::LoseRequest => Fault::close(),
            Kind::LoseReply => Fault::lose_reply(),
            Kind::Status500 => Fault::status(500),
            Kind::Status503 => Fault::status(503),
            Kind::RateLimited => Fault::rate_limited(1, "confluence-burst-based"),
            Kind::Garbage => Fault::garbage_json(),
            Kind::Delay => Fault::delay(delay),
            Kind::Duplicate => Fault::duplicate(),
            Kind::Reorder => Fault::reorder(),
            Kind::Forged => Fault::token(Tamper::WrongKey),
        };
        fault.on(self.at.filter()).nth(self.nth)
    }

    /// Whether it befalls what the app asks: what it answers meanwhile is its own affair.
    pub(super) fn is_of_calls(self) -> bool {
        !self.at.is_callback()
    }

    pub(super) fn read(words: &str) -> Option<Self> {
        let (words, nth) = match words.rsplit_once(" #") {
            Some((words, nth)) => (words, nth.parse().ok().filter(|nth| *nth > 0)?),
            None => (words, 1),
        };
        let (kind, at) = words.split_once(" of ")?;
        let kind = Kind::ALL.iter().find(|(_, name)| *name == kind)?.0;
        let at = Point::read(at)?;
        kind.fits(at).then_some(Trouble { kind, at, nth })
    }
}

impl std::fmt::Display for Trouble {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} of {}", self.kind.name(), self.at.name())?;
        match self.nth {
            1 => Ok(()),
            nth => write!(f, " #{nth}"),
        }
    }
}
