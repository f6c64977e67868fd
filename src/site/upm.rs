//! UPM's REST: the installs that an app manager asks for, and apps as it shows them.

use serde_json::{Value, json};

use super::install_tasks::{InstallTask, TaskEnd, UPM};
use super::installation::{Installation, Status};
use super::rejection::{ErrorBody, Rejection};
use super::{Licence, Site};
use crate::cause::Cause;

/// What polling a task gives.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Polled {
    /// The task's representation: running or failed.
    Task(Value),
    /// The app is installed; the path of its resource.
    Installed(String),
}

impl Site {
    /// The token that an install must bring.
    pub(crate) fn upm_token(&self) -> String {
        self.identity().upm_token()
    }

    /// An install was asked for.
    pub(crate) fn begin_task(&mut self, source: String, begun: i64) -> (String, Value) {
        let id = self.identity().task_id(self.tasks.0.len());
        let task = InstallTask {
            id: id.clone(),
            source,
            begun,
            end: None,
        };
        let json = task.to_json();
        self.tasks.0.push(task);
        (id, json)
    }

    pub(crate) fn end_task(&mut self, id: &str, end: TaskEnd) {
        if let Some(task) = self.tasks.0.iter_mut().find(|task| task.id == id) {
            task.end = Some(end);
        }
    }

    /// `None` for a task that was never begun.
    pub(crate) fn poll_task(&self, id: &str) -> Option<Polled> {
        let task = self.tasks.find(id)?;
        Some(match &task.end {
            Some(Ok(key)) => Polled::Installed(format!("{UPM}/{key}-key")),
            _ => Polled::Task(task.to_json()),
        })
    }

    /// The installed apps as UPM lists them.
    pub(crate) fn plugins(&self) -> Value {
        let there = self.installed_apps();
        let list = there.iter().filter_map(|key| self.installation(key));
        json!({ "plugins": list.map(plugin).collect::<Vec<_>>() })
    }

    /// One installed app as UPM shows it.
    pub(crate) fn plugin(&self, key: &str) -> Result<Value, Rejection> {
        let installed =
            |app: &&Installation| matches!(app.status, Status::Enabled | Status::Disabled);
        match self.installation(key).filter(installed) {
            Some(app) => Ok(plugin(app)),
            None => Err(no_plugin(key)),
        }
    }
}

fn plugin(app: &Installation) -> Value {
    let key = app.descriptor.key();
    let name = app.descriptor.name().unwrap_or(key);
    json!({
        "key": key,
        "name": name,
        "version": app.descriptor.version(),
        "enabled": app.status == Status::Enabled,
        "userInstalled": true,
        "optional": true,
        "unrecognisedModuleTypes": false,
        "usesLicensing": app.licence != Licence::None,
        "remotable": true,
        "links": { "self": format!("{UPM}/{key}-key") },
    })
}

/// The status is known from a client, the text is assumed.
fn no_plugin(key: &str) -> Rejection {
    Rejection {
        status: 404,
        body: ErrorBody::Message(format!("No plugin with key {key} is installed")),
        cause: Box::new(Cause::missing(
            "the app is installed",
            "an installed app",
            key,
        )),
    }
}
