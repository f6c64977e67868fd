//! The commands of the binary, on one page.

mod arguments;
mod control;
mod env;
mod help;
mod http;
mod jwt;
mod qsh;
mod remote;
mod serve;
mod tell;
mod validate;
mod verbs;
mod visits;

use std::process::ExitCode;

use arguments::{Asked, Choice, Command, Given, flag, nearest, one_of, value};
use remote::{APP, CONTROL, TENANT, TOKEN};

/// Refused, or not as awaited.
const REFUSED: u8 = 1;
/// Not understood, or not reached.
const NOT_UNDERSTOOD: u8 = 2;

const FORMAT: &[&str] = &["text", "json"];
const HOW: Choice = one_of("format", FORMAT, "how the answer is printed");

/// For a command to the server as a whole.
const AT: &[Choice] = &[CONTROL, TOKEN, TENANT, HOW];
const NO_BACKEND: Choice = flag(
    "without-backend",
    "callbacks are recorded, and nothing is sent",
);

const ON: Choice = value(
    "on",
    "WHAT",
    "on which exchanges, e.g. 'to-app POST /installed'",
);

const fn command(
    name: &'static str,
    words: &'static [&'static str],
    about: &'static str,
    options: &'static [Choice],
    run: fn(&Given) -> ExitCode,
) -> Command {
    Command {
        name,
        words,
        about,
        more: "",
        options,
        run,
    }
}

impl Command {
    const fn more(mut self, more: &'static str) -> Self {
        self.more = more;
        self
    }
}

static COMMANDS: &[Command] = &[
    command("serve", &[], "Runs tenants and the control API until told to stop", serve::OPTIONS, serve::run)
        .more(serve::MORE),
    command("env", &[], "Prints the variables that make an app trust the tenant", env::OPTIONS, env::run)
        .more(env::MORE),
    command("install", &["<descriptor>"], "Installs an app: a URL, or a file", &[NO_BACKEND, CONTROL, TOKEN, TENANT, HOW], verbs::install)
        .more("Exit status 1 if it is refused, with the host's code and text."),
    command("upgrade", &["[descriptor]"], "Upgrades the app, to what its URL gives now or to this", &[NO_BACKEND, APP, CONTROL, TOKEN, TENANT, HOW], verbs::upgrade),
    command("disable", &["[app]"], "Disables the app", AT, verbs::disable),
    command("enable", &["[app]"], "Enables the app", AT, verbs::enable),
    command("uninstall", &["[app]"], "Uninstalls the app", AT, verbs::uninstall),
    command("rotate-secret", &["[app]"], "Gives the app a new secret, by `installed`", AT, verbs::rotate_secret),
    command("repeat-installed", &["[app]"], "Sends `installed` once more", AT, verbs::repeat_installed),
    command("rename-site", &["<base-url>"], "Gives the site another base URL", AT, verbs::rename_site),
    command("import-site", &[], "Imports the site: apps go without a word, the clientKey changes", AT, verbs::import_site),
    command("apps", &[], "Lists the installed apps", AT, verbs::apps),
    command("modules", &["[app]"], "Shows the app's modules, static and dynamic", AT, verbs::modules),
    command("token", &["<method>", "<path>"], "A token for a request in the app's place", &[APP, CONTROL, TOKEN, TENANT, HOW], verbs::token),
    command(
        "open",
        &["<module>"],
        "Opens a module of the app as a user would, or prints its signed URL",
        &[
            value("user", "ACCOUNT", "who looks; the site's administrator by default"),
            flag("anonymous", "nobody is logged in"),
            value("variable", "NAME=VALUE", "of the module's URL; may be given several times"),
            value("tamper", "HOW", "spoils the token"),
            flag("url", "prints the URL, and sends nothing"),
            APP,
            CONTROL,
            TOKEN,
            TENANT,
            HOW,
        ],
        visits::open,
    )
    .more(
        "How to spoil a token: missing, garbage, wrong-secret, changed-claims, none-algorithm, expired,\n\
         no-expiry, unknown-issuer, no-issuer, wrong-qsh, no-qsh, context-qsh.",
    ),
    command(
        "fire",
        &["<event>"],
        "Makes an event happen: its webhooks go out",
        &[
            value("page", "ID", "the page it is about; 10000001 by default"),
            value("title", "TEXT", "the page's title"),
            value("version", "N", "the page's version"),
            value("body", "JSON", "a whole body instead"),
            value("by", "ACCOUNT", "who did it"),
            CONTROL,
            TOKEN,
            TENANT,
            HOW,
        ],
        visits::fire,
    )
    .more("Exit status 1 if one was not delivered."),
    command("clock", &["[seconds]"], "Moves the tenant's clock forward; `reset` sets it back", AT, verbs::clock),
    command(
        "fault",
        &["<kind>"],
        "Makes something go wrong",
        &[
            ON,
            value("times", "N", "at most so often"),
            value("after", "N", "not on the first N"),
            value("status", "CODE", "for `status`"),
            value("header", "NAME:VALUE", "for `status`; may be given several times"),
            value("body", "TEXT", "for `status`"),
            value("millis", "N", "for `delay`; for `slow-body` between 64 bytes each"),
            CONTROL,
            TOKEN,
            TENANT,
            HOW,
        ],
        verbs::fault,
    )
    .more(
        "Kinds: status, delay, slow-body, refuse-connection, reset, close, close-mid-body,\n\
         truncated-json, garbage-json, lose-reply, duplicate, drop, reorder, wrong-signature, wrong-key,\n\
         unknown-kid, wrong-audience, expired, not-yet-valid, replayed, unsigned.\n\
         `fault list` shows those that have not applied yet, `fault clear` takes all back.",
    ),
    command(
        "log",
        &[],
        "Prints the log",
        &[
            one_of("format", verbs::LOG_FORMATS, "how it is printed"),
            flag("follow", "goes on with what is new"),
            CONTROL,
            TOKEN,
            TENANT,
        ],
        verbs::log,
    ),
    command(
        "wait",
        &["<what>", "[count]"],
        "Waits for exchanges, e.g. 'from-app POST /wiki/rest/*'",
        &[value("timeout", "SECONDS", "how long; 5 by default"), CONTROL, TOKEN, TENANT, HOW],
        verbs::wait,
    )
    .more("Exit status 1 if they did not come."),
    command("validate", &["<descriptor>"], "Judges a descriptor as the host would", validate::OPTIONS, validate::run)
        .more("A file, or the http:// URL that the app serves it at.\nExit status: 0 accepted, 1 refused, 2 could not be read."),
    command("qsh", &["[method]", "[url]"], "The canonical request and query string hash of a request", qsh::OPTIONS, qsh::run)
        .more(qsh::MORE),
    command("jwt", &["<decode|verify>", "<token>"], "Takes a token apart, or verifies it as the host would", jwt::OPTIONS, jwt::run)
        .more("Exit status 1 if it is no token, or refused."),
    command("schema", &[], "Prints the JSON Schema of a descriptor for Confluence", &[], schema),
    command("completions", &["<bash|zsh|fish>"], "Prints a completion script for a shell", &[], completions),
];

