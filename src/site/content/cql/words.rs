//! `~`: words that a text has, whatever their case and order.

/// The words to look for; each must be there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::site::content) struct Words {
    /// A word, and whether what begins with it is enough.
    words: Vec<(String, bool)>,
}

impl Words {
    /// Nothing for what the host's search engine reads as more than words.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let engine = |c: char| "?~+-&|()[]{}^\":\\/!".contains(c);
        let mut words = Vec::new();
        for word in text.split_whitespace() {
            let (word, begins) = match word.strip_suffix('*') {
                Some(word) => (word, true),
                None => (word, false),
            };
            let joins = matches!(word, "AND" | "OR" | "NOT" | "TO");
            if word.is_empty() || word.contains('*') || word.contains(engine) || joins {
                return None;
            }
            words.push((word.to_lowercase(), begins));
        }
        (!words.is_empty()).then_some(Self { words })
    }

    /// Whether the text has them all; what stands in tags is no text.
    pub(in crate::site::content) fn are_in(&self, texts: &[&str]) -> bool {
        let mut missing: Vec<&(String, bool)> = self.words.iter().collect();
        for text in texts {
            let text = text.to_lowercase();
            let mut in_tag = false;
            let outside = |c: char| {
                in_tag = (in_tag || c == '<') && c != '>';
                in_tag || !c.is_alphanumeric()
            };
            for one in text.split(outside).filter(|one| !one.is_empty()) {
                missing.retain(|(word, begins)| match begins {
                    true => !one.starts_with(word.as_str()),
                    false => one != word,
                });
            }
        }
        missing.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::Words;

    #[test]
    fn words_are_found_whatever_their_case_and_not_in_tags() {
        let found = |words: &str, text: &str| Words::parse(words).unwrap().are_in(&[text]);
        assert!(found("run BOOK", "<p class=\"x\">The book to run.</p>"));
        assert!(found("runb*", "Runbook") && !found("runb", "Runbook"));
        assert!(!found("class", "<p class=\"x\">y</p>") && !found("a b", "a"));
        assert_eq!(Words::parse("a OR b"), None);
        assert_eq!(Words::parse("a~"), None);
        assert_eq!(Words::parse(""), None);
    }
}
