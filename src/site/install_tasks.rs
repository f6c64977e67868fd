//! The installs that an app manager asked for, as data and as UPM shows them.

use serde_json::{Value, json};

/// The installs that were asked for, oldest first.
#[derive(Debug, Default)]
pub(super) struct InstallTasks(pub(super) Vec<InstallTask>);

#[derive(Debug)]
pub(super) struct InstallTask {
    pub(super) id: String,
    /// The descriptor's URL.
    pub(super) source: String,
    pub(super) begun: i64,
    pub(super) end: Option<TaskEnd>,
}

/// How an install ended: the app's key, or the host's code and text.
pub(crate) type TaskEnd = Result<String, (String, String)>;

/// UPM's REST, below the base URL's path.
pub(super) const UPM: &str = "/wiki/rest/plugins/1.0";

/// After how many milliseconds a client may ask again; captured.
const PING_AFTER: u32 = 300;

impl InstallTasks {
    pub(super) fn find(&self, id: &str) -> Option<&InstallTask> {
        self.0.iter().find(|task| task.id == id)
    }
}

impl InstallTask {
    /// The name of the file that the descriptor's URL ends in.
    fn file(&self) -> &str {
        let path = self.source.split(['?', '#']).next().unwrap_or_default();
        path.rsplit('/').next().unwrap_or_default()
    }

    pub(super) fn to_json(&self) -> Value {
        let mut status = json!({
            "done": false, "statusCode": 200, "source": self.source, "name": self.file(),
            "contentType": "application/vnd.atl.plugins.install.installing+json",
        });
        if let Some(Err((sub_code, message))) = &self.end {
            status["done"] = true.into();
            status["contentType"] = "application/vnd.atl.plugins.task.install.err+json".into();
            status["subCode"] = sub_code.as_str().into();
            status["errorMessage"] = message.as_str().into();
        }
        json!({
            "type": "INSTALL",
            "pingAfter": PING_AFTER,
            "status": status,
            "links": {
                "self": format!("{UPM}/pending/{}", self.id),
                "alternate": format!("{UPM}/tasks/{}", self.id),
            },
            "timestamp": self.begun,
            "id": self.id,
        })
    }
}
