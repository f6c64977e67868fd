//! Standard output and standard error: the one place that writes to them, whose reader may leave at any time.

use std::io::{self, ErrorKind, Write};

use mockfluence::binary_support::without_escapes;

/// Writes a text to standard output, whole; what a terminal would obey is spelled out.
///
/// # Errors
/// If nobody reads any more, or the disk is full.
pub(super) fn print(text: &str) -> io::Result<()> {
    let mut out = io::stdout().lock();
    out.write_all(without_escapes(text).as_bytes())?;
    out.flush()
}

/// The same with the end of a line.
pub(super) fn print_line(text: &str) -> io::Result<()> {
    print(&format!("{text}\n"))
}

/// Writes a line to standard error. Where that is gone too, there is nobody left to tell.
pub(super) fn complain(text: &str) {
    let _ = writeln!(io::stderr().lock(), "{}", without_escapes(text));
}

/// Whether the reader has left, as `head` does: no failure, and nothing to say about it.
pub(super) fn is_closed(error: &io::Error) -> bool {
    error.kind() == ErrorKind::BrokenPipe
}
