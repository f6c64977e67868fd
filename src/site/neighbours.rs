//! What the apps of one site may not share: the names of macros, and by a setting the base URL.

use std::collections::BTreeMap;

use super::Site;
use super::installation::{Installation, Status};
use super::rejection::Rejection;
use crate::cause::Cause;
use crate::descriptor::{Descriptor, Modules};

/// Why an app cannot be on the site beside another. The codes and texts are assumed: that such an
/// app is refused is all that was announced.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Neighbour {
    pub(crate) sub_code: &'static str,
    pub(crate) message: String,
    pub(crate) detail: String,
}

/// The keys and aliases of the macros among some modules.
fn macro_names(modules: &Modules) -> impl Iterator<Item = &str> {
    let is_macro = |kind: &str| matches!(kind, "dynamicContentMacros" | "staticContentMacros");
    let macros = modules.iter().filter(move |(kind, _)| is_macro(kind));
    macros.flat_map(|(_, module)| {
        let aliases = module.value()["aliases"].as_array().into_iter().flatten();
        let aliases = aliases.filter_map(serde_json::Value::as_str);
        module.key().into_iter().chain(aliases)
    })
}

impl Site {
    /// The other apps of the site: installed, if not enabled, and not gone.
    fn others(&self, app_key: &str) -> impl Iterator<Item = (&str, &Installation)> {
        let others = self.apps.iter().filter(move |(key, _)| *key != app_key);
        let there = others.filter(|(_, app)| app.status != Status::Uninstalled);
        there.map(|(key, app)| (key.as_str(), app.as_ref()))
    }

    /// Why this version of an app cannot be installed beside the others. What it has registered
    /// dynamically comes back with it.
    pub(crate) fn neighbour_of(&self, descriptor: &Descriptor) -> Option<Neighbour> {
        let key = descriptor.key();
        let own = self.installation(key).map(|app| app.dynamic.modules());
        let all = [Some(descriptor.modules()), own];
        self.macro_neighbour(key, all.into_iter().flatten())
            .or_else(|| self.base_url_neighbour(descriptor))
    }

    /// The same for modules that an app registers.
    pub(super) fn refuse_taken_macros(
        &self,
        app_key: &str,
        modules: &Modules,
    ) -> Result<(), Rejection> {
        match self.macro_neighbour(app_key, [modules].into_iter()) {
            None => Ok(()),
            Some(found) => {
                let check = "a macro's key and aliases are no other app's on the site";
                let cause = Cause::new(check, "names that are not taken", found.detail);
                Err(Rejection::bad_modules(found.message, cause))
            }
        }
    }

    fn macro_neighbour<'a>(
        &'a self,
        app_key: &str,
        modules: impl Iterator<Item = &'a Modules>,
    ) -> Option<Neighbour> {
        if !self.settings().unique_macro_names {
            return None;
        }
        let mut taken: BTreeMap<&str, &str> = BTreeMap::new();
        for (other, app) in self.others(app_key) {
            for modules in [app.descriptor.modules(), app.dynamic.modules()] {
                taken.extend(macro_names(modules).map(|name| (name, other)));
            }
        }
        let named = modules.flat_map(macro_names);
        let clashes = named.filter_map(|name| Some((name, *taken.get(name)?)));
        let clashes: BTreeMap<&str, &str> = clashes.collect();
        let names: Vec<&str> = clashes.keys().copied().collect();
        let owners = clashes.iter();
        let owners =
            owners.map(|(name, other)| format!("`{name}` is a macro of the app `{other}`"));
        (!names.is_empty()).then(|| Neighbour {
            sub_code: "connect.install.error.macro.name.taken",
            message: format!(
                "Installation failed. The app {app_key} defines macro keys or aliases that another \
                 app on this site uses: [{}]. Please contact the app vendor.",
                names.join(", ")
            ),
            detail: owners.collect::<Vec<_>>().join("; ") + " (setting `unique_macro_names`)",
        })
    }

    fn base_url_neighbour(&self, descriptor: &Descriptor) -> Option<Neighbour> {
        let base = |descriptor: &Descriptor| {
            let url = self.base_url_of(descriptor);
            url.trim_end_matches('/').to_ascii_lowercase()
        };
        let own = base(descriptor);
        let mut others = self.others(descriptor.key());
        let unique = self.settings().unique_base_url;
        let (other, _) = others.find(|(_, app)| unique && base(&app.descriptor) == own)?;
        Some(Neighbour {
            sub_code: "connect.install.error.base_url.taken",
            message: format!(
                "Installation failed. Another app on this site has the base URL {own}. Please \
                 contact the app vendor."
            ),
            detail: format!("`{other}` has this base URL (setting `unique_base_url`)"),
        })
    }
}
