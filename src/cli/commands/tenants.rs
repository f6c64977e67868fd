//! The commands to the server, and those that start, show and stop tenants.

use serde_json::{Map, Value};

use super::ask::Ask;
use super::failure::Failure;
use super::places::{At, OnServer, OnTenant};
use super::reach::Reach;
use super::values;
use crate::cli::contract::Nothing;
use crate::cli::contract::tenants::{
    Health as IsUp, NewTenant, Tenant as LogReply, Tenants as All,
};
use crate::cli::control::routes;

#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Health {
    #[command(flatten)]
    on: OnServer,
}

impl Ask for Health {
    type Operation = routes::Health;

    fn at(&self) -> At<'_> {
        self.on.at()
    }

    fn request(self) -> Result<Nothing, Failure> {
        Ok(Nothing {})
    }

    fn words(health: &IsUp) -> String {
        let IsUp {
            status,
            version,
            pid,
        } = health;
        format!("{status}: mockfluence {version}, process {pid}")
    }
}

#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Tenants {
    #[command(flatten)]
    on: OnServer,
}

impl Ask for Tenants {
    type Operation = routes::ListTenants;

    fn at(&self) -> At<'_> {
        self.on.at()
    }

    fn request(self) -> Result<Nothing, Failure> {
        Ok(Nothing {})
    }

    fn words(all: &All) -> String {
        let lines: Vec<String> = all.tenants.iter().map(tenant_line).collect();
        lines.join("\n")
    }
}

fn tenant_line(tenant: &LogReply) -> String {
    let apps = match tenant.apps.as_slice() {
        [] => "no app".to_owned(),
        apps => apps.join(", "),
    };
    format!("{}  {}  {apps}", tenant.name, tenant.base_url)
}

#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Tenant {
    /// Its name; the same as --tenant
    name: Option<String>,
    #[command(flatten)]
    on: OnTenant,
}

impl Ask for Tenant {
    type Operation = routes::ShowTenant;

    fn at(&self) -> At<'_> {
        self.on.at().or_tenant(self.name.as_ref())
    }

    fn request(self) -> Result<Nothing, Failure> {
        Ok(Nothing {})
    }

    fn words(tenant: &LogReply) -> String {
        format!(
            "{}\nkeys: {}\nForge's keys: {}\nForge's gateway: {}\nclientKey: {}\ncloudId: {}\nauthorization server: {}\nadministrator: {}",
            tenant_line(tenant),
            tenant.keys_url,
            tenant.jwks_url,
            tenant.gateway_url,
            tenant.client_key,
            tenant.cloud_id,
            tenant.authorization_server,
            tenant.admin
        )
    }
}

#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Start {
    /// Its name, which stands in paths
    name: String,
    /// Its port; a free one by default
    #[arg(long, value_name = "N", default_value_t = 0, hide_default_value = true)]
    port: u16,
    /// What clientKey and secrets derive from, beside the name; else what `serve` was given or has drawn
    #[arg(long, value_name = "N")]
    seed: Option<u64>,
    /// One of the hosts that `mockfluence settings hosts` lists
    #[arg(long, value_name = "NAME")]
    host: Option<String>,
    /// What `mockfluence compare --evidence` found at a site: the tenant answers as that site did
    #[arg(long, value_name = "FILE", value_parser = values::object_in_file, conflicts_with = "host")]
    evidence: Option<Map<String, Value>>,
    /// A JSON file of settings, on top of the host's or the site's; `mockfluence settings list` names them
    #[arg(long, value_name = "FILE", value_parser = values::object_in_file)]
    settings: Option<Map<String, Value>>,
    /// The base URL by which apps find the tenant
    #[arg(long, value_name = "URL")]
    public_url: Option<String>,
    /// The host of a real tenant, e.g. acme.atlassian.net, at which apps find it by the look-alike network
    #[arg(long, value_name = "HOST")]
    look_alike: Option<String>,
    /// The base URL of a server that answers what the tenant does not
    #[arg(long, value_name = "URL")]
    fallback: Option<String>,
    /// A file of certificates (PEM) to trust at an app's https:// address
    #[arg(long, value_name = "FILE", value_parser = values::file)]
    trust: Option<String>,
    #[command(flatten)]
    reach: Reach,
    #[command(flatten)]
    on: OnServer,
}

impl Ask for Start {
    type Operation = routes::StartTenant;

    fn at(&self) -> At<'_> {
        self.on.at()
    }

    fn request(self) -> Result<NewTenant, Failure> {
        Ok(NewTenant {
            name: self.name,
            port: self.port,
            seed: self.seed,
            host: self.host,
            evidence: self.evidence,
            settings: self.settings,
            public_url: self.public_url,
            look_alike: self.look_alike,
            fallback: self.fallback,
            allowed_hosts: self.reach.allowed_hosts,
            allowed_targets: self.reach.allowed_targets,
            remote_upm: self.reach.remote_upm,
            trust_certificates: self.trust,
        })
    }

    fn words(tenant: &LogReply) -> String {
        tenant_line(tenant)
    }
}

#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Stop {
    /// Its name; the same as --tenant
    name: Option<String>,
    #[command(flatten)]
    on: OnTenant,
}

impl Ask for Stop {
    type Operation = routes::StopTenant;

    fn at(&self) -> At<'_> {
        self.on.at().or_tenant(self.name.as_ref())
    }

    fn request(self) -> Result<Nothing, Failure> {
        Ok(Nothing {})
    }
}
