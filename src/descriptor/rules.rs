//! The settings of the judge: how strict to be where the host's rule is unknown or depends on how it runs.

use serde::{Deserialize, Serialize};

use super::schema::{self, ModuleType};

/// What happens to something the host may or may not take.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Tolerance {
    /// Nothing is said.
    Accepted,
    /// It is accepted with a warning.
    Warning,
    /// It is refused.
    Refused,
}

/// How a descriptor and a dynamic registration are judged. The default is what the host is believed to do, except that
/// `http://` base URLs are accepted, because tests run on loopback.
///
/// ```
/// use mockfluence::descriptor::{Rules, Tolerance};
///
/// let mut rules = Rules::default();
/// rules.app_key_length = 80;
/// rules.unknown_properties = Tolerance::Warning;
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
#[non_exhaustive]
pub struct Rules {
    /// The longest app key: 64 is documented, 80 was the limit of the 2016 host.
    pub app_key_length: usize,
    /// Is an `http://` base URL accepted? Only a host in developer mode does.
    pub http_base_url: bool,
    /// The module types that may be registered dynamically.
    pub dynamic_types: DynamicTypes,
    /// The longest app name: no limit is known, other copies of the schema say 80.
    pub name_length: Option<usize>,
    /// The longest description: no limit is known, other copies of the schema say 1400.
    pub description_length: Option<usize>,
    /// Must a `vendor` have both `name` and `url`? The documentation says so, the 2016 host does not.
    pub vendor_complete: bool,
    /// Module types Confluence does not have, so also those of Jira and Bitbucket.
    pub unknown_modules: Tolerance,
    /// `profilePages`, which Confluence had until 2016.
    pub former_modules: Tolerance,
    /// Properties the schema does not know, at the top level: the official validator warns.
    pub unknown_top_level: Tolerance,
    /// Properties the schema does not know, elsewhere.
    pub unknown_properties: Tolerance,
    /// Scopes that do not exist: the schema refuses them, the 2016 parser dropped them silently.
    pub unknown_scopes: Tolerance,
    /// Conditions on pages that pages cannot have.
    pub page_conditions: Tolerance,
    /// Conditions on items and panels that nobody knows: the 2016 host dropped them.
    pub unknown_conditions: Tolerance,
    /// Conditions that name a URL, which existed in 2016.
    pub remote_conditions: Tolerance,
    /// Conditions with parameters they cannot use.
    pub condition_parameters: Tolerance,
    /// Web items and byline items without `url` whose target is no dialog module: documented as required.
    pub missing_item_url: Tolerance,
    /// Absolute URLs where the documentation wants them relative: the host puts the base URL before them.
    pub absolute_module_urls: Tolerance,
    /// Webhook events Confluence never fires.
    pub unknown_events: Tolerance,
    /// Locations of other products.
    pub foreign_locations: Tolerance,
    /// Keys named in the descriptor that no module of the app has.
    pub dangling_references: Tolerance,
    /// Does a refusal by the schema list every place, as a host in developer mode does?
    pub developer_report: bool,
}

impl Default for Rules {
    fn default() -> Self {
        Rules {
            app_key_length: 64,
            http_base_url: true,
            dynamic_types: DynamicTypes::Arrays,
            name_length: None,
            description_length: None,
            vendor_complete: false,
            unknown_modules: Tolerance::Refused,
            former_modules: Tolerance::Refused,
            unknown_top_level: Tolerance::Warning,
            unknown_properties: Tolerance::Accepted,
            unknown_scopes: Tolerance::Refused,
            page_conditions: Tolerance::Refused,
            unknown_conditions: Tolerance::Warning,
            remote_conditions: Tolerance::Warning,
            condition_parameters: Tolerance::Refused,
            missing_item_url: Tolerance::Warning,
            absolute_module_urls: Tolerance::Warning,
            unknown_events: Tolerance::Warning,
            foreign_locations: Tolerance::Warning,
            dangling_references: Tolerance::Warning,
            developer_report: true,
        }
    }
}

impl Rules {
    /// Every doubt goes against the descriptor: what passes here should pass anywhere.
    ///
    /// ```
    /// use mockfluence::descriptor::Rules;
    ///
    /// assert!(!Rules::strict().http_base_url);
    /// ```
    pub fn strict() -> Rules {
        Rules {
            http_base_url: false,
            dynamic_types: DynamicTypes::Strict,
            name_length: Some(80),
            description_length: Some(1400),
            vendor_complete: true,
            unknown_top_level: Tolerance::Refused,
            unknown_properties: Tolerance::Refused,
            unknown_conditions: Tolerance::Refused,
            remote_conditions: Tolerance::Refused,
            missing_item_url: Tolerance::Refused,
            absolute_module_urls: Tolerance::Refused,
            unknown_events: Tolerance::Refused,
            foreign_locations: Tolerance::Refused,
            dangling_references: Tolerance::Refused,
            ..Rules::default()
        }
    }

    /// Every doubt goes for the descriptor: modules of other products, former modules and unknown scopes only warn.
    ///
    /// ```
    /// use mockfluence::descriptor::{Rules, Tolerance};
    ///
    /// assert_eq!(Rules::lenient().unknown_modules, Tolerance::Warning);
    /// ```
    pub fn lenient() -> Rules {
        Rules {
            app_key_length: 80,
            unknown_modules: Tolerance::Warning,
            former_modules: Tolerance::Warning,
            unknown_scopes: Tolerance::Warning,
            page_conditions: Tolerance::Warning,
            condition_parameters: Tolerance::Warning,
            ..Rules::default()
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
        let known = schema::find(module_type);
        match self {
            DynamicTypes::Arrays => known.is_some_and(ModuleType::is_list),
            DynamicTypes::Strict => known.is_some_and(|known| known.surely_dynamic),
            DynamicTypes::Only(types) => types.iter().any(|allowed| allowed == module_type),
        }
    }
}
