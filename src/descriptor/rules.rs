//! The settings of the judge: how strict to be where the host's rule is unknown or depends on how it runs.

use serde::{Deserialize, Serialize};

use crate::options::options;

/// What happens to something the host may or may not take.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Tolerance {
    /// Nothing is said.
    Accepted,
    /// It is accepted with a warning.
    Warning,
    /// It is refused.
    Refused,
}

options! {
    /// How a descriptor and a dynamic registration are judged. The default is what the host is
    /// believed to do, except that `http://` base URLs are accepted, because tests run on loopback.
    ///
    /// A file writes the names in kebab-case: `{"app-key-length": 80}`.
    ///
    /// ```
    /// use mockfluence::descriptor::{Rules, Tolerance};
    ///
    /// let rules = Rules::default()
    ///     .app_key_length(80)
    ///     .name_length(80)
    ///     .unknown_properties(Tolerance::Warning);
    /// ```
    #[derive(Eq)]
    pub struct Rules {
        /// The longest app key: 64 is documented, 80 was the limit of the 2016 host.
        app_key_length: usize = 64;
        /// Is an `http://` base URL accepted? Only a host in developer mode does.
        http_base_url: bool = true;
        /// The module types that may be registered dynamically.
        dynamic_types: DynamicTypes = DynamicTypes::Arrays;
        /// The longest app name: no limit is known, other copies of the schema say 80.
        name_length: Option<usize> as impl Into<Option<usize>> => Into::into = None;
        /// The longest description: no limit is known, other copies of the schema say 1400.
        description_length: Option<usize> as impl Into<Option<usize>> => Into::into = None;
        /// Must a `vendor` have both `name` and `url`? The documentation says so, the 2016 host does not.
        vendor_complete: bool = false;
        /// Module types Confluence does not have, so also those of Jira and Bitbucket.
        unknown_modules: Tolerance = Tolerance::Refused;
        /// `profilePages`, which Confluence had until 2016.
        former_modules: Tolerance = Tolerance::Refused;
        /// Properties the schema does not know, at the top level: the official validator warns.
        unknown_top_level: Tolerance = Tolerance::Warning;
        /// Properties the schema does not know, elsewhere.
        unknown_properties: Tolerance = Tolerance::Accepted;
        /// Scopes that do not exist: the schema refuses them, the 2016 parser dropped them silently.
        unknown_scopes: Tolerance = Tolerance::Refused;
        /// Conditions on pages that pages cannot have.
        page_conditions: Tolerance = Tolerance::Refused;
        /// Conditions on items and panels that nobody knows: the 2016 host dropped them.
        unknown_conditions: Tolerance = Tolerance::Warning;
        /// Conditions that name a URL, which existed in 2016.
        remote_conditions: Tolerance = Tolerance::Warning;
        /// Conditions with parameters they cannot use.
        condition_parameters: Tolerance = Tolerance::Refused;
        /// Web items and byline items without `url` whose target is no dialog module: documented as required.
        missing_item_url: Tolerance = Tolerance::Warning;
        /// Absolute URLs where the documentation wants them relative: the host puts the base URL before them.
        absolute_module_urls: Tolerance = Tolerance::Warning;
        /// A base URL that ends with a slash, and paths that do not begin with one: the host writes lifecycle paths
        /// behind the base URL with nothing between. Modules have one slash between, whatever either has.
        doubtful_slashes: Tolerance = Tolerance::Warning;
        /// Webhook events Confluence never fires.
        unknown_events: Tolerance = Tolerance::Warning;
        /// Locations of other products.
        foreign_locations: Tolerance = Tolerance::Warning;
        /// Keys named in the descriptor that no module of the app has.
        dangling_references: Tolerance = Tolerance::Warning;
        /// Does a refusal by the schema list every place, as a host in developer mode does?
        developer_report: bool = true;
    }
}

impl Rules {
    /// Every doubt goes against the descriptor: what passes here should pass anywhere.
    ///
    /// ```
    /// use mockfluence::descriptor::{Descriptor, Rules};
    ///
    /// let descriptor = r#"{
    ///     "key": "my-app", "baseUrl": "http://localhost", "authentication": {"type": "none"}
    /// }"#;
    /// let found = Descriptor::parse(descriptor)?.validate(&Rules::strict());
    /// assert_eq!(found[0].pointer, "/baseUrl");
    /// # Ok::<(), mockfluence::descriptor::DescriptorError>(())
    /// ```
    #[must_use]
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
            doubtful_slashes: Tolerance::Refused,
            unknown_events: Tolerance::Refused,
            foreign_locations: Tolerance::Refused,
            dangling_references: Tolerance::Refused,
            ..Rules::default()
        }
    }

    /// Every doubt goes for the descriptor: modules of other products, former modules and unknown scopes only warn.
    ///
    /// ```
    /// use mockfluence::descriptor::{Descriptor, Rules};
    ///
    /// let descriptor = r#"{
    ///     "key": "my-app", "baseUrl": "http://localhost", "authentication": {"type": "none"},
    ///     "modules": {"jiraIssueGlances": [{"key": "glance"}]}
    /// }"#;
    /// let found = Descriptor::parse(descriptor)?.validate(&Rules::lenient());
    /// assert!(!found[0].is_refusal());
    /// # Ok::<(), mockfluence::descriptor::DescriptorError>(())
    /// ```
    #[must_use]
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
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
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
