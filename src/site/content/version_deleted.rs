//! A version of the past that is deleted.

use super::refused::{Act, bad};
use super::stored::Edition;
use super::{Api, ContentChange, ContentRequest, Decided, Kind, Stored};
use crate::cause::Cause;
use crate::site::Site;
use crate::site::rejection::Rejection;

impl Stored {
    /// Without a version of the past; what came after it counts one less.
    fn forget_version(&mut self, number: u64) {
        self.past.retain(|past| past.number != number);
        for past in self.past.iter_mut().filter(|past| past.number > number) {
            past.number = past.number.saturating_sub(1);
        }
        self.page.version = self.page.version.saturating_sub(1);
    }
}

impl Site {
    /// `DELETE …/version/{number}` of v1: the versions after it are numbered anew, the present one
    /// included. The texts are assumed.
    pub(crate) fn delete_version(&mut self, target: &ContentRequest, number: &str) -> Decided {
        let refused = |got: &str, why: String| {
            let cause = Cause::new("a version of the past is deleted", "one of the past", got);
            bad(Api::V1, why, cause)
        };
        let stored = self.stored(target).map_err(|rejection| {
            let why = format!("No content found with id : {}", target.id);
            bad(Api::V1, why, *rejection.cause)
        })?;
        if stored.kind == Kind::Attachment {
            let cause = Cause::new("the content is no file", "a page, a blog post", number);
            return Err(Rejection::not_served(
                "the deletion of versions of files",
                cause,
            ));
        }
        let found = number.parse().ok();
        match found.and_then(|number| stored.version_numbered(number)) {
            None => {
                let why = format!("No version found with number : {number}");
                return Err(refused("no such version", why));
            }
            Some(Edition::Present) => {
                let why = format!("Cannot delete the current version {number}");
                return Err(refused("the present one", why));
            }
            Some(Edition::Past(_)) => {}
        }
        self.permit(Api::V1, &target.account, stored, Act::Update)?;
        let (id, number) = (stored.id(), found.unwrap_or_default());
        self.contents
            .change(id, |stored| stored.forget_version(number));
        Ok(ContentChange::gone())
    }
}
