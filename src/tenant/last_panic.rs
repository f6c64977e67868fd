//! What a test panicked with, and whether that was what it should do.

use std::cell::RefCell;
use std::path::{Path, PathBuf};
use std::sync::Once;

use crate::unhandled::Failure;

thread_local! {
    static LAST: RefCell<Option<Failure>> = const { RefCell::new(None) };
}

/// The longest file of tests that is looked into.
const LONGEST: u64 = 4 * 1024 * 1024;

/// From now on the message and place of each panic are kept for its own thread. Done once in a
/// process, and only where somebody wants reports: the hook that was there still has its turn.
pub(super) fn keep() {
    static KEPT: Once = Once::new();
    if std::thread::panicking() {
        return;
    }
    KEPT.call_once(|| {
        let before = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |panic| {
            let payload = panic.payload();
            let text = payload
                .downcast_ref::<&str>()
                .map(|text| (*text).to_owned());
            let text = text.or_else(|| payload.downcast_ref::<String>().cloned());
            let failure = Failure::new(text.unwrap_or_default(), panic.location());
            let _ = LAST.try_with(|last| last.replace(Some(failure)));
            before(panic);
        }));
    });
}

/// The panic that this thread is in.
pub(super) fn of_this_thread() -> Failure {
    let last = LAST.try_with(|last| last.borrow().clone());
    last.ok().flatten().unwrap_or_default()
}

/// Whether the test of this name should panic so, as its own source says it: nothing else tells a
/// test that is right to panic. Not known, and so false, where the panic is in another file.
pub(super) fn is_expected(failure: &Failure, test: &str) -> bool {
    // `file:line:column`
    let file = failure.place.rsplitn(3, ':').nth(2).unwrap_or_default();
    let Some(source) = source(Path::new(file)) else {
        return false;
    };
    // A case of rstest is a module below the function's name.
    let names = test.rsplit("::").take(2);
    let mut verdicts = names.filter_map(|name| expectation(&source, name));
    verdicts.any(|expected| failure.message.contains(&expected))
}

/// Where a package is a member of a workspace, paths are from the folder of the workspace.
fn source(file: &Path) -> Option<String> {
    let here = std::env::current_dir().ok()?;
    let mut places = here.ancestors().map(|folder| folder.join(file));
    let found: PathBuf = places.find(|place| place.is_file())?;
    let length = found.metadata().ok()?.len();
    (length <= LONGEST).then(|| std::fs::read_to_string(found).ok())?
}

/// What a panic of this function has to contain, if its attributes say that it should panic.
fn expectation(source: &str, function: &str) -> Option<String> {
    let lines: Vec<&str> = source.lines().map(str::trim).collect();
    let start = format!("fn {function}(");
    let at = lines.iter().position(|line| line.contains(&start))?;
    let above = lines[..at].iter().rev();
    // Attributes and comments, down to the end of what stands before.
    let own = above.take_while(|line| !line.ends_with('}') && !line.is_empty());
    let attribute = own
        .into_iter()
        .find(|line| line.starts_with("#[should_panic"))?;
    match attribute.split_once("expected") {
        None => Some(String::new()),
        Some((_, rest)) => {
            let text = rest.split_once('"')?.1.split_once('"')?.0;
            // What is escaped is not worth to be taken apart: a page too many does no harm.
            (!text.contains('\\')).then(|| text.to_owned())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SOURCE: &str = r#"
        #[test]
        fn plain() {}

        /// Why.
        #[test]
        #[should_panic]
        fn any() {}
        #[test]
        #[should_panic(expected = "no such thing")]
        async fn worded() {}
        #[test]
        #[should_panic(expected = "a \"quoted\" one")]
        fn escaped() {}
        #[test]
        fn after() {}
    "#;

    #[test]
    fn the_source_says_which_test_should_panic() {
        assert_eq!(expectation(SOURCE, "plain"), None);
        assert_eq!(expectation(SOURCE, "any"), Some(String::new()));
        assert_eq!(expectation(SOURCE, "worded"), Some("no such thing".into()));
        for unclear in ["escaped", "after", "not_there"] {
            assert_eq!(expectation(SOURCE, unclear), None, "{unclear}");
        }
    }
}
