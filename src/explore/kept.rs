//! Stories that once broke a rule, kept in a file and played first the next time.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use super::error::ExploreError;
use super::event::Cast;
use super::story::Story;

const HEAD: &str = "\
# Stories that once broke a rule: mockfluence's explorer plays them first. Keep this file with the tests.
";

/// A file of stories, one a line.
#[derive(Clone, Debug)]
pub(super) struct Kept(PathBuf);

impl Kept {
    pub(super) fn at(path: &Path) -> Self {
        Self(path.to_owned())
    }

    fn text(&self) -> Result<String, ExploreError> {
        match std::fs::read_to_string(&self.0) {
            Ok(text) => Ok(text),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(String::new()),
            Err(error) => {
                let file = self.0.display();
                Err(ExploreError::new(format!("{file} cannot be read: {error}")))
            }
        }
    }

    /// Its stories.
    pub(super) fn stories(&self, cast: &Cast) -> Result<Vec<Story>, ExploreError> {
        let text = self.text()?;
        let lines = text.lines().enumerate();
        let lines = lines.filter(|(_, line)| !line.trim().is_empty() && !line.starts_with('#'));
        let story = |(at, line)| {
            Story::read(line, cast).map_err(|unknown| {
                let (file, at) = (self.0.display(), at + 1);
                ExploreError::new(format!("{file}:{at}: {unknown}"))
            })
        };
        lines.map(story).collect()
    }

    /// Adds a story, unless it is there.
    pub(super) fn add(&self, line: &str, why: &str) -> Result<(), ExploreError> {
        let mut text = self.text()?;
        if text.lines().any(|known| known == line) {
            return Ok(());
        }
        if text.is_empty() {
            text.push_str(HEAD);
        }
        text.push_str(&format!("# {why}\n{line}\n"));
        std::fs::write(&self.0, text).map_err(|error| {
            let file = self.0.display();
            ExploreError::new(format!("{file} cannot be written: {error}"))
        })
    }
}
