//! Variables as a shell, a file or a composition of containers takes them; no value is ever code.

use clap::ValueEnum;
use serde_json::{Map, Value};

use crate::cli::commands::failure::Failure;

/// How the lines are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Lines {
    /// For `eval` in a shell
    Sh,
    /// For `| source`
    Fish,
    /// For `| Out-String | Invoke-Expression`
    Powershell,
    /// Without `export`
    Dotenv,
    Json,
    /// What a service of docker compose has under its name
    DockerCompose,
}

/// The variables in this form; `folder` is what they name files in.
pub(super) fn printed(
    lines: &[(&str, String)],
    format: Lines,
    folder: Option<&str>,
) -> Result<String, Failure> {
    for (name, value) in lines {
        if value.chars().any(char::is_control) {
            let why = format!(
                "{name}: the value has a control character, as no file's name should: give --dir"
            );
            return Err(why.into());
        }
    }
    let each = |one: &dyn Fn(&str, &str) -> String| -> String {
        lines.iter().map(|(name, value)| one(name, value)).collect()
    };
    Ok(match format {
        Lines::Sh => {
            each(&|name, value| format!("export {name}='{}'\n", value.replace('\'', r"'\''")))
        }
        Lines::Fish => each(&|name, value| {
            let value = value.replace('\\', r"\\").replace('\'', r"\'");
            format!("set -gx {name} '{value}'\n")
        }),
        Lines::Powershell => {
            each(&|name, value| format!("$env:{name} = '{}'\n", powershell(value)))
        }
        Lines::Dotenv => {
            if let Some((name, _)) = lines.iter().find(|(_, value)| value.contains('\'')) {
                let why =
                    format!("{name}: no file of variables can have a ' in a value: give --dir");
                return Err(why.into());
            }
            each(&|name, value| format!("{name}='{value}'\n"))
        }
        Lines::Json => {
            let object: Map<String, Value> = lines
                .iter()
                .map(|(name, value)| ((*name).to_owned(), value.as_str().into()))
                .collect();
            format!("{}\n", Value::Object(object))
        }
        Lines::DockerCompose => {
            let variables = each(&|name, value| format!("  {name}: {}\n", compose(value)));
            let volumes = folder.map(|folder| {
                let folder = compose(folder);
                format!("volumes:\n  - type: bind\n    source: {folder}\n    target: {folder}\n    read_only: true\n")
            });
            format!("environment:\n{variables}{}", volumes.unwrap_or_default())
        }
    })
}

/// Typographic quotes end a text there, too.
fn powershell(value: &str) -> String {
    let quotes = ['\'', '\u{2018}', '\u{2019}', '\u{201a}', '\u{201b}'];
    let twice = |c: char| match quotes.contains(&c) {
        true => vec![c, c],
        false => vec![c],
    };
    value.chars().flat_map(twice).collect()
}

/// A text of JSON is one of YAML; a dollar would be a variable.
fn compose(value: &str) -> String {
    Value::from(value).to_string().replace('$', "$$")
}

#[cfg(test)]
mod tests {
    use super::*;

    const BAD: &str = "a'b \"c\" $(touch x) `touch x` $HOME \\ \u{2019}; touch x & %PATH% !x";

    fn as_is(format: Lines, value: &str) -> Result<String, Failure> {
        printed(&[("X", value.to_owned())], format, None)
    }

    fn said(format: Lines) -> String {
        match as_is(format, BAD) {
            Ok(text) => text,
            Err(_) => panic!("{format:?} can say it"),
        }
    }

    /// The shell itself is the judge.
    #[test]
    fn a_shell_gets_the_value_and_carries_out_nothing() {
        let script = format!("{}printf %s \"$X\"", said(Lines::Sh));
        let out = std::process::Command::new("sh")
            .args(["-c", &script])
            .output()
            .unwrap();
        assert_eq!(String::from_utf8(out.stdout).unwrap(), BAD);
    }

    #[test]
    fn every_form_quotes_in_its_own_way() {
        assert!(said(Lines::Fish).starts_with(r#"set -gx X 'a\'b "c""#));
        assert!(said(Lines::Powershell).starts_with("$env:X = 'a''b \"c\" $(touch x)"));
        assert!(said(Lines::Powershell).contains("\u{2019}\u{2019}"));
        let json: Value = serde_json::from_str(&said(Lines::Json)).unwrap();
        assert_eq!(json["X"], BAD);
        let compose = said(Lines::DockerCompose);
        let value = compose
            .strip_prefix("environment:\n  X: ")
            .unwrap()
            .replace("$$", "$");
        assert_eq!(serde_json::from_str::<Value>(&value).unwrap(), BAD);
        assert!(as_is(Lines::Dotenv, "a'b").is_err());
        assert!(as_is(Lines::Sh, "a\nb").is_err() && as_is(Lines::Json, "\u{1b}").is_err());
    }
}