pub(crate) fn run() -> ExitCode {
    let mut arguments = lexopt::Parser::from_env();
    let first = match arguments.next() {
        Ok(Some(lexopt::Arg::Value(name))) => name.to_string_lossy().into_owned(),
        Ok(Some(lexopt::Arg::Long("version") | lexopt::Arg::Short('V'))) => {
            println!("mockfluence {}", env!("CARGO_PKG_VERSION"));
            return ExitCode::SUCCESS;
        }
        Ok(Some(lexopt::Arg::Long("help") | lexopt::Arg::Short('h'))) => "help".to_owned(),
        Ok(None) => {
            eprint!("{}", help::overview(COMMANDS));
            return ExitCode::from(NOT_UNDERSTOOD);
        }
        _ => return not_understood("an option stands behind its command"),
    };
    if first == "help" {
        return explain(&mut arguments);
    }
    let Some(command) = find(&first) else {
        let names: Vec<&str> = COMMANDS.iter().map(|command| command.name).collect();
        let near =
            nearest(&first, &names).map_or(String::new(), |near| format!("; `{near}` is near"));
        return not_understood(&format!("there is no command `{first}`{near}"));
    };
    match arguments::read(command, &mut arguments) {
        Ok(Asked::Run(given)) => (command.run)(&given),
        Ok(Asked::Help) => {
            print!("{}", help::of(command));
            ExitCode::SUCCESS
        }
        Err(why) => {
            eprintln!("{why}\nUsage: {}", help::usage(command));
            ExitCode::from(NOT_UNDERSTOOD)
        }
    }
}

fn find(name: &str) -> Option<&'static Command> {
    COMMANDS.iter().find(|command| command.name == name)
}

/// `mockfluence help [command]`.
fn explain(arguments: &mut lexopt::Parser) -> ExitCode {
    let named = match arguments.next() {
        Ok(Some(lexopt::Arg::Value(name))) => find(&name.to_string_lossy()),
        _ => None,
    };
    match named {
        Some(command) => print!("{}", help::of(command)),
        None => print!("{}", help::overview(COMMANDS)),
    }
    ExitCode::SUCCESS
}

fn not_understood(why: &str) -> ExitCode {
    eprintln!("{why}; see `mockfluence --help`");
    ExitCode::from(NOT_UNDERSTOOD)
}

fn schema(_: &Given) -> ExitCode {
    print!("{}", mockfluence::descriptor::json_schema());
    ExitCode::SUCCESS
}

fn completions(given: &Given) -> ExitCode {
    let shell = given.word(0).unwrap_or_default();
    match help::completions(shell, COMMANDS) {
        Some(script) => {
            print!("{script}");
            ExitCode::SUCCESS
        }
        None => not_understood(&format!("`{shell}`: not one of bash, zsh, fish")),
    }
}
