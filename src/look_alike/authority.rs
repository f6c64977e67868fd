//! The certificate authority of a network: it may speak for Atlassian's names alone, and not for long.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use rcgen::{
    BasicConstraints, CertificateParams, CidrSubnet, DistinguishedName, DnType,
    ExtendedKeyUsagePurpose, GeneralSubtree, IsCa, Issuer, KeyPair, KeyUsagePurpose,
    NameConstraints, SerialNumber, date_time_ymd,
};
use rustls::ServerConfig;
use rustls::pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer};

use super::hosts;
use super::pem::pem;
use crate::randomness;

const HOUR: Duration = Duration::from_secs(60 * 60);

/// How long it is good for.
pub(super) const LIFE: Duration = Duration::from_secs(7 * 24 * 60 * 60);

/// Clocks differ: it is good from a day ago on.
const BEFORE: Duration = Duration::from_secs(24 * 60 * 60);

/// How many hosts have a certificate at once.
const HOSTS_AT_ONCE: usize = 512;

/// What is wrong with a certificate on purpose.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(super) enum Flaw {
    #[default]
    None,
    Expired,
    /// It is another host's.
    WrongName,
}

/// Makes the certificates of a network. Its key leaves it only for the directory that a user named.
pub(crate) struct Authority {
    issuer: Issuer<'static, KeyPair>,
    certificate: CertificateDer<'static>,
    /// What it may speak for beside Atlassian's domains.
    domains: Vec<String>,
    until: SystemTime,
    /// By host, for as long as it lives.
    made: Mutex<HashMap<(String, Flaw), Arc<ServerConfig>>>,
}

/// Without its key.
impl std::fmt::Debug for Authority {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Authority")
            .field("domains", &self.domains)
            .finish_non_exhaustive()
    }
}

/// Why there is no certificate.
pub(super) fn failed(error: impl std::fmt::Display) -> std::io::Error {
    std::io::Error::other(format!("no certificate: {error}"))
}

impl Authority {
    /// A new one with a new key, for these domains too.
    pub(super) fn new(domains: &[String]) -> std::io::Result<Self> {
        let key = KeyPair::generate().map_err(failed)?;
        let now = SystemTime::now();
        let until = now
            .checked_add(LIFE)
            .ok_or_else(|| failed("the clock is at its end"))?;
        let params = params(domains, now, until)?;
        let certificate = params.self_signed(&key).map_err(failed)?;
        Ok(Self::of(
            key,
            params,
            certificate.der().clone(),
            domains,
            until,
        ))
    }

    /// One that has been kept: its key, its certificate, and until when it is good.
    pub(super) fn kept(
        key_der: &[u8],
        certificate: CertificateDer<'static>,
        domains: &[String],
        until: SystemTime,
    ) -> std::io::Result<Self> {
        let key = PrivatePkcs8KeyDer::from(key_der.to_vec());
        let key = KeyPair::from_pkcs8_der_and_sign_algo(&key, &rcgen::PKCS_ECDSA_P256_SHA256);
        let key = key.map_err(failed)?;
        // Of these, only name, key and uses stand in what it signs.
        let params = params(domains, SystemTime::now(), until)?;
        Ok(Self::of(key, params, certificate, domains, until))
    }

    fn of(
        key: KeyPair,
        params: CertificateParams,
        certificate: CertificateDer<'static>,
        domains: &[String],
        until: SystemTime,
    ) -> Self {
        Self {
            issuer: Issuer::new(params, key),
            certificate,
            domains: domains.to_vec(),
            until,
            made: Mutex::default(),
        }
    }

    pub(crate) fn certificate_der(&self) -> &[u8] {
        &self.certificate
    }

    pub(crate) fn certificate_pem(&self) -> String {
        pem("CERTIFICATE", &self.certificate)
    }

    /// For the directory that a user named, and for nobody else.
    pub(super) fn key_pem(&self) -> String {
        pem("PRIVATE KEY", &self.issuer.key().serialize_der())
    }

    pub(super) fn until(&self) -> SystemTime {
        self.until
    }

    /// Whether it may speak for a host.
    pub(crate) fn covers(&self, host: &str) -> bool {
        let mut own = self.domains.iter();
        let named = |domain: &str| hosts::is_below(host, domain);
        hosts::domains().any(named) || own.any(|domain| named(domain))
    }

