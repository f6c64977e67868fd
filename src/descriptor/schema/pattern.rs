//! The patterns of the schema, each as a regular expression for the JSON Schema file and as a small matcher.
//!
//! Patterns are searched for, not anchored, unless they contain `^` and `$`.

/// A pattern that a string must match.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Pattern {
    AppKey,
    ModuleKey,
    StyleClass,
    Shortcut,
    Identifier,
    Uri,
    Colour,
    Length,
    LengthList,
    Declaration,
    BackgroundSize,
    BlockGutter,
    SideGutter,
}

const UNITS: [&str; 9] = ["em", "ex", "in", "cm", "mm", "pt", "pc", "px", "%"];

impl Pattern {
    /// The regular expression, in the dialect of ECMA 262.
    pub(crate) fn regex(self) -> &'static str {
        match self {
            Pattern::AppKey => "^[a-zA-Z0-9-._]+$",
            Pattern::ModuleKey => "^[a-zA-Z0-9-]+$",
            Pattern::StyleClass => "^[_a-zA-Z]+[_a-zA-Z0-9-]*$",
            Pattern::Shortcut => "[a-z]{1,3}",
            Pattern::Identifier => r"[-_a-z0-9\.]+",
            Pattern::Uri => r#"^([^\s"<>\\^`{|}%]|%[0-9A-Fa-f]{2})*$"#,
            Pattern::Colour => concat!(
                r"^(#[0-9a-fA-F]{3}|#[0-9a-fA-F]{6}",
                r"|rgb\([0-9]+%,\s*[0-9]+%,\s*[0-9]+%\)",
                r"|rgb\((\s*([0-9]|[1-9][0-9]|1[0-9]{2}|2[0-4][0-9]|25[0-5])\s*,){2}",
                r"\s*([0-9]|[1-9][0-9]|1[0-9]{2}|2[0-4][0-9]|25[0-5])\s*\)",
                r"|rgba\((\s*([0-9]|[1-9][0-9]|1[0-9]{2}|2[0-4][0-9]|25[0-5])\s*,){3}\s*(0\.[0-9]*|[01])\s*\)",
                r"|hsl\(\s*([0-9]|[1-9][0-9]|[12][0-9]{2}|3[0-5][0-9])\s*(,\s*([0-9]|[1-9][0-9]|100)%\s*){2}\)",
                r"|hsla\(\s*([0-9]|[1-9][0-9]|[12][0-9]{2}|3[0-5][0-9])\s*(,\s*([0-9]|[1-9][0-9]|100)%\s*){2}",
                r",\s*(0\.[0-9]*|[01])\s*\))$"
            ),
            Pattern::Length => "^(0|[0-9]*(em|ex|in|cm|mm|pt|pc|px|%))$",
            Pattern::LengthList => {
                "^(0|[0-9]*(em|ex|in|cm|mm|pt|pc|px|%))( (0|[0-9]*(em|ex|in|cm|mm|pt|pc|px|%))){0,3}$"
            }
            Pattern::Declaration => r"^[^;|}\n\r]*$",
            Pattern::BackgroundSize => concat!(
                "auto|cover|contain|initial|inherit",
                "|^(0|[0-9]*(em|ex|in|cm|mm|pt|pc|px|%))( (0|[0-9]*(em|ex|in|cm|mm|pt|pc|px|%))){0,3}$"
            ),
            Pattern::BlockGutter => "none|default|^(0|[0-9]*(em|ex|in|cm|mm|pt|pc|px|%))$",
            Pattern::SideGutter => "none|default|small|medium|large",
        }
    }

    /// Does the text match?
    pub(crate) fn matches(self, text: &str) -> bool {
        let all = |allowed: fn(char) -> bool| !text.is_empty() && text.chars().all(allowed);
        let any_word = |words: &[&str]| words.iter().any(|word| text.contains(word));
        match self {
            Pattern::AppKey => {
                all(|letter| letter.is_ascii_alphanumeric() || "-._".contains(letter))
            }
            Pattern::ModuleKey => all(|letter| letter.is_ascii_alphanumeric() || letter == '-'),
            Pattern::StyleClass => {
                all(|letter| letter.is_ascii_alphanumeric() || "-_".contains(letter))
                    && !text.starts_with(|first: char| first.is_ascii_digit() || first == '-')
            }
            Pattern::Shortcut => text.contains(|letter: char| letter.is_ascii_lowercase()),
            Pattern::Identifier => text.contains(is_identifier_letter),
            Pattern::Uri => is_uri(text),
            Pattern::Colour => is_colour(text),
            Pattern::Length => is_length(text),
            Pattern::LengthList => is_length_list(text),
            Pattern::Declaration => !text.contains([';', '|', '}', '\n', '\r']),
            Pattern::BackgroundSize => {
                any_word(&["auto", "cover", "contain", "initial", "inherit"])
                    || is_length_list(text)
            }
            Pattern::BlockGutter => any_word(&["none", "default"]) || is_length(text),
            Pattern::SideGutter => any_word(&["none", "default", "small", "medium", "large"]),
        }
    }
}

