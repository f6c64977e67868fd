//! Runs a target over mutants of its corpus, within a budget, and counts.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use crate::mutants::mutant;

/// A generator whose every run gives the same numbers (splitmix64).
pub(crate) struct Random(u64);

impl Random {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed)
    }

    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    pub(crate) fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.next() % u64::try_from(end.max(1)).unwrap()).unwrap()
    }

    pub(crate) fn pick<'a, T>(&mut self, of: &'a [T]) -> &'a T {
        &of[self.below(of.len())]
    }
}

fn number(name: &str) -> Option<u64> {
    let set = std::env::var(name).ok()?;
    Some(
        set.parse()
            .unwrap_or_else(|_| panic!("{name}={set} is no number")),
    )
}

/// How long a target goes on.
pub(crate) struct Budget {
    until: Option<Instant>,
    inputs: u64,
    begun: Instant,
    pub(crate) done: u64,
}

impl Budget {
    /// By the environment; so many inputs without it.
    pub(crate) fn of(usual: u64) -> Self {
        let begun = Instant::now();
        let seconds = number("FUZZ_SECONDS").map(Duration::from_secs);
        Self {
            until: seconds.map(|seconds| begun + seconds),
            inputs: number("FUZZ_INPUTS").unwrap_or(usual),
            begun,
            done: 0,
        }
    }

    pub(crate) fn goes_on(&self) -> bool {
        match self.until {
            Some(until) => Instant::now() < until,
            None => self.done < self.inputs,
        }
    }

    pub(crate) fn report(&self, name: &str, failures: usize) {
        let (inputs, seconds) = (self.done, self.begun.elapsed().as_secs_f64());
        println!("fuzz {name}: {inputs} inputs, {failures} failures, {seconds:.1} s");
    }
}

pub(crate) fn seed() -> u64 {
    number("FUZZ_SEED").unwrap_or(20_261_126)
}

/// The files of a folder in the repository.
pub(crate) fn files(folder: &str) -> Vec<Vec<u8>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let mut paths: Vec<PathBuf> = std::fs::read_dir(&folder)
        .unwrap_or_else(|error| panic!("{}: {error}", folder.display()))
        .map(|entry| entry.unwrap().path())
        .collect();
    paths.sort();
    assert!(!paths.is_empty(), "no corpus in {}", folder.display());
    paths
        .into_iter()
        .map(|path| std::fs::read(path).unwrap())
        .collect()
}

/// Keeps an input that did harm, for whoever looks into it.
pub(crate) fn keep(name: &str, input: &[u8]) -> String {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("fuzz");
    std::fs::create_dir_all(&folder).unwrap();
    let file = folder.join(format!("{name}-{:x}", crc(input)));
    std::fs::write(&file, input).unwrap();
    let shown: String = String::from_utf8_lossy(input).chars().take(400).collect();
    format!("{}: {shown:?}", file.display())
}

fn crc(input: &[u8]) -> u64 {
    input.iter().fold(17, |sum, byte| {
        sum.wrapping_mul(31).wrapping_add(u64::from(*byte))
    })
}

/// The longest that one input may take, in a debug build on a busy machine.
const SLOW: Duration = Duration::from_secs(20);

/// Runs the corpus as it is, and mutants of it up to the budget. Fails with all inputs that panic,
/// or take for ever.
#[track_caller]
pub(crate) fn fuzz(name: &str, corpus: &[Vec<u8>], usual: u64, mut target: impl FnMut(&[u8])) {
    let mut random = Random::new(seed());
    let mut budget = Budget::of(usual + u64::try_from(corpus.len()).unwrap());
    let mut failures = Vec::new();
    let mut run = |input: &[u8]| {
        let since = Instant::now();
        let panicked = catch_unwind(AssertUnwindSafe(|| target(input))).is_err();
        if panicked || since.elapsed() > SLOW {
            let what = if panicked { "panics" } else { "takes for ever" };
            failures.push(format!("{what}: {}", keep(name, input)));
        }
    };
    for input in corpus {
        run(input);
        budget.done += 1;
    }
    while budget.goes_on() {
        run(&mutant(corpus, &mut random));
        budget.done += 1;
    }
    budget.report(name, failures.len());
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}
