//! What a comparison will send, said before it does.

use std::fmt;

use super::comparison::Comparison;
use super::probe::{NotPlayed, Probe, Takes};
use super::probes;
use crate::descriptor::implies;

/// What a comparison will send.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Plan {
    /// Each request, in its order.
    pub requests: Vec<String>,
    /// How many of them change what is on the site.
    pub writing: usize,
    /// What is left out.
    pub not_played: Vec<NotPlayed>,
    site: String,
    seconds: u64,
}

impl fmt::Display for Plan {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for request in &self.requests {
            writeln!(f, "  {request}")?;
        }
        for one in &self.not_played {
            writeln!(f, "  not played: {}: {}", one.probe, one.why)?;
        }
        let (count, writing) = (self.requests.len(), self.writing);
        let (site, seconds) = (&self.site, self.seconds);
        write!(
            f,
            "{count} requests to {site}, {writing} of them writing, in about {seconds} s"
        )
    }
}

impl Comparison {
    /// What [`run`](Self::run) will send, but for what it removes again.
    #[must_use]
    pub fn plan(&self) -> Plan {
        let (played, not_played) = self.chosen();
        let asks = || played.iter().flat_map(|probe| &probe.asks);
        let count = asks().count() + 1;
        let pause = self.site.pause;
        Plan {
            requests: asks().map(super::ask::Ask::line).collect(),
            writing: asks()
                .filter(|ask| !matches!(ask.method, "GET" | "HEAD" | "PATCH"))
                .count(),
            not_played,
            site: self.site.base_url(),
            seconds: (pause * u32::try_from(count).unwrap_or(u32::MAX)).as_secs(),
        }
    }

    /// The probes that are played, and those that are not.
    pub(super) fn chosen(&self) -> (Vec<Probe>, Vec<NotPlayed>) {
        let (mut played, mut not_played) = (Vec::new(), Vec::new());
        for probe in probes::all() {
            match self.why_not(probe.takes) {
                None => played.push(probe),
                Some(why) => not_played.push(NotPlayed {
                    probe: probe.id.to_owned(),
                    why,
                }),
            }
        }
        (played, not_played)
    }

    fn why_not(&self, takes: Takes) -> Option<String> {
        match takes {
            Takes::Nothing => None,
            Takes::Writing if self.writing => None,
            Takes::Limit if self.writing && self.limits => None,
            Takes::Writing => Some("it writes, and was not allowed to".into()),
            Takes::Limit => Some("it meets a limit, and was not allowed to".into()),
            Takes::Scope(scope) => match &self.site.descriptor {
                None => Some(format!(
                    "whether the app has the scope {scope} says its descriptor alone"
                )),
                Some(descriptor) => {
                    let has = descriptor.scopes().iter().any(|held| implies(held, scope));
                    (!has).then(|| format!("the app has not the scope {scope}"))
                }
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::compare::{Comparison, RealSite};
    use crate::descriptor::Descriptor;

    /// By its scopes the app might write, and nobody said that it may.
    #[test]
    fn what_only_reads_sends_nothing_that_writes() {
        let mut descriptor = crate::compare::app::descriptor("https://app.invalid");
        descriptor["scopes"] = serde_json::json!(["WRITE", "ADMIN"]);
        let descriptor = Descriptor::parse(&descriptor.to_string()).unwrap();
        let site = RealSite::new("http://a.example/wiki", "k", "a-secret-of-the-test").unwrap();
        let comparison = Comparison::new(site.descriptor(descriptor)).limits(true);
        let plan = comparison.plan();
        assert!(plan.requests.len() > 60 && plan.writing == 0, "{plan}");
        let reads = |line: &&String| {
            ["GET ", "HEAD ", "PATCH "]
                .iter()
                .any(|method| line.starts_with(method))
        };
        assert!(plan.requests.iter().all(|line| reads(&line)), "{plan}");
        assert!(comparison.writing(true).plan().writing > 20);
    }
}
