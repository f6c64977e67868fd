//! The whole control API on one page: each operation with its place, what it takes and gives, and who answers it.
//!
//! A new one is a row here with its handler, its types in `contract`, and a command in `commands` with
//! its line in `line`. Tests hold the commands and the committed description to this table.

use std::sync::LazyLock;

use http::Method;
use mockfluence::{Filter, Settings, User};

use super::call::{Answer, Answers, Call};
use super::route::{Route, schema_of};
use super::{
    apps, attachments, disturb, events, forge, forge_calls, live, loads, log, openapi,
    page_requests, settings, site, spaces, stubs, tenants, whole_site,
};
use crate::cli::contract::apps::{
    App, Apps, CallbackReport, LicenceChange, Source, TokenFor, Upgraded,
};
use crate::cli::contract::attachments::{Attachment, Attachments, NewAttachment};
use crate::cli::contract::events::{Deliveries, Event};
use crate::cli::contract::faults::{Faults, Holds, Id, NewFault};
use crate::cli::contract::forge::{ForgeApp, ForgeApps, ForgeCalls, ForgeUpgraded, NewManifest};
use crate::cli::contract::forge_calls::{ForgeToken, ForgeTokenFor, Invocation, Invoked};
use crate::cli::contract::forgeries::Forgeries;
use crate::cli::contract::loads::{Opened, Opening, PageTokenFor};
use crate::cli::contract::log::{Awaited, Came, LogReply, Masked, Query};
use crate::cli::contract::page_requests::{PageReply, PageRequest};
use crate::cli::contract::problem::Problem;
use crate::cli::contract::settings::{AllSettings, Hosts};
use crate::cli::contract::site::{Macro, NewSpace, Page, Permission, Property, ShownPage, Spaces};
use crate::cli::contract::tenants::{
    Clock, ClockChange, Imported, NewTenant, Rename, Renamed, Tenant, Tenants,
};
use crate::cli::contract::whole_site::SiteFile;
use crate::cli::contract::{self, Document, Html, Nothing, Operation};

macro_rules! routes {
    ($(
        #[doc = $summary:literal]
        $name:ident: $method:ident $path:literal, $request:ty => $status:literal $reply:ty
        $(, in $($form:literal)+)? $(, or $($refusal:literal)+)? => $run:path;
    )*) => {
        $(
            #[doc = $summary]
            pub(in crate::cli) enum $name {}

            impl Operation for $name {
                const NAME: &'static str = stringify!($name);
                const METHOD: Method = Method::$method;
                const PATH: &'static str = $path;
                type Request = $request;
                type Reply = $reply;
            }
        )*

        pub(in crate::cli) static ROUTES: &[Route] = &[$(Route {
            name: <$name as Operation>::NAME,
            summary: $summary,
            method: Method::$method,
            path: $path,
            status: $status,
            refusals: &[$($($refusal),+)?],
            forms: &[$($($form),+)?],
            request: schema_of::<$request>,
            reply: schema_of::<$reply>,
            run: |call, content| Box::pin(async move {
                let request: $request = content.read(&Method::$method)?;
                $run(call, request).await?.answer($status)
            }),
        },)*];
    };
}

