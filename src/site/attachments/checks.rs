//! What keeps a file from being attached: its name, its size, and that there is no room.

use super::attached::AttachedFile;
use crate::cause::Cause;
use crate::site::content::bad;
use crate::site::rejection::{ErrorBody, Rejection};
use crate::site::{Api, Site};

/// The longest name of a file, in characters.
const LONGEST_NAME: usize = 255;

impl Site {
    /// The reasons are known, the texts of the refusals assumed.
    pub(super) fn check_file(&self, file: &AttachedFile) -> Result<(), Rejection> {
        let length = file.name.chars().count();
        if length == 0 || length > LONGEST_NAME || file.name.contains('/') {
            let why = format!("Invalid attachment file name: {}", file.name);
            let expected = "1 to 255 characters, and no slash among them";
            let cause = Cause::new("a file has a name", expected, &file.name);
            return Err(bad(Api::V1, why, cause));
        }
        let limit = self.settings().attachment_size_limit;
        if file.data.len() <= limit {
            return Ok(());
        }
        let why = format!("The attachment exceeds the maximum configured attachment size: {limit}");
        let got = format!("{} bytes", file.data.len());
        let expected = format!("at most {limit} bytes (setting `attachment_size_limit`)");
        let cause = Cause::new("a file is not too large", expected, got);
        Err(Rejection::service(404, "NotFoundException", why, cause))
    }

    /// Our own bound, told as such: no host has it.
    pub(super) fn make_room(&mut self, bytes: usize) -> Result<(), Rejection> {
        let limit = self.settings().limits.attachments_size_limit;
        let needed = |site: &Self| site.files.bytes.saturating_add(bytes);
        if needed(self) > limit {
            let contents = &self.contents;
            self.files.keep(|id| contents.get(id).is_some());
        }
        if needed(self) <= limit {
            return Ok(());
        }
        let why = format!(
            "mockfluence: the files of this tenant would be larger than {limit} bytes together, \
             which is as much as it keeps; purge some, or raise `limits.attachments_size_limit`"
        );
        let expected = format!("at most {limit} bytes (setting `limits.attachments_size_limit`)");
        let got = format!("{} bytes", needed(self));
        let cause = Cause::new("there is room for the files", expected, got);
        Err(Rejection {
            status: 413,
            body: ErrorBody::MessageAndStatus(why),
            cause: Box::new(cause),
        })
    }
}

/// Captured, with its `data`, in which all is well.
pub(super) fn same_name(name: &str) -> Rejection {
    let why = format!(
        "Cannot add a new attachment with same file name as an existing attachment: {name}"
    );
    let cause = Cause::new("the name of a new file is new", "another name", name)
        .with_likely("PUT child/attachment, or POST …/data, makes a new version of it");
    Rejection::thrown(why, cause)
}
