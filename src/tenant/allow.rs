//! How a test says by which names a tenant may be called, and whom it may call.

use super::builder::TenantBuilder;
use super::handle::Tenant;
use super::source::DescriptorSource;
use crate::descriptor::Descriptor;
use crate::outgoing::Target;

impl TenantBuilder {
    /// Trusts these certificates (PEM) when it calls an app at an `https://` address, beside the
    /// public ones and those that the environment variable `SSL_CERT_FILE` names. Feature `tls`.
    ///
    /// ```no_run
    /// # let certificate_pem = String::new();
    /// let tenant = mockfluence::Tenant::builder()
    ///     .trust_certificates(certificate_pem)
    ///     .start();
    /// ```
    ///
    /// # Panics
    /// If the text holds no certificate.
    #[cfg(feature = "tls")]
    #[track_caller]
    pub fn trust_certificates(mut self, pem: impl AsRef<str>) -> Self {
        match crate::outgoing::certificates(pem.as_ref()) {
            Ok(certificates) => self.trusted.extend(certificates),
            Err(why) => panic!("trust_certificates: {why}"),
        }
        self
    }

    /// Another name by which the tenant may be called: `confluence.test`, `.example.test` for all names
    /// below that one, or `*` for any. Requests whose `Host` is neither that, nor `localhost` or below,
    /// nor an address in numbers, nor the host of the base URL, nor a name without a dot as services in
    /// a network of containers have, are refused: a web page can make any other lead to this machine.
    ///
    /// ```
    /// let tenant = mockfluence::Tenant::builder().allowed_host("confluence.test").start();
    /// # drop(tenant);
    /// ```
    ///
    /// # Panics
    /// If it is no host name.
    #[track_caller]
    pub fn allowed_host(self, name: impl AsRef<str>) -> Self {
        match self.with_host(name.as_ref()) {
            Ok(builder) => builder,
            Err(why) => panic!("allowed_host: {why}"),
        }
    }

    /// The same with an error.
    pub(crate) fn with_host(mut self, name: &str) -> std::result::Result<Self, String> {
        self.reach.names.allow(name)?;
        Ok(self)
    }

    /// Another host that the tenant may call, written as for [`allowed_host`](Self::allowed_host). It
    /// calls loopback, and what the test names: the host of a URL given to
    /// [`install`](Tenant::install), the `baseUrl` of a descriptor given to it. Where only an app or an
    /// install over UPM's REST says to go, as by a `baseUrl` elsewhere or a redirect, it does not go.
    pub fn allowed_target(mut self, host: impl Into<String>) -> Self {
        self.reach.targets.push(host.into());
        self
    }

    /// Whether UPM's REST, by which apps install themselves, answers although the tenant is bound beyond
    /// loopback; not by default. It takes any user and password, and has the tenant call the URL that it
    /// is given: it is for a network that nobody else is in.
    pub fn remote_upm(mut self, on: bool) -> Self {
        self.reach.remote_upm = on;
        self
    }
}

impl Tenant {
    /// From now on the tenant may call this host.
    pub(crate) fn allow_target(&self, host: &str) -> std::result::Result<(), String> {
        self.context().targets(|targets| targets.allow(host))
    }

    /// From now on the tenant may call the hosts that the tester named by giving it this; what is no URL fails where
    /// it is called.
    pub(super) fn name_targets(&self, source: &DescriptorSource, given: Option<&Descriptor>) {
        for url in source.named_urls(given) {
            if let Ok(target) = Target::parse(&url) {
                let _ = self
                    .context()
                    .targets(|targets| targets.allow(&target.host));
            }
        }
    }
}
