//! Spaces made, changed and deleted over v1.

use serde_json::Value;

use crate::cause::Cause;
use crate::site::content::{ContentChange, Kind, Stored, bad, forbidden};
use crate::site::rejection::{Rejection, UNREADABLE_BODY};
use crate::site::subject::LARGEST;
use crate::site::task_list::Work;
use crate::site::{
    Api, Author, ContentOperation, ContentRequest, Decided, Page, Site, Space, Webhook,
};

/// The longest name, in characters.
const LONGEST_NAME: usize = 200;

impl Site {
    /// `POST space`: with a homepage, as the host makes one.
    pub(crate) fn create_space(
        &mut self,
        target: &ContentRequest,
        body: &[u8],
        author: &Author,
    ) -> Decided {
        let body = object(Api::V1, body)?;
        let text = text(&body["description"]["plain"]["value"]);
        let space = self.new_space(Api::V1, &body, text, author)?;
        let event = Webhook::space("space_created", space.clone()).by(&author.account);
        Ok(self.shown_space(target, &space)?.with(event))
    }

    /// `POST spaces` of v2: the same, without what it says of roles and templates.
    pub(crate) fn create_space_v2(
        &mut self,
        target: &ContentRequest,
        body: &[u8],
        author: &Author,
    ) -> Decided {
        let body = object(Api::V2, body)?;
        let unheeded = [
            "alias",
            "roleAssignments",
            "copySpaceAccessConfiguration",
            "createPrivateSpace",
            "templateKey",
        ];
        let sent = |name: &&&str| !body[**name].is_null() && body[**name] != false;
        if let Some(name) = unheeded.iter().find(sent) {
            let cause = Cause::new("the tenant heeds every field", "without it", *name);
            return Err(Rejection::not_served(
                &format!("spaces with `{name}`"),
                cause,
            ));
        }
        let text = text(&body["description"]["value"]);
        let space = self.new_space(Api::V2, &body, text, author)?;
        let event = Webhook::space("space_created", space.clone()).by(&author.account);
        let shown = self.alone_v2(self.space_v2(&space, target));
        let made = ContentChange {
            status: 201,
            ..ContentChange::shows(shown)
        };
        Ok(made.with(event))
    }

    fn new_space(
        &mut self,
        api: Api,
        body: &Value,
        description: &str,
        author: &Author,
    ) -> Result<Space, Rejection> {
        let (key, name) = (text(&body["key"]), text(&body["name"]));
        self.check_key(api, key)?;
        check_name(api, name)?;
        let space = Space {
            description: description.to_owned(),
            creator: Some(author.account.clone()),
            created_millis: Some(author.now_millis),
            ..Space::new(self.next_space_id(), key, name)
        };
        self.contents.put_space(space.clone());
        let home = self.contents.next_id();
        let page = Page {
            creator: Some(author.account.clone()),
            created_millis: Some(author.now_millis),
            changed_millis: Some(author.now_millis),
            ..Page::new(home, format!("{name} Home")).with_space(space.clone())
        };
        self.contents.put(Stored::new(page, Kind::Page));
        self.contents.set_homepage(space.id, home);
        Ok(space)
    }

    /// The texts are the host source's.
    fn check_key(&self, api: Api, key: &str) -> Result<(), Rejection> {
        let letters = !key.is_empty() && key.chars().all(|one| one.is_ascii_alphanumeric());
        if !letters || key.len() > 255 {
            let expected = "1 to 255 letters and digits";
            let cause = Cause::new("the key of a space is one", expected, key);
            return Err(bad(api, format!("Invalid space key: {key}"), cause));
        }
        let same = |space: &&Space| space.key.eq_ignore_ascii_case(key);
        match self.contents.spaces().find(same) {
            None => Ok(()),
            Some(space) => {
                let cause = Cause::new("the key is new", "another key", &space.key);
                let why = format!("A space already exists with key {key}");
                Err(bad(api, why, cause))
            }
        }
    }

    fn next_space_id(&self) -> u64 {
        let largest = self.contents.spaces().map(Space::id).max().unwrap_or(0);
        let next = largest.saturating_add(1);
        let is_free = |id: &u64| self.contents.space_by_id(*id).is_none();
        match next <= LARGEST {
            true => next,
            false => (1..LARGEST).find(is_free).unwrap_or(LARGEST),
        }
    }

