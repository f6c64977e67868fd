//! A certificate authority in a directory that a user named, for apps that are given its certificate once.

use std::fs;
use std::io::{Error, ErrorKind, Result, Write};
use std::path::Path;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivatePkcs8KeyDer};
use serde::{Deserialize, Serialize};

use super::authority::{Authority, failed};

/// What its user alone can read.
const PRIVATE: &str = "authority.json";

/// What apps are given.
pub(super) const CERTIFICATE: &str = "ca.pem";

/// One that is good for less is made anew.
const LEFT: Duration = Duration::from_secs(24 * 60 * 60);

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    key: String,
    certificate: String,
    /// In seconds since 1970.
    until: u64,
    /// Those beside Atlassian's.
    domains: Vec<String>,
}

/// The one that is kept there, or a new one where there is none, or none that is good for a day more.
pub(super) fn authority(directory: &Path, domains: &[String]) -> Result<Authority> {
    let kept = kept(directory, domains).map_err(|error| {
        let place = directory.display();
        Error::new(
            error.kind(),
            format!("the certificate authority in {place}: {error}"),
        )
    })?;
    let place = directory.join(CERTIFICATE);
    if fs::read_to_string(&place).ok() != Some(kept.certificate_pem()) {
        fs::write(&place, kept.certificate_pem())?;
    }
    Ok(kept)
}

fn kept(directory: &Path, domains: &[String]) -> Result<Authority> {
    make_directory(directory)?;
    let file = directory.join(PRIVATE);
    if let Some(found) = read(&file)? {
        let uncovered = domains.iter().find(|domain| !found.covers(domain));
        if let Some(domain) = uncovered {
            let why = format!(
                "it was made without `{domain}`, so that no app would believe it there: name another \
                 directory, or remove its files and give apps the new certificate"
            );
            return Err(Error::new(ErrorKind::InvalidInput, why));
        }
        let left = found.until().duration_since(SystemTime::now());
        if left.is_ok_and(|left| left > LEFT) {
            return Ok(found);
        }
        fs::remove_file(&file)?;
    }
    write(directory, &file, &Authority::new(domains)?, domains)?;
    // Another process may have been first: both then have the same.
    read(&file)?.ok_or_else(|| Error::new(ErrorKind::NotFound, "it is gone again"))
}

fn read(file: &Path) -> Result<Option<Authority>> {
    let text = match fs::read_to_string(file) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        read => read?,
    };
    check_private(file)?;
    let broken = |why: String| {
        let why = format!("{PRIVATE} cannot be read ({why}): remove it for a new one");
        Error::new(ErrorKind::InvalidData, why)
    };
    let written: Written =
        serde_json::from_str(&text).map_err(|error| broken(error.to_string()))?;
    let key = PrivatePkcs8KeyDer::from_pem_slice(written.key.as_bytes());
    let key = key.map_err(|error| broken(error.to_string()))?;
    let certificate = CertificateDer::from_pem_slice(written.certificate.as_bytes());
    let certificate = certificate.map_err(|error| broken(error.to_string()))?;
    let until = UNIX_EPOCH.checked_add(Duration::from_secs(written.until));
    let until = until.ok_or_else(|| broken("a time beyond all".into()))?;
    let key = key.secret_pkcs8_der();
    let authority = Authority::kept(key, certificate, &written.domains, until);
    authority
        .map(Some)
        .map_err(|error| broken(error.to_string()))
}

/// Under its name at once and whole, or not at all where another is there.
fn write(directory: &Path, file: &Path, authority: &Authority, domains: &[String]) -> Result<()> {
    let until = authority
        .until()
        .duration_since(UNIX_EPOCH)
        .map_err(failed)?;
    let written = Written {
        key: authority.key_pem(),
        certificate: authority.certificate_pem(),
        until: until.as_secs(),
        domains: domains.to_vec(),
    };
    let draft = directory.join(format!("{PRIVATE}.{}", std::process::id()));
    let mut opening = fs::OpenOptions::new();
    opening.write(true).create_new(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        opening.mode(0o600);
    }
    // Left there by a process of the same number that ended half-way.
    let _ = fs::remove_file(&draft);
    opening
        .open(&draft)?
        .write_all(&serde_json::to_vec(&written)?)?;
    let named = fs::hard_link(&draft, file);
    fs::remove_file(&draft)?;
    match named {
        Err(error) if error.kind() == ErrorKind::AlreadyExists => Ok(()),
        named => named,
    }
}

fn make_directory(directory: &Path) -> Result<()> {
    let mut making = fs::DirBuilder::new();
    making.recursive(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::DirBuilderExt;
        making.mode(0o700);
    }
    making.create(directory)
}

#[cfg(unix)]
fn check_private(file: &Path) -> Result<()> {
    use std::os::unix::fs::PermissionsExt;
    let mode = fs::metadata(file)?.permissions().mode() & 0o777;
    let of_others = mode & 0o077;
    if of_others == 0 {
        return Ok(());
    }
    let why = format!(
        "{PRIVATE} can be read by others (mode {mode:o}), and holds a key: remove it for a new one, \
         or take their rights away (chmod 600)"
    );
    Err(Error::new(ErrorKind::PermissionDenied, why))
}

#[cfg(not(unix))]
fn check_private(_: &Path) -> Result<()> {
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn directory(name: &str) -> std::path::PathBuf {
        let place =
            std::env::temp_dir().join(format!("mockfluence-kept-{}-{name}", std::process::id()));
        let _ = fs::remove_dir_all(&place);
        place
    }

    #[test]
    fn one_is_kept_for_the_next_run_and_its_key_for_its_user_alone() {
        let place = directory("again");
        let first = authority(&place, &[]).unwrap();
        let second = authority(&place, &[]).unwrap();
        assert_eq!(first.certificate_der(), second.certificate_der());
        assert_eq!(first.key_pem(), second.key_pem());
        assert_eq!(
            fs::read_to_string(place.join(CERTIFICATE)).unwrap(),
            first.certificate_pem()
        );
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            let file = place.join(PRIVATE);
            let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
            assert_eq!((mode(&place), mode(&file)), (0o700, 0o600));
            fs::set_permissions(&file, fs::Permissions::from_mode(0o644)).unwrap();
            let why = authority(&place, &[]).unwrap_err().to_string();
            assert!(why.contains("can be read by others (mode 644)"), "{why}");
        }
        fs::remove_dir_all(place).unwrap();
    }

    #[test]
    fn a_name_that_it_may_not_speak_for_is_refused_and_an_old_one_made_anew() {
        let place = directory("other");
        let first = authority(&place, &[]).unwrap();
        let why = authority(&place, &["wiki.example.com".into()])
            .unwrap_err()
            .to_string();
        assert!(why.contains("made without `wiki.example.com`"), "{why}");

        let file = place.join(PRIVATE);
        let mut written: Written = serde_json::from_slice(&fs::read(&file).unwrap()).unwrap();
        written.until = 1;
        fs::write(&file, serde_json::to_vec(&written).unwrap()).unwrap();
        let second = authority(&place, &[]).unwrap();
        assert_ne!(first.certificate_der(), second.certificate_der());

        fs::write(&file, "{}").unwrap();
        let why = authority(&place, &[]).unwrap_err().to_string();
        assert!(why.contains("remove it for a new one"), "{why}");
        fs::remove_dir_all(place).unwrap();
    }
}