    /// What a server of this host needs for TLS.
    pub(super) fn server(&self, host: &str, flaw: Flaw) -> std::io::Result<Arc<ServerConfig>> {
        let wanted = (host.to_owned(), flaw);
        let known = |made: &HashMap<_, Arc<ServerConfig>>| made.get(&wanted).cloned();
        if let Some(config) = known(&self.made.lock().unwrap_or_else(PoisonError::into_inner)) {
            return Ok(config);
        }
        let config = Arc::new(self.make(host, flaw)?);
        let mut made = self.made.lock().unwrap_or_else(PoisonError::into_inner);
        if made.len() >= HOSTS_AT_ONCE {
            made.clear();
        }
        made.insert(wanted, config.clone());
        Ok(config)
    }

    fn make(&self, host: &str, flaw: Flaw) -> std::io::Result<ServerConfig> {
        let name = match flaw {
            // Below the host, or the authority's own limits would refuse it first.
            Flaw::WrongName => format!("not.{host}"),
            Flaw::None | Flaw::Expired => host.to_owned(),
        };
        let key = KeyPair::generate().map_err(failed)?;
        let mut params = CertificateParams::new(vec![name]).map_err(failed)?;
        params.distinguished_name = DistinguishedName::new();
        // A common name has 64 characters at most; who reads the certificate goes by the other ones.
        params
            .distinguished_name
            .push(DnType::OrganizationName, "mockfluence");
        params.serial_number = Some(serial()?);
        params.key_usages = vec![KeyUsagePurpose::DigitalSignature];
        params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth];
        params.use_authority_key_identifier_extension = true;
        let now = SystemTime::now();
        let (from, to) = match flaw {
            Flaw::Expired => (earlier(now, BEFORE), earlier(now, HOUR)),
            Flaw::None | Flaw::WrongName => (earlier(now, BEFORE), self.until),
        };
        good(&mut params, from, to);
        let leaf = params.signed_by(&key, &self.issuer).map_err(failed)?;
        let chain = vec![leaf.der().clone(), self.certificate.clone()];
        let key = PrivateKeyDer::from(PrivatePkcs8KeyDer::from(key.serialize_der()));
        // Passed and not installed: the app in the same process keeps its own.
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let config = ServerConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .map_err(failed)?
            .with_no_client_auth();
        let mut config = config.with_single_cert(chain, key).map_err(failed)?;
        config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
        Ok(config)
    }
}

fn params(
    domains: &[String],
    now: SystemTime,
    until: SystemTime,
) -> std::io::Result<CertificateParams> {
    let mut params = CertificateParams::default();
    let mut name = DistinguishedName::new();
    name.push(DnType::OrganizationName, "mockfluence");
    name.push(
        DnType::CommonName,
        "mockfluence look-alike, for tests alone",
    );
    params.distinguished_name = name;
    params.serial_number = Some(serial()?);
    params.is_ca = IsCa::Ca(BasicConstraints::Constrained(0));
    params.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
    let known = hosts::domains().map(str::to_owned);
    let permitted = known.chain(domains.iter().cloned());
    let permitted = permitted.map(GeneralSubtree::DnsName);
    let everywhere = [
        CidrSubnet::V4([0; 4], [0; 4]),
        CidrSubnet::V6([0; 16], [0; 16]),
    ];
    params.name_constraints = Some(NameConstraints {
        permitted_subtrees: permitted.collect(),
        excluded_subtrees: everywhere.map(GeneralSubtree::IpAddress).to_vec(),
    });
    good(&mut params, earlier(now, BEFORE), until);
    Ok(params)
}

fn serial() -> std::io::Result<SerialNumber> {
    Ok(SerialNumber::from(randomness::number()?))
}

fn earlier(time: SystemTime, by: Duration) -> SystemTime {
    time.checked_sub(by).unwrap_or(UNIX_EPOCH)
}

/// From when and until when a certificate is good.
#[expect(
    clippy::arithmetic_side_effects,
    reason = "today's times are far from the end of what a certificate can say"
)]
fn good(params: &mut CertificateParams, from: SystemTime, to: SystemTime) {
    let since = |time: SystemTime| time.duration_since(UNIX_EPOCH).unwrap_or_default();
    let begin = date_time_ymd(1970, 1, 1);
    params.not_before = begin + since(from);
    params.not_after = begin + since(to);
}
