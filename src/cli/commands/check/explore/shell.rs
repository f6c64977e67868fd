//! A command of the tester's own, as a line of the shell.

use std::process::{Command, Stdio};

/// A line of the shell, as a user's hand; a failure is the app's no.
pub(super) async fn by_shell(line: String) -> Result<(), String> {
    let run = tokio::task::spawn_blocking(move || {
        let mut shell = Command::new("sh");
        shell
            .args(["-c", &line])
            .stdin(Stdio::null())
            .stdout(Stdio::null());
        shell.status()
    });
    match run.await {
        Ok(Ok(status)) if status.success() => Ok(()),
        Ok(Ok(status)) => Err(status.to_string()),
        Ok(Err(error)) => Err(error.to_string()),
        Err(_) => Err("it was not carried out".to_owned()),
    }
}
