//! The commands to the people of a site: their accounts, and what they may do.

use mockfluence::User as Account;

use super::ask::Ask;
use super::failure::Failure;
use super::places::{At, OnTenant};
use crate::cli::contract::site::{ContentOperation, Permission};
use crate::cli::control::routes;

#[derive(Debug, clap::Args)]
pub(in crate::cli) struct User {
    /// The account's id
    account: String,
    /// The name that is shown
    #[arg(long, value_name = "TEXT")]
    name: Option<String>,
    #[arg(long, value_name = "ADDRESS")]
    email: Option<String>,
    /// May administer the site
    #[arg(long)]
    admin: bool,
    /// Deactivated: nobody acts for it
    #[arg(long)]
    inactive: bool,
    #[command(flatten)]
    on: OnTenant,
}

impl Ask for User {
    type Operation = routes::AddUser;

    fn at(&self) -> At<'_> {
        self.on.at()
    }

    fn request(self) -> Result<Account, Failure> {
        let mut account = Account::new(self.account);
        if let Some(name) = self.name {
            account = account.name(name);
        }
        if let Some(email) = self.email {
            account = account.email(email);
        }
        if self.admin {
            account = account.admin();
        }
        if self.inactive {
            account = account.inactive();
        }
        Ok(account)
    }
}

/// What is allowed or forbidden, and to whom.
#[derive(Debug, clap::Args)]
struct Right {
    /// The account's id
    account: String,
    /// What is done to it
    #[arg(value_enum)]
    operation: ContentOperation,
    /// The id of a page
    content: String,
    #[command(flatten)]
    on: OnTenant,
}

macro_rules! rights {
    ($($command:ident = $allowed:literal;)*) => {$(
        #[derive(Debug, clap::Args)]
        pub(in crate::cli) struct $command {
            #[command(flatten)]
            right: Right,
        }

        impl Ask for $command {
            type Operation = routes::SetPermission;

            fn at(&self) -> At<'_> {
                self.right.on.at()
            }

            fn request(self) -> Result<Permission, Failure> {
                let Right { account, operation, content, .. } = self.right;
                Ok(Permission {
                    account_id: account,
                    operation,
                    content_id: content,
                    allowed: $allowed,
                })
            }
        }
    )*};
}

rights! {
    Allow = true;
    Deny = false;
}
