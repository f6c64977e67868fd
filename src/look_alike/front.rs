//! One host of Atlassian's as an app meets it: which tenant a request there is for, and by which path.

use std::sync::Arc;

use http::uri::PathAndQuery;
use http::{Request, Uri};

use super::hosts::{Answers, answers};
use super::residents::Residents;
use crate::context::Context;
use crate::server::{Assign, ByProxy, NoTenant, OtherHost, other_host, sent_by_proxy};

/// Where the sites are at the gateway.
const SITES: &str = "/ex/confluence/";

/// Answers for a host.
#[derive(Clone, Debug)]
pub(super) struct Front {
    pub(super) residents: Arc<Residents>,
    /// In lower case, without a port.
    pub(super) host: Arc<str>,
}

impl Assign for Front {
    fn assign<B>(&self, request: &mut Request<B>) -> Result<Arc<Context>, NoTenant> {
        let mut by = ByProxy {
            host: self.host.clone(),
            asked: None,
            not_modelled: None,
        };
        if let Some(context) = self.residents.of_host(&self.host) {
            sent_by_proxy(&context, request, by);
            return Ok(context);
        }
        let asked = request.uri().path_and_query();
        by.asked = Some(asked.map_or("/", PathAndQuery::as_str).to_owned());
        let whose = match self.answers() {
            Answers::Gateway => self.of_gateway(request),
            _ => None,
        };
        by.not_modelled = self.not_modelled(request.uri().path());
        if whose.is_none() && request.uri().path().starts_with(SITES) && by.not_modelled.is_none() {
            let why = "no tenant that lives here has this cloudId: an invocation token tells the right one in \
                       `app.apiBaseUrl`";
            by.not_modelled = Some(format!("{} is not served: {why}", self.host));
        }
        if by.not_modelled.is_none() && self.answers() == Answers::Keys {
            let keys = format!("/keys{}", by.asked.as_deref().unwrap_or_default());
            let path = keys.parse::<PathAndQuery>();
            *request.uri_mut() = Uri::from(path.map_err(|error| NoTenant(error.to_string()))?);
        }
        let Some(context) = whose.or_else(|| self.residents.asked()) else {
            let why = format!(
                "mockfluence: no tenant lives here to answer for {}",
                self.host
            );
            return Err(NoTenant(why));
        };
        sent_by_proxy(&context, request, by);
        Ok(context)
    }

    fn remark(&self, text: &str) {
        self.residents.remark(text);
    }
}

impl Front {
    fn answers(&self) -> Answers {
        answers(&self.host).unwrap_or(Answers::Site)
    }

    /// The tenant that a request to the gateway is for: by its cloudId, else by the token.
    fn of_gateway<B>(&self, request: &Request<B>) -> Option<Arc<Context>> {
        let below = request.uri().path().strip_prefix(SITES);
        let cloud_id = below.and_then(|below| below.split('/').next());
        let token = request.headers().get(http::header::AUTHORIZATION);
        let token = token.and_then(|value| value.to_str().ok()?.split_once(' '));
        self.residents.find(|context| {
            context.site(|site| match cloud_id {
                Some(cloud_id) => site.cloud_id() == cloud_id,
                None => token.is_some_and(|(_, token)| site.knows_forge_token(token.trim())),
            })
        })
    }

    /// Why nobody answers for a path of a host that is none of a tenant's.
    fn not_modelled(&self, path: &str) -> Option<String> {
        let host = &self.host;
        let serves = |wanted| other_host(path) == Some(wanted);
        match self.answers() {
            Answers::Site => Some(format!(
                "no tenant is at https://{host}: {} live here. An app calls the `baseUrl` that its \
                 `installed` callback brought",
                self.residents.hosts()
            )),
            Answers::Nobody(why) => Some(format!("{host} is not served: {why}")),
            Answers::Tokens if !serves(OtherHost::Tokens) => {
                Some(format!("{host} serves /oauth2/token, and not {path}"))
            }
            Answers::Keys if path == "/" => Some(format!(
                "{host} serves /<kid>, the public key of an install, and not /"
            )),
            Answers::InvocationKeys if !serves(OtherHost::InvocationKeys) => Some(format!(
                "{host} serves /.well-known/jwks.json, the keys of invocation tokens, and not {path}"
            )),
            Answers::Gateway if !serves(OtherHost::Gateway) => Some(format!(
                "{host} serves /ex/confluence/<cloudId>/… and /graphql for apps on Forge, and the dynamic modules of \
                 Forge, and not {path}; tokens of OAuth 2.0 (3LO) are not modelled"
            )),
            Answers::Tokens | Answers::Keys | Answers::InvocationKeys | Answers::Gateway => None,
        }
    }
}