    /// `PUT space/{key}`: name, description and homepage.
    pub(crate) fn update_space(
        &mut self,
        target: &ContentRequest,
        key: &str,
        body: &[u8],
        author: &Author,
    ) -> Decided {
        let mut space = self.administered(target, key, ContentOperation::Update)?;
        let body = object(Api::V1, body)?;
        if let Some(name) = body["name"].as_str() {
            check_name(Api::V1, name)?;
            name.clone_into(&mut space.name);
        }
        if let Some(text) = body["description"]["plain"]["value"].as_str() {
            text.clone_into(&mut space.description);
        }
        if let Some(id) = body["homepage"]["id"].as_str() {
            let page = self.contents.named(id).filter(|one| {
                one.kind == Kind::Page && one.is_current() && one.page.space.id == space.id
            });
            let page = page.map(Stored::id).ok_or_else(|| {
                let cause = Cause::new("the homepage is a page of the space", "one", id);
                bad(Api::V1, format!("Invalid homepage: {id}"), cause)
            })?;
            self.contents.set_homepage(space.id, page);
        }
        self.contents.put_space(space.clone());
        let event = Webhook::space("space_updated", space.clone()).by(&author.account);
        Ok(self.shown_space(target, &space)?.with(event))
    }

    /// `DELETE space/{key}`: by a long task.
    pub(crate) fn delete_space(
        &mut self,
        target: &ContentRequest,
        key: &str,
        author: &Author,
    ) -> Decided {
        let space = self.administered(target, key, ContentOperation::Delete)?;
        Ok(self.begin_long_task(Work::DeleteSpace(space.key), author))
    }

    /// What a long task does to a space in the end; none if it is gone already.
    pub(in crate::site) fn take_space(&mut self, key: &str, by: &str) -> Option<Webhook> {
        let space = self.contents.take_space(key)?;
        Some(Webhook::space("space_removed", space).by(by))
    }

    /// A space that the account may change so: of others it is not told that they are there.
    fn administered(
        &self,
        target: &ContentRequest,
        key: &str,
        operation: ContentOperation,
    ) -> Result<Space, Rejection> {
        let space = self.space_of_key(&target.account, key)?;
        if self.may_in(&target.account, operation, space) {
            return Ok(space.clone());
        }
        let expected = format!(
            "an account that may `{operation}` what has the id {}",
            space.id
        );
        let got = format!("a test denied {} what it takes", target.account);
        let cause = Cause::missing("the account administers the space", expected, got);
        let why = format!("No space with key : {key}");
        Err(Rejection::service(404, "NotFoundException", why, cause))
    }

    /// Whoever may not change a space may make nothing in it.
    pub(in crate::site) fn permit_in(
        &self,
        api: Api,
        account: &str,
        space: &Space,
        kind: Kind,
    ) -> Result<(), Rejection> {
        if self.may_in(account, ContentOperation::Update, space) {
            return Ok(());
        }
        let expected = format!("an account that may `update` what has the id {}", space.id);
        let got = format!("a test denied {account} what it takes");
        let cause = Cause::new("the account may make content in the space", expected, got);
        let why = format!("Could not create content with type {}", kind.name());
        Err(forbidden(api, why, cause))
    }
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

fn object(api: Api, body: &[u8]) -> Result<Value, Rejection> {
    let body: Option<Value> = serde_json::from_slice(body).ok();
    body.filter(Value::is_object).ok_or_else(|| {
        let cause = Cause::new("the body is JSON", "a JSON object", "no object");
        bad(api, UNREADABLE_BODY.into(), cause)
    })
}

/// The text for none is the host source's.
fn check_name(api: Api, name: &str) -> Result<(), Rejection> {
    let length = name.chars().count();
    if name.trim().is_empty() {
        let cause = Cause::new("a space has a name", "`name`", "none");
        let why = "Name is blank. Cannot create space with no name.".into();
        return Err(bad(api, why, cause));
    }
    if length > LONGEST_NAME {
        let cause = Cause::new(
            "the name is not too long",
            "200 characters",
            length.to_string(),
        );
        let why = format!("Space name is too long: at most {LONGEST_NAME} characters");
        return Err(bad(api, why, cause));
    }
    Ok(())
}
