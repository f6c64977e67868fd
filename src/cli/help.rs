//! Help and shell completions, both from the table of commands.

use super::arguments::{Choice, Command};

/// What `mockfluence --help` prints.
pub(super) fn overview(commands: &[Command]) -> String {
    let mut text = format!(
        "mockfluence {}\n{}\n\nUsage: mockfluence <command> [options]\n\nCommands:\n",
        env!("CARGO_PKG_VERSION"),
        env!("CARGO_PKG_DESCRIPTION")
    );
    for command in commands {
        text.push_str(&format!("  {:<18} {}\n", command.name, command.about));
    }
    text.push_str(
        "\n`mockfluence <command> --help` says more. Exit status: 0 done; 1 refused, or not as \
         awaited;\n2 not understood, or not reached.\n",
    );
    text
}

/// What `mockfluence <command> --help` prints.
pub(super) fn of(command: &Command) -> String {
    let mut text = format!("{}\n\nUsage: {}\n", command.about, usage(command));
    if !command.more.is_empty() {
        text.push_str(&format!("\n{}\n", command.more));
    }
    if !command.options.is_empty() {
        text.push_str("\nOptions:\n");
    }
    for choice in command.options {
        text.push_str(&format!("  {:<26} {}\n", shown(choice), choice.about));
        if !choice.among.is_empty() {
            text.push_str(&format!(
                "  {:<26} one of: {}\n",
                "",
                choice.among.join(", ")
            ));
        }
    }
    text
}

pub(super) fn usage(command: &Command) -> String {
    let mut words = vec!["mockfluence", command.name];
    words.extend(command.words);
    if !command.options.is_empty() {
        words.push("[options]");
    }
    words.join(" ")
}

fn shown(choice: &Choice) -> String {
    match choice.value {
        Some(value) => format!("--{} {value}", choice.name),
        None => format!("--{}", choice.name),
    }
}

/// A completion script; none for a shell that is not known.
pub(super) fn completions(shell: &str, commands: &[Command]) -> Option<String> {
    match shell {
        "bash" => Some(bash(commands)),
        "zsh" => Some(format!(
            "#compdef mockfluence\nautoload -U +X bashcompinit && bashcompinit\n{}",
            bash(commands)
        )),
        "fish" => Some(fish(commands)),
        _ => None,
    }
}

fn bash(commands: &[Command]) -> String {
    let names: Vec<&str> = commands.iter().map(|command| command.name).collect();
    let mut cases = String::new();
    for command in commands {
        let options: Vec<String> = command
            .options
            .iter()
            .map(|choice| format!("--{}", choice.name))
            .collect();
        cases.push_str(&format!(
            "        {}) options='{} --help' ;;\n",
            command.name,
            options.join(" ")
        ));
    }
    let mut values = String::new();
    for choice in commands.iter().flat_map(|command| command.options) {
        let line = format!(
            "        --{}) words='{}' ;;\n",
            choice.name,
            choice.among.join(" ")
        );
        if !choice.among.is_empty() && !values.contains(&line) {
            values.push_str(&line);
        }
    }
    format!(
        "_mockfluence() {{\n    local current=\"${{COMP_WORDS[COMP_CWORD]}}\" \
         previous=\"${{COMP_WORDS[COMP_CWORD-1]}}\" options='' words=''\n    \
         if [ \"$COMP_CWORD\" -eq 1 ]; then\n        \
         COMPREPLY=($(compgen -W '{}' -- \"$current\")); return\n    fi\n    \
         case \"$previous\" in\n{values}    esac\n    \
         if [ -n \"$words\" ]; then COMPREPLY=($(compgen -W \"$words\" -- \"$current\")); return; fi\n    \
         case \"${{COMP_WORDS[1]}}\" in\n{cases}    esac\n    \
         case \"$current\" in\n        --*) COMPREPLY=($(compgen -W \"$options\" -- \"$current\")) ;;\n        \
         *) COMPREPLY=($(compgen -f -- \"$current\")) ;;\n    esac\n}}\ncomplete -F _mockfluence mockfluence\n",
        names.join(" ")
    )
}

fn fish(commands: &[Command]) -> String {
    let mut text = String::new();
    for command in commands {
        text.push_str(&format!(
            "complete -c mockfluence -n __fish_use_subcommand -f -a {} -d '{}'\n",
            command.name,
            quoted(command.about)
        ));
        for choice in command.options {
            let value = match (choice.value, choice.among) {
                (None, _) => String::new(),
                (Some(_), []) => " -r".to_owned(),
                (Some(_), among) => format!(" -x -a '{}'", among.join(" ")),
            };
            text.push_str(&format!(
                "complete -c mockfluence -n '__fish_seen_subcommand_from {}' -l {}{value} -d '{}'\n",
                command.name,
                choice.name,
                quoted(choice.about)
            ));
        }
    }
    text
}

fn quoted(text: &str) -> String {
    text.replace('\'', "\\'")
}