routes! {
    /// The tenants in a browser, live
    LivePage: GET "/", Nothing => 200 Html, in "text/html" => live::show;
    /// A new link to that page, good for once
    LiveLink: POST "/live-links", Nothing => 201 contract::live::Link => live::link;
    /// The session of the page, for the code of its link
    LiveSession: POST "/live-session", contract::live::Code => 201 contract::live::Session => live::session;
    /// Whether the server is up
    Health: GET "/health", Nothing => 200 contract::tenants::Health => tenants::health;
    /// This document
    Openapi: GET "/openapi.json", Nothing => 200 Document => document;
    /// Every setting, with its values
    ListSettings: GET "/settings", Nothing => 200 AllSettings => settings::list;
    /// The hosts we know of, by what differs
    ListHosts: GET "/hosts", Nothing => 200 Hosts => settings::hosts;
    /// What an app has to refuse, by kind of token
    ListForgeries: GET "/forgeries", Nothing => 200 Forgeries => settings::forgeries;
    /// The proxy and the certificate by which apps meet tenants at their real names
    ShowNetwork: GET "/look-alike", Nothing => 200 contract::network::Network => tenants::network;
    /// All tenants
    ListTenants: GET "/tenants", Nothing => 200 Tenants => tenants::list;
    /// Start a tenant, on a port of its own or behind the one of all
    StartTenant: POST "/tenants", NewTenant => 201 Tenant, or 409 => tenants::start;
    /// One tenant
    ShowTenant: GET "/tenants/{tenant}", Nothing => 200 Tenant => tenants::show;
    /// Close its port; its apps hear nothing
    StopTenant: DELETE "/tenants/{tenant}", Nothing => 204 Nothing => tenants::stop;
    /// What the tenant was started with
    ShowSettings: GET "/tenants/{tenant}/settings", Nothing => 200 Settings => settings::show;
    /// Another base URL, told by `installed`
    RenameSite: POST "/tenants/{tenant}/rename-site", Rename => 200 Renamed => tenants::rename_site;
    /// Apps go without a callback, the clientKey changes
    ImportSite: POST "/tenants/{tenant}/import-site", Nothing => 200 Imported => tenants::import_site;
    /// Make the site anew: to apps as an import
    RecreateSite: POST "/tenants/{tenant}/recreate-site", Nothing => 200 Imported => tenants::recreate_site;
    /// Sign installs with another key, of another id
    RotateInstallKey: POST "/tenants/{tenant}/rotate-install-key", Nothing => 204 Nothing => tenants::rotate_install_key;
    /// Sign Forge's invocation tokens with another key, of a new id
    RotateInvocationKey: POST "/tenants/{tenant}/rotate-invocation-key", Nothing => 204 Nothing => tenants::rotate_invocation_key;
    /// What was prepared and nothing came to: stubs, faults, holds
    ShowLeftOver: GET "/tenants/{tenant}/left-over", Nothing => 200 contract::tenants::LeftOver => tenants::left_over;
    /// The tenant's time
    ShowClock: GET "/tenants/{tenant}/clock", Nothing => 200 Clock => tenants::clock;
    /// Move the tenant's time
    SetClock: PUT "/tenants/{tenant}/clock", ClockChange => 200 Clock => tenants::set_clock;
    /// The installed apps
    ListApps: GET "/tenants/{tenant}/apps", Nothing => 200 Apps => apps::list;
    /// Install, upgrade or reinstall an app: `installed`, then `enabled`
    InstallApp: POST "/tenants/{tenant}/apps", Source => 201 App, or 409 422 => apps::install;
    /// One app, installed or not any more
    ShowApp: GET "/tenants/{tenant}/apps/{app}", Nothing => 200 App => apps::show;
    /// Upgrade, to what its descriptor is now or to this one
    UpgradeApp: POST "/tenants/{tenant}/apps/{app}/upgrade", Source => 200 Upgraded, or 409 422 => apps::upgrade;
    /// Disable
    DisableApp: POST "/tenants/{tenant}/apps/{app}/disable", Nothing => 200 CallbackReport => apps::disable;
    /// Enable
    EnableApp: POST "/tenants/{tenant}/apps/{app}/enable", Nothing => 200 CallbackReport => apps::enable;
    /// Uninstall; the tenant remembers its dynamic modules
    UninstallApp: POST "/tenants/{tenant}/apps/{app}/uninstall", Nothing => 200 CallbackReport => apps::uninstall;
    /// A new secret, by `installed`
    RotateSecret: POST "/tenants/{tenant}/apps/{app}/rotate-secret", Nothing => 200 App, or 409 422 => apps::rotate_secret;
    /// `installed` once more
    RepeatInstalled: POST "/tenants/{tenant}/apps/{app}/repeat-installed", Nothing => 200 App, or 409 422 => apps::repeat_installed;
    /// Another licence; the app is not told
    SetLicence: PUT "/tenants/{tenant}/apps/{app}/licence", LicenceChange => 200 App => apps::set_licence;
    /// A token for a request that you send in the app's place
    Token: POST "/tenants/{tenant}/apps/{app}/token", TokenFor => 200 contract::apps::Token, or 409 => apps::token;
    /// A token as the app's own page has it, for your client
    PageToken: POST "/tenants/{tenant}/apps/{app}/page-token", PageTokenFor => 200 contract::loads::PageToken, or 409 => loads::page_token;
    /// Open a module of the app as the host would
    Open: POST "/tenants/{tenant}/apps/{app}/open", Opening => 200 Opened, or 409 => loads::open;
    /// Ask the host as a page of the app does, by `AP.request`
    AskAsPage: POST "/tenants/{tenant}/apps/{app}/page-requests", PageRequest => 200 PageReply, or 409 => page_requests::send;
    /// The apps on Forge that are installed
    ListForgeApps: GET "/tenants/{tenant}/forge-apps", Nothing => 200 ForgeApps => forge::list;
    /// Install an app on Forge, its Connect half along with it, or upgrade it
    InstallForgeApp: POST "/tenants/{tenant}/forge-apps", NewManifest => 201 ForgeApp, or 409 422 => forge::install;
    /// One app on Forge, installed or not any more; by its bare id, or its ARI
    ShowForgeApp: GET "/tenants/{tenant}/forge-apps/{app}", Nothing => 200 ForgeApp => forge::show;
    /// Upgrade to this manifest: a minor version, or a major one, of which the app is told
    UpgradeForgeApp: POST "/tenants/{tenant}/forge-apps/{app}/upgrade", NewManifest => 200 ForgeUpgraded, or 409 422 => forge::upgrade;
    /// Uninstall: `preUninstall`, and `uninstalled` of the Connect half
    UninstallForgeApp: POST "/tenants/{tenant}/forge-apps/{app}/uninstall", Nothing => 200 ForgeCalls => forge::uninstall;
    /// Run a schedule of the app once
    RunSchedule: POST "/tenants/{tenant}/forge-apps/{app}/schedule", contract::forge::RunSchedule => 200 ForgeCalls => forge::run_schedule;
    /// Another licence of an app on Forge; it is not told
    SetForgeLicence: PUT "/tenants/{tenant}/forge-apps/{app}/licence", LicenceChange => 200 ForgeApp => forge::set_licence;
    /// Try again now what waits: each event once
    RetryEvents: POST "/tenants/{tenant}/forge-apps/{app}/retry-events", Nothing => 200 ForgeApp => forge::retry_events;
    /// Give the installation another id, of which the app is not told
    ChangeInstallationId: POST "/tenants/{tenant}/forge-apps/{app}/installation-id", Nothing => 200 ForgeApp => forge::change_installation_id;
    /// Call an endpoint as a page or a function of the app does
    Invoke: POST "/tenants/{tenant}/forge-apps/{app}/invoke", Invocation => 200 Invoked, or 409 => forge_calls::invoke;
    /// A token by which the app calls the gateway, for itself or for a user
    TakeForgeToken: POST "/tenants/{tenant}/forge-apps/{app}/token", ForgeTokenFor => 200 ForgeToken => forge_calls::token;
    /// Move a Connect app to Forge by this manifest
    MoveToForge: POST "/tenants/{tenant}/apps/{app}/move-to-forge", NewManifest => 201 ForgeApp, or 409 422 => forge::move_to_forge;
    /// The day after Connect: it is served no more
    EndConnect: POST "/tenants/{tenant}/end-connect", Nothing => 204 Nothing => forge::end_connect;
    /// Make an event happen: its webhooks and triggers are called
    Fire: POST "/tenants/{tenant}/events", Event => 200 Deliveries => events::fire;
    /// Give somebody an account on the site
    AddUser: POST "/tenants/{tenant}/users", User => 204 Nothing => site::add_user;
    /// Forbid or allow somebody an operation on content
    SetPermission: PUT "/tenants/{tenant}/permissions", Permission => 204 Nothing => site::set_permission;
    /// Put a page or a blog post there, without an event
    AddPage: POST "/tenants/{tenant}/pages", Page => 204 Nothing, or 409 => site::add_page;
    /// Put a whole site there, without an event
    AddSite: POST "/tenants/{tenant}/site", SiteFile => 204 Nothing, or 409 => whole_site::add;
    /// The site as it is now, to be put there again
    ExportSite: GET "/tenants/{tenant}/site", Nothing => 200 SiteFile, or 409 => whole_site::export;
    /// The spaces of the site
    ListSpaces: GET "/tenants/{tenant}/spaces", Nothing => 200 Spaces => spaces::list;
    /// Add a space, or change the one of its key
    AddSpace: POST "/tenants/{tenant}/spaces", NewSpace => 204 Nothing, or 409 => spaces::add;
    /// A page as it stands
    ShowPage: GET "/tenants/{tenant}/pages/{id}", Nothing => 200 ShownPage => site::show_page;
    /// Put a macro on a page
    AddMacro: POST "/tenants/{tenant}/pages/{id}/macros", Macro => 204 Nothing => site::add_macro;
    /// Put a comment on a page, without an event
    AddComment: POST "/tenants/{tenant}/pages/{id}/comments", contract::site::Comment => 204 Nothing, or 409 => site::add_comment;
    /// Put a content property on a page, without an event
    AddProperty: POST "/tenants/{tenant}/pages/{id}/properties", Property => 204 Nothing => site::add_property;
    /// Put a file on a page, without an event
    AddAttachment: POST "/tenants/{tenant}/pages/{id}/attachments", NewAttachment => 201 Attachment, or 409 => attachments::add;
    /// The files on a page
    ListAttachments: GET "/tenants/{tenant}/pages/{id}/attachments", Nothing => 200 Attachments => attachments::list;
    /// The faults that have not applied as often as they should
    ListFaults: GET "/tenants/{tenant}/faults", Nothing => 200 Faults => disturb::faults;
    /// Make something go wrong
    InjectFault: POST "/tenants/{tenant}/faults", NewFault => 201 Id => disturb::inject;
    /// Take all faults back
    ClearFaults: DELETE "/tenants/{tenant}/faults", Nothing => 204 Nothing => disturb::clear;
    /// Take one fault back
    RemoveFault: DELETE "/tenants/{tenant}/faults/{id}", Nothing => 204 Nothing => disturb::remove;
    /// The holds that are not released
    ListHolds: GET "/tenants/{tenant}/holds", Nothing => 200 Holds => disturb::holds;
    /// Stop the exchanges that the filter names, for at most 30 s
    Hold: POST "/tenants/{tenant}/holds", Filter => 201 Id => disturb::hold;
    /// Wait until so many exchanges have come to the hold
    Reach: POST "/tenants/{tenant}/holds/{id}/reached", contract::faults::Reach => 204 Nothing, or 408 => disturb::reach;
    /// Let what is held go on, all of it or one
    Release: POST "/tenants/{tenant}/holds/{id}/release", contract::faults::Release => 204 Nothing, or 409 => disturb::release;
    /// What went over the wire, in both directions
    Log: GET "/tenants/{tenant}/log", Query => 200 LogReply, in "text/plain" "text/html" => log::show;
    /// Keep a text out of the log, in every form
    Mask: POST "/tenants/{tenant}/masks", Masked => 204 Nothing => log::mask;
    /// Wait until so many exchanges are finished, past ones included
    Wait: POST "/tenants/{tenant}/log/wait", Awaited => 200 Came, or 408 => log::wait;
    /// Wait until nothing is under way and nothing has gone either way for so long
    WaitForQuiet: POST "/tenants/{tenant}/log/quiet", contract::log::Quiet => 204 Nothing, or 408 => log::quiet;
    /// Wait until the app's dynamic modules are these and no others
    WaitForModules: POST "/tenants/{tenant}/apps/{app}/modules/wait", contract::log::AwaitedModules => 204 Nothing, or 408 => log::modules;
    /// Answer what the tenant does not serve
    Stub: POST "/tenants/{tenant}/stubs", contract::stubs::Stub => 204 Nothing, or 501 => stubs::mount;
    /// Take all stubs back
    ClearStubs: DELETE "/tenants/{tenant}/stubs", Nothing => 204 Nothing, or 501 => stubs::clear;
    /// Whether each stub was asked as often as it expects
    StubReport: GET "/tenants/{tenant}/stubs/report", Nothing => 200 contract::stubs::StubReport, or 501 => stubs::report;
}

/// The API's description, indented.
pub(in crate::cli) static DOCUMENT: LazyLock<String> =
    LazyLock::new(|| format!("{:#}\n", openapi::document(ROUTES)));

async fn document(_: Call, _: Nothing) -> Result<Answer, Problem> {
    Ok(Answer::text("application/json", DOCUMENT.clone()))
}
