//! The settings of the judge: how strict to be where the host's rule is unknown or depends on how it runs.

use serde::{Deserialize, Serialize};

use super::module_types::{self, ModuleType};

/// How a descriptor and a dynamic registration are judged. The default is what the host is believed to do, except that
/// `http://` base URLs are accepted, because tests run on loopback.
///
/// ```
/// use mockfluence::descriptor::Rules;
///
/// let mut rules = Rules::default();
/// rules.app_key_length = 80;
/// rules.http_base_url = false;
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct Rules {
    /// The longest app key: 64 is documented, 80 was the limit of the 2016 host.
    pub app_key_length: usize,
    /// Is an `http://` base URL accepted? Only a host in developer mode does.
    pub http_base_url: bool,
    /// The module types that may be registered dynamically.
    pub dynamic_types: DynamicTypes,
}

impl Default for Rules {
    fn default() -> Self {
        Rules {
            app_key_length: 64,
            http_base_url: true,
            dynamic_types: DynamicTypes::Arrays,
        }
    }
}

/// The module types that may be registered dynamically; the official list is not public.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub enum DynamicTypes {
    /// Every type that a descriptor writes as an array, so all but `configurePage` and `postInstallPage`.
    #[default]
    Arrays,
    /// The four types with evidence: `webItems`, `adminPages`, `webhooks`, `dynamicContentMacros`.
    Strict,
    /// These types and no others.
    Only(Vec<String>),
}

impl DynamicTypes {
    /// May modules of this type be registered dynamically?
    ///
    /// ```
    /// use mockfluence::descriptor::DynamicTypes;
    ///
    /// assert!(DynamicTypes::Arrays.allows("webPanels"));
    /// assert!(!DynamicTypes::Strict.allows("webPanels"));
    /// assert!(!DynamicTypes::Arrays.allows("configurePage"));
    /// ```
    pub fn allows(&self, module_type: &str) -> bool {
        let known = module_types::find(module_type);
        match self {
            DynamicTypes::Arrays => known.is_some_and(ModuleType::is_list),
            DynamicTypes::Strict => known.is_some_and(|known| known.surely_dynamic),
            DynamicTypes::Only(types) => types.iter().any(|allowed| allowed == module_type),
        }
    }
}
