//! A command as a value: its name, words and options; and what was given of them.
//!
//! A table of our own over `lexopt`, since the default build, which `cargo install --path .` takes,
//! should cost a library's users next to nothing.

use std::collections::BTreeMap;
use std::process::ExitCode;

use lexopt::ValueExt;

/// One command of the binary.
pub(super) struct Command {
    pub(super) name: &'static str,
    /// The words it takes, as the usage line shows them: `<needed>`, `[optional]`.
    pub(super) words: &'static [&'static str],
    /// One line.
    pub(super) about: &'static str,
    /// What else `--help` says.
    pub(super) more: &'static str,
    pub(super) options: &'static [Choice],
    pub(super) run: fn(&Given) -> ExitCode,
}

/// One option, always in its long form.
pub(super) struct Choice {
    pub(super) name: &'static str,
    /// What stands for its value in the help; a flag has none.
    pub(super) value: Option<&'static str>,
    /// The values it takes; any, if empty.
    pub(super) among: &'static [&'static str],
    pub(super) about: &'static str,
}

/// An option without a value.
pub(super) const fn flag(name: &'static str, about: &'static str) -> Choice {
    Choice {
        name,
        value: None,
        among: &[],
        about,
    }
}

/// An option with a value.
pub(super) const fn value(name: &'static str, value: &'static str, about: &'static str) -> Choice {
    Choice {
        name,
        value: Some(value),
        among: &[],
        about,
    }
}

/// An option whose value is one of a few.
pub(super) const fn one_of(
    name: &'static str,
    among: &'static [&'static str],
    about: &'static str,
) -> Choice {
    Choice {
        name,
        value: Some("WHICH"),
        among,
        about,
    }
}

/// What came on the command line, checked against the command.
#[derive(Debug, Default)]
pub(super) struct Given {
    words: Vec<String>,
    options: BTreeMap<&'static str, Vec<String>>,
}

impl Given {
    pub(super) fn word(&self, place: usize) -> Option<&str> {
        self.words.get(place).map(String::as_str)
    }

    /// The value given last.
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        self.all(name).last().map(String::as_str)
    }

    pub(super) fn all(&self, name: &str) -> &[String] {
        self.options.get(name).map_or(&[], Vec::as_slice)
    }

    pub(super) fn has(&self, name: &str) -> bool {
        self.options.contains_key(name)
    }

    pub(super) fn number<T: std::str::FromStr>(&self, name: &str) -> Result<Option<T>, String> {
        let Some(text) = self.get(name) else {
            return Ok(None);
        };
        let number = text
            .parse()
            .map_err(|_| format!("--{name} {text}: not a number that fits"));
        number.map(Some)
    }

    /// Whether `--format json` is asked for.
    pub(super) fn wants_json(&self) -> bool {
        self.get("format") == Some("json")
    }
}

/// What the arguments ask for.
pub(super) enum Asked {
    Run(Given),
    Help,
}

/// Reads the arguments behind the command's name.
pub(super) fn read(command: &Command, rest: &mut lexopt::Parser) -> Result<Asked, String> {
    let mut given = Given::default();
    while let Some(next) = rest.next().map_err(|error| error.to_string())? {
        match next {
            lexopt::Arg::Short('h') | lexopt::Arg::Long("help") => return Ok(Asked::Help),
            lexopt::Arg::Long(name) => {
                let choice = find(command, name)?;
                let value = match choice.value {
                    Some(_) => Some(rest.value().map_err(|error| error.to_string())?),
                    None => None,
                };
                let text = value.map(|value| value.string()).transpose();
                let text = text.map_err(|error| error.to_string())?.unwrap_or_default();
                check(choice, &text)?;
                given.options.entry(choice.name).or_default().push(text);
            }
            lexopt::Arg::Short(letter) => {
                return Err(format!(
                    "there is no option -{letter}; options are long, as in --help"
                ));
            }
            lexopt::Arg::Value(word) => {
                given
                    .words
                    .push(word.string().map_err(|error| error.to_string())?);
            }
        }
    }
    count_words(command, &given)?;
    Ok(Asked::Run(given))
}

fn find<'a>(command: &'a Command, name: &str) -> Result<&'a Choice, String> {
    let found = command.options.iter().find(|choice| choice.name == name);
    found.ok_or_else(|| {
        let names: Vec<&str> = command.options.iter().map(|choice| choice.name).collect();
        let near =
            nearest(name, &names).map_or(String::new(), |near| format!("; --{near} is near"));
        format!("`{}` has no option --{name}{near}", command.name)
    })
}

fn check(choice: &Choice, text: &str) -> Result<(), String> {
    if choice.among.is_empty() || choice.among.contains(&text) {
        return Ok(());
    }
    let (name, among) = (choice.name, choice.among.join(", "));
    Err(format!("--{name} {text}: not one of {among}"))
}

fn count_words(command: &Command, given: &Given) -> Result<(), String> {
    let needed = command
        .words
        .iter()
        .filter(|word| word.starts_with('<'))
        .count();
    let (name, came) = (command.name, given.words.len());
    if came < needed {
        return Err(format!("`{name}` needs {}", command.words[came]));
    }
    let open_end = command
        .words
        .last()
        .is_some_and(|word| word.ends_with("..."));
    if came > command.words.len() && !open_end {
        let extra = &given.words[command.words.len()];
        return Err(format!("`{name}` does not take `{extra}`"));
    }
    Ok(())
}

/// The name that shares most of its beginning, if that is more than a letter.
pub(super) fn nearest<'a>(name: &str, among: &[&'a str]) -> Option<&'a str> {
    let shared = |one: &str| {
        one.chars()
            .zip(name.chars())
            .take_while(|(a, b)| a == b)
            .count()
    };
    let near = among.iter().copied().max_by_key(|one| shared(one))?;
    (shared(near) > 1).then_some(near)
}
