//! `Story`: the steps of a life, as a value that is written on one line and read back.

use super::event::{Cast, Event};
use super::trouble::{Point, Trouble};

/// When the next step begins.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Then {
    /// When all is quiet.
    #[default]
    Quiet,
    /// As soon as this one is done, whatever the app still does.
    AtOnce,
    /// While the first exchange at this point is held.
    While(Point),
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct Step {
    /// On the second site, which has the same app.
    pub(super) elsewhere: bool,
    pub(super) event: Event,
    pub(super) troubles: Vec<Trouble>,
    pub(super) then: Then,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct Story {
    pub(super) steps: Vec<Step>,
}

/// A step of a story that says nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct UnreadableStep(String);

impl std::fmt::Display for UnreadableStep {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            f,
            "`{}` is no step of a story here: it has an event, a known version or command in quotation marks, known \
             troubles in brackets, and then perhaps `| at once` or `| while held: …`",
            self.0
        )
    }
}

impl Step {
    pub(super) fn of(event: Event) -> Self {
        Self {
            elsewhere: false,
            event,
            troubles: Vec::new(),
            then: Then::Quiet,
        }
    }

    /// With nothing wrong, and quiet after it.
    pub(super) fn calm(&self) -> Self {
        Self {
            elsewhere: self.elsewhere,
            ..Self::of(self.event)
        }
    }

    fn written(&self, cast: &Cast) -> String {
        let mut words = String::new();
        if self.elsewhere {
            words.push_str("globex: ");
        }
        words.push_str(&self.event.written(cast));
        if !self.troubles.is_empty() {
            let each: Vec<String> = self.troubles.iter().map(Trouble::to_string).collect();
            words.push_str(&format!(" [{}]", each.join(", ")));
        }
        match self.then {
            Then::Quiet => {}
            Then::AtOnce => words.push_str(" | at once"),
            Then::While(point) => words.push_str(&format!(" | while held: {}", point.name())),
        }
        words
    }

    fn read(words: &str, cast: &Cast) -> Option<Self> {
        let (head, then) = match outside_quotes(words, '|').as_slice() {
            [head] => (*head, Then::Quiet),
            [head, then] => {
                let then = then.trim();
                let held = || Point::read(then.strip_prefix("while held: ")?).map(Then::While);
                let then = if then == "at once" {
                    Some(Then::AtOnce)
                } else {
                    held()
                };
                (*head, then?)
            }
            _ => return None,
        };
        let parts = outside_quotes(head, '[');
        let (event, troubles) = match parts.as_slice() {
            [event] => (*event, Vec::new()),
            [event, troubles] => {
                let troubles = troubles.trim().strip_suffix(']')?.split(',');
                let troubles: Option<_> = troubles.map(|one| Trouble::read(one.trim())).collect();
                (*event, troubles?)
            }
            _ => return None,
        };
        let event = event.trim();
        let (event, elsewhere) = match event.strip_prefix("globex:") {
            Some(event) => (event.trim(), true),
            None => (event, false),
        };
        Some(Self {
            elsewhere,
            event: Event::read(event, cast)?,
            troubles,
            then,
        })
    }
}

/// The parts between the marks, but for marks in quoted names.
fn outside_quotes(text: &str, mark: char) -> Vec<&str> {
    let (mut parts, mut begin, mut quoted, mut escaped) = (Vec::new(), 0, false, false);
    for (at, letter) in text.char_indices() {
        match letter {
            _ if escaped => escaped = false,
            '\\' if quoted => escaped = true,
            '"' => quoted = !quoted,
            letter if letter == mark && !quoted => {
                parts.push(&text[begin..at]);
                begin = at + letter.len_utf8();
            }
            _ => {}
        }
    }
    parts.push(&text[begin..]);
    parts
}

impl Story {
    pub(super) fn written(&self, cast: &Cast) -> String {
        let steps = self.steps.iter().map(|step| step.written(cast));
        steps.collect::<Vec<_>>().join("; ")
    }

    /// The story of this line.
    pub(super) fn read(line: &str, cast: &Cast) -> Result<Self, UnreadableStep> {
        let unknown = |words: &str| UnreadableStep(words.trim().to_owned());
        let steps = outside_quotes(line, ';').into_iter();
        let steps = steps.map(|words| Step::read(words, cast).ok_or_else(|| unknown(words)));
        Ok(Self {
            steps: steps.collect::<Result<_, _>>()?,
        }
        .ended())
    }

    /// The last step is followed by quiet, as there is nothing else.
    pub(super) fn ended(mut self) -> Self {
        if let Some(last) = self.steps.last_mut() {
            last.then = Then::Quiet;
        }
        self
    }

    /// What a reader is told, a line for each step.
    pub(super) fn told(&self, cast: &Cast) -> Vec<String> {
        let mut lines = Vec::new();
        for (at, step) in self.steps.iter().enumerate() {
            let site = if step.elsewhere { "globex: " } else { "" };
            let mut line = format!("{}. {site}{}", at + 1, step.event.told(cast));
            for trouble in &step.troubles {
                line.push_str(&format!("; {trouble}"));
            }
            match step.then {
                Then::Quiet => {}
                Then::AtOnce => line.push_str(" … and at once:"),
                Then::While(point) => {
                    line.push_str(&format!(" … and while {} is held:", point.name()));
                }
            }
            lines.push(line);
        }
        lines
    }

    pub(super) fn troubles(&self) -> usize {
        let of = |step: &Step| step.troubles.len() + usize::from(step.then != Then::Quiet);
        self.steps.iter().map(of).sum()
    }

    /// The runs of steps between two moments of quiet, as ranges.
    pub(super) fn scenes(&self) -> Vec<std::ops::Range<usize>> {
        let (mut scenes, mut begin) = (Vec::new(), 0);
        for (at, step) in self.steps.iter().enumerate() {
            if step.then == Then::Quiet || at + 1 == self.steps.len() {
                scenes.push(begin..at + 1);
                begin = at + 1;
            }
        }
        scenes
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_story_is_read_back_as_it_was_written() {
        let cast = Cast {
            versions: vec!["1.0; \"x\" [a|b]".into(), "2".into()],
            manifests: vec!["3 on \"Forge\"".into()],
            commands: vec!["open | close; [incident]".into()],
        };
        let events = Event::all(&cast);
        for event in &events {
            let mut story = Story::default();
            for trouble in Trouble::of(*event) {
                let mut step = Step::of(*event);
                step.troubles = vec![trouble, Trouble { nth: 2, ..trouble }];
                step.elsewhere = trouble.nth == 1;
                step.then = Then::While(trouble.at);
                story.steps.push(step);
            }
            story.steps.push(Step {
                then: Then::AtOnce,
                ..Step::of(*event)
            });
            story.steps.push(Step::of(*event));
            let line = story.written(&cast);
            assert_eq!(Story::read(&line, &cast), Ok(story), "{line}");
        }
        for wrong in [
            "explode",
            "disable [lost-reply of nothing]",
            "disable | soon",
            "install \"3\"",
            "disable [reorder of installed]",
            "uninstall [reorder of uninstalled]",
        ] {
            assert_eq!(
                Story::read(wrong, &cast),
                Err(UnreadableStep(wrong.to_owned()))
            );
        }
    }
}
