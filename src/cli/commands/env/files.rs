//! What runtimes want in files: the certificate, alone and with the system's, in Java's form, and what Node and PHP read first.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::json;

use super::trust_store::pkcs12;
use crate::cli::contract::network::Network;
use crate::cli::token_file::private_folder;

/// Where systems keep the certificates that they trust.
const SYSTEM: [&str; 4] = [
    "/etc/ssl/certs/ca-certificates.crt",
    "/etc/pki/tls/certs/ca-bundle.crt",
    "/etc/ssl/ca-bundle.pem",
    "/etc/ssl/cert.pem",
];

const PRELOAD: &str = include_str!("preload.cjs");

/// What Node reads first; its name is how it is known again in `NODE_OPTIONS`.
pub(super) const PRELOAD_NAME: &str = "mockfluence-preload.cjs";

/// The files, in one directory.
#[derive(Debug)]
pub(super) struct Files(PathBuf);

impl Files {
    /// Writes them: where the user says, or where the commands of this user keep theirs.
    ///
    /// # Errors
    /// Why not.
    pub(super) fn write(
        directory: Option<&Path>,
        network: &Network,
        proxy: (&str, u16),
    ) -> io::Result<Self> {
        let folder = match directory {
            Some(directory) => {
                fs::create_dir_all(directory)?;
                directory.canonicalize()?
            }
            None => private_folder(&format!("look-alike-{}", network.port))?,
        };
        let files = Self(folder);
        let system = SYSTEM.iter().find_map(|file| fs::read_to_string(file).ok());
        let system = system.unwrap_or_default();
        let all = format!("{}{system}", network.ca);
        let certificates: Vec<Vec<u8>> = ders(&all).collect();
        let (host, port) = proxy;
        let to = json!({ "host": host, "port": port, "open": network.allowed_hosts });
        // `<` has a meaning where a script stands in a page, and this one may be put there.
        let preload = PRELOAD.replace("/*NETWORK*/{}", &to.to_string().replace('<', "\\u003c"));
        fs::create_dir_all(files.php())?;
        let bundle = files.bundle();
        let prepend = files.php().join("mockfluence-prepend.php");
        let php = format!(
            "curl.cainfo = \"{0}\"\nopenssl.cafile = \"{0}\"\nauto_prepend_file = \"{1}\"\n",
            bundle.display(),
            prepend.display()
        );
        put(&files.ca(), network.ca.as_bytes())?;
        put(&bundle, all.as_bytes())?;
        put(
            &files.trust_store(),
            &pkcs12(certificates.iter().map(Vec::as_slice)),
        )?;
        put(&files.preload(), preload.as_bytes())?;
        put(&prepend, prepended(host, port).as_bytes())?;
        put(&files.php().join("mockfluence.ini"), php.as_bytes())?;
        Ok(files)
    }

    pub(super) fn folder(&self) -> &Path {
        &self.0
    }

    /// The certificate alone.
    pub(super) fn ca(&self) -> PathBuf {
        self.0.join("ca.pem")
    }

    /// The certificate with those that the system trusts, for runtimes that trust one file and no more.
    pub(super) fn bundle(&self) -> PathBuf {
        self.0.join("bundle.pem")
    }

    /// The same as PKCS #12.
    pub(super) fn trust_store(&self) -> PathBuf {
        self.0.join("trust.p12")
    }

    pub(super) fn preload(&self) -> PathBuf {
        self.0.join(PRELOAD_NAME)
    }

    /// The directory of a file that PHP reads.
    pub(super) fn php(&self) -> PathBuf {
        self.0.join("php")
    }
}

/// PHP's own streams read no variable; its curl does. The host has no character that PHP would take for more.
fn prepended(host: &str, port: u16) -> String {
    format!(
        "<?php\n// Written by `mockfluence env`: streams go by the proxy of the look-alike network, too.\n\
         stream_context_set_default(['http' => ['proxy' => 'tcp://{host}:{port}', 'request_fulluri' => true]]);\n"
    )
}

/// Under its name at once and whole: an app may be reading the one before.
fn put(file: &Path, content: &[u8]) -> io::Result<()> {
    let draft = file.with_extension(format!("{}.new", std::process::id()));
    let _ = fs::remove_file(&draft);
    let mut opening = fs::OpenOptions::new();
    opening.write(true).create_new(true);
    opening.open(&draft)?.write_all(content)?;
    fs::rename(draft, file)
}

/// The certificates of a PEM text; what is none is left out.
fn ders(pem: &str) -> impl Iterator<Item = Vec<u8>> {
    let blocks = pem.split("-----BEGIN CERTIFICATE-----").skip(1);
    blocks.filter_map(|block| {
        let (text, _) = block.split_once("-----END CERTIFICATE-----")?;
        let text: String = text.split_whitespace().collect();
        STANDARD.decode(text).ok()
    })
}
