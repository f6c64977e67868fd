//! The command line: every command of the binary, on one page.

use std::process::ExitCode;

use clap::{CommandFactory, Parser};

use super::commands;
use super::commands::ask::Run;
use super::commands::failure::Ended;
use super::output;
use super::serve;

#[derive(Debug, Parser)]
#[command(
    name = "mockfluence",
    version,
    about = env!("CARGO_PKG_DESCRIPTION"),
    arg_required_else_help = true,
    after_help = "`mockfluence <command> --help` says more. Exit status: 0 done; 1 refused, or not as awaited;\n\
                  2 not understood, or not reached; 3 done, and the app is left disabled."
)]
pub(super) struct CommandLine {
    #[command(subcommand)]
    pub(super) command: Command,
}

commands::ask::commands! {
    pub(super) enum Command {
        /// Runs tenants and the control API until told to stop
        Serve(serve::Serve),
        /// Prints the variables that make an app trust the tenant
        Env(commands::env::Env),
        /// Says whether the server is up
        Health(commands::tenants::Health),
        /// Prints a link to the live page, good for once
        Live(commands::live::Live),
        /// Lists the tenants
        Tenants(commands::tenants::Tenants),
        /// Shows a tenant, with its addresses
        Tenant(commands::tenants::Tenant),
        /// Starts a tenant
        Start(commands::tenants::Start),
        /// Stops a tenant; its apps hear nothing
        Stop(commands::tenants::Stop),
        /// Lists settings and their values, and the hosts that are known
        Settings(commands::settings::Settings),
        /// Installs an app: a URL, or a file
        Install(commands::install::Install),
        /// Upgrades the app, to what its URL or file gives now or to this
        Upgrade(commands::install::Upgrade),
        /// Disables the app
        Disable(commands::apps::Disable),
        /// Enables the app
        Enable(commands::apps::Enable),
        /// Uninstalls the app
        Uninstall(commands::apps::Uninstall),
        /// Gives the app a new secret, by `installed`
        RotateSecret(commands::apps::RotateSecret),
        /// Sends `installed` once more
        RepeatInstalled(commands::apps::RepeatInstalled),
        /// Gives the app another licence; it is not told
        Licence(commands::apps::Licence),
        /// Apps on Forge: install, upgrade and uninstall them, run their schedules
        Forge(commands::forge::Forge),
        /// The day after Connect: from now on the site serves it no more
        EndConnect(commands::forge_moves::EndConnect),
        /// Gives the site another base URL
        RenameSite(commands::site_changes::RenameSite),
        /// Imports the site: apps go without a word, the clientKey changes
        ImportSite(commands::site_changes::ImportSite),
        /// Makes the site anew, as to recover it: to apps as an import
        RecreateSite(commands::site_changes::RecreateSite),
        /// Signs installs with another key, of another id
        RotateInstallKey(commands::site_changes::RotateInstallKey),
        /// Signs Forge's invocation tokens with another key, of a new id
        RotateInvocationKey(commands::site_changes::RotateInvocationKey),
        /// Lists the installed apps
        Apps(commands::apps::Apps),
        /// Shows an app, with its secret
        App(commands::apps::App),
        /// Shows the app's modules, static and dynamic
        Modules(commands::apps::Modules),
        /// A token for a request in the app's place
        Token(commands::tokens::Token),
        /// A token as the app's own page has it
        PageToken(commands::tokens::PageToken),
        /// Opens a module of the app as a user would, or prints its signed URL
        Open(commands::loads::Open),
        /// Asks the host as a page of the app does, by AP.request
        ApRequest(commands::page_requests::ApRequest),
        /// Makes an event happen: its webhooks go out
        Fire(commands::events::Fire),
        /// Gives somebody an account on the site
        User(commands::people::User),
        /// Forbids somebody an operation on a page
        Deny(commands::people::Deny),
        /// Takes a `deny` back
        Allow(commands::people::Allow),
        /// Puts pages there, with macros and properties, and shows them
        Page(commands::pages::Page),
        /// Puts a whole site there from a file, or prints one
        Site(commands::whole_site::Site),
        /// Adds spaces, and lists them
        Space(commands::spaces::Space),
        /// Moves the tenant's clock, or tells it
        Clock(commands::clock::Clock),
        /// Makes something go wrong
        Fault(commands::faults::Fault),
        /// Lists what an app has to refuse: 'for how in $(mockfluence forgeries page)'
        Forgeries(commands::forgeries::Forgeries),
        /// Stops the tenant at a point
        Hold(commands::holds::Hold),
        /// Answers what the tenant does not serve
        Stub(commands::stubs::Stub),
        /// Says what was prepared and nothing came to: stubs, faults, holds
        LeftOver(commands::left_over::LeftOver),
        /// Prints the log
        Log(commands::log::Log),
        /// Keeps a secret out of the log, in every form
        Mask(commands::mask::Mask),
        /// Waits for exchanges, e.g. 'from-app POST /wiki/rest/*'
        Wait(commands::log::Wait),
        /// Waits until nothing has gone either way for some time
        WaitForQuiet(commands::waits::WaitForQuiet),
        /// Waits until the app's dynamic modules are these and no others
        WaitForModules(commands::waits::WaitForModules),
        /// Judges an app: forged tokens, bad days, all that it should stand
        Check(commands::check::Check),
        /// Holds the tenant against a real site, or against other settings
        Compare(commands::compare::Compare),
        /// Puts to use what a comparison found
        Evidence(commands::evidence::Evidence),
        /// Writes down what passes between a host and an app
        Record(commands::record::Record),
        /// Plays the host's half of what was recorded to an app
        Replay(commands::record::Replay),
        /// Judges a descriptor as the host would
        Validate(commands::validate::Validate),
        /// The canonical request and query string hash of a request
        Qsh(commands::qsh::Qsh),
        /// Takes a token apart, or verifies it as the host would
        Jwt(commands::jwt::Jwt),
        /// Prints the JSON Schema of a descriptor for Confluence
        Schema(commands::texts::Schema),
        /// Prints the OpenAPI document of the control API
        Openapi(commands::texts::Openapi),
        /// Prints a completion script for a shell
        Completions(Completions),
    }
}

#[derive(Debug, clap::Args)]
pub(super) struct Completions {
    #[arg(value_enum)]
    shell: clap_complete::Shell,
}

impl Run for Completions {
    fn operations() -> Vec<&'static str> {
        Vec::new()
    }

    fn run(self) -> Ended {
        let mut script = Vec::new();
        let mut line = CommandLine::command();
        clap_complete::generate(self.shell, &mut line, "mockfluence", &mut script);
        output::print(&String::from_utf8_lossy(&script))?;
        Ok(ExitCode::SUCCESS)
    }
}
