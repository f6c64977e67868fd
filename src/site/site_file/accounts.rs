//! Accounts as a file names them: the site's administrator and the apps have others on each site.

use std::collections::BTreeMap;

use crate::site::{Site, User};

/// The site's administrator, whoever that is.
const ADMIN: &str = "site:admin";

/// Before the key of an app, whose account is meant.
const APP: &str = "app:";

impl Site {
    /// The account that a name in a file stands for.
    pub(super) fn account_named(&self, name: &str) -> String {
        match name.strip_prefix(APP) {
            _ if name == ADMIN => self.admin(),
            Some(key) => self.app_user(key),
            None => name.to_owned(),
        }
    }

    /// How a file names the accounts that have another name there.
    pub(super) fn names_of_accounts(&self) -> Names {
        let apps = self.accounts.users.values();
        let apps = apps.filter_map(|user| {
            let key = user.app_key()?;
            Some((user.account_id().to_owned(), format!("{APP}{key}")))
        });
        let mut names: BTreeMap<String, String> = apps.collect();
        names.insert(self.admin(), ADMIN.to_owned());
        Names(names)
    }
}

#[derive(Debug)]
pub(super) struct Names(BTreeMap<String, String>);

impl Names {
    pub(super) fn of(&self, account: &str) -> String {
        let name = self.0.get(account);
        name.map_or_else(|| account.to_owned(), Clone::clone)
    }

    pub(super) fn maybe(&self, account: Option<&String>) -> Option<String> {
        account.map(|account| self.of(account))
    }

    /// Everybody but apps, in the order of these names.
    pub(super) fn people<'a>(&self, users: impl Iterator<Item = &'a User>) -> Vec<User> {
        let people = users.filter(|user| !user.is_app());
        let mut people: Vec<User> = people
            .map(|user| user.named(self.of(user.account_id())))
            .collect();
        people.sort_by(|one, other| one.account_id().cmp(other.account_id()));
        people
    }
}