fn is_identifier_letter(letter: char) -> bool {
    letter.is_ascii_lowercase() || letter.is_ascii_digit() || "-_.".contains(letter)
}

fn is_uri(text: &str) -> bool {
    let mut rest = text.chars();
    while let Some(letter) = rest.next() {
        let escaped = |digit: Option<char>| digit.is_some_and(|digit| digit.is_ascii_hexdigit());
        let wrong =
            letter.is_whitespace() || letter == '\u{feff}' || "\"<>\\^`{|}".contains(letter);
        if wrong || letter == '%' && !(escaped(rest.next()) && escaped(rest.next())) {
            return false;
        }
    }
    true
}

fn is_length(text: &str) -> bool {
    let unit = text.trim_start_matches(|digit: char| digit.is_ascii_digit());
    text == "0" || UNITS.contains(&unit)
}

fn is_length_list(text: &str) -> bool {
    text.split(' ').take(5).count() <= 4 && text.split(' ').all(is_length)
}

fn is_colour(text: &str) -> bool {
    if let Some(digits) = text.strip_prefix('#') {
        return matches!(digits.len(), 3 | 6)
            && digits.bytes().all(|digit| digit.is_ascii_hexdigit());
    }
    let Some((name, arguments)) = text.strip_suffix(')').and_then(|text| text.split_once('('))
    else {
        return false;
    };
    let arguments: Vec<&str> = arguments.split(',').take(5).collect();
    match (name, arguments.as_slice()) {
        ("rgb", [red, green, blue]) => {
            let bytes = [red, green, blue]
                .iter()
                .all(|part| is_number(part.trim(), 255));
            let shares = [*red, green.trim_start(), blue.trim_start()];
            bytes || shares.iter().all(|part| is_share(part))
        }
        ("rgba", [red, green, blue, alpha]) => {
            [red, green, blue]
                .iter()
                .all(|part| is_number(part.trim(), 255))
                && is_alpha(alpha.trim())
        }
        ("hsl", [hue, rest @ ..]) => {
            rest.len() == 2 && is_hue(hue) && rest.iter().all(|part| is_percent(part))
        }
        ("hsla", [hue, saturation, light, alpha]) => {
            is_hue(hue) && is_percent(saturation) && is_percent(light) && is_alpha(alpha.trim())
        }
        _ => false,
    }
}

fn is_number(text: &str, largest: u16) -> bool {
    let plain = text.len() <= 3 && text.bytes().all(|digit| digit.is_ascii_digit());
    plain
        && (text.len() == 1 || !text.starts_with('0'))
        && text.parse::<u16>().is_ok_and(|number| number <= largest)
}

fn is_hue(text: &str) -> bool {
    is_number(text.trim(), 359)
}

fn is_percent(text: &str) -> bool {
    text.trim()
        .strip_suffix('%')
        .is_some_and(|number| is_number(number, 100))
}

fn is_share(text: &str) -> bool {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|digit| digit.is_ascii_digit());
    text.strip_suffix('%').is_some_and(digits)
}

fn is_alpha(text: &str) -> bool {
    let fraction = text.strip_prefix("0.");
    matches!(text, "0" | "1")
        || fraction.is_some_and(|digits| digits.bytes().all(|digit| digit.is_ascii_digit()))
}
