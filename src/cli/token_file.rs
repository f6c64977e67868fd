//! The control token in a file that its user alone can read, where the commands find it by the control URL.

use std::fs;
use std::io::{self, Write};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::path::{Path, PathBuf};

use http::Uri;

/// Goes with the server that it is for.
#[derive(Debug)]
pub(super) struct TokenFile(PathBuf);

impl Drop for TokenFile {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.0);
    }
}

impl TokenFile {
    /// Writes it into the first folder that will have it.
    ///
    /// # Errors
    /// Why the last will not.
    pub(super) fn write(bound: SocketAddr, token: &str) -> io::Result<Self> {
        let mut last = io::Error::other("there is no folder for it");
        for folder in folders() {
            let file = folder.join(name(bound));
            match write_private(&folder, &file, token) {
                Ok(()) => return Ok(Self(file)),
                Err(error) => last = error,
            }
        }
        Err(last)
    }
}

/// The token of the server at this URL, if it runs on this machine and for this user.
pub(super) fn token_of(control_url: &str) -> Option<String> {
    let uri: Uri = control_url.parse().ok()?;
    let port = uri.port_u16().unwrap_or(80);
    let bound = addresses(uri.host()?);
    let files = folders().into_iter().flat_map(|folder| {
        let bound = bound.iter();
        let names = bound.map(|address| name(SocketAddr::new(*address, port)));
        names.map(move |name| folder.join(name)).collect::<Vec<_>>()
    });
    let mut tokens = files.filter_map(|file| fs::read_to_string(file).ok());
    tokens.next().map(|token| token.trim().to_owned())
}

/// Where a server that is reached so may be bound. Only this machine's own addresses: its tokens go
/// nowhere else.
fn addresses(host: &str) -> Vec<IpAddr> {
    let host = host.trim_matches(['[', ']']);
    let here = [
        IpAddr::V4(Ipv4Addr::UNSPECIFIED),
        IpAddr::V6(Ipv6Addr::UNSPECIFIED),
    ];
    let own = match host.parse::<IpAddr>() {
        Ok(address) if !address.is_loopback() => return vec![address],
        Ok(address) => vec![address],
        Err(_) if host == "localhost" || host.ends_with(".localhost") => vec![
            IpAddr::V4(Ipv4Addr::LOCALHOST),
            IpAddr::V6(Ipv6Addr::LOCALHOST),
        ],
        Err(_) => return Vec::new(),
    };
    own.into_iter().chain(here).collect()
}

fn name(bound: SocketAddr) -> String {
    let address = bound.ip().to_string().replace(':', "_");
    format!("control-{address}-{}.token", bound.port())
}

/// Where such files belong, best first.
fn folders() -> Vec<PathBuf> {
    let variable = |name: &str| {
        let value = std::env::var_os(name).filter(|value| !value.is_empty());
        value.map(PathBuf::from).filter(|path| path.is_absolute())
    };
    let named = [
        variable("XDG_RUNTIME_DIR"),
        variable("XDG_STATE_HOME"),
        variable("HOME").map(|home| home.join(".local/state")),
        variable("LOCALAPPDATA"),
    ];
    // Where nobody is at home, as in a container; its name is a user's own where he has one.
    let user = std::env::var("USER").unwrap_or_default();
    let user: String = user.chars().filter(char::is_ascii_alphanumeric).collect();
    let last = std::env::temp_dir().join(format!("mockfluence-{user}"));
    let named = named.into_iter().flatten();
    named
        .map(|folder| folder.join("mockfluence"))
        .chain([last])
        .collect()
}

/// A folder of this name in the first place that will have it, which nobody else can write to: what is trusted may
/// lie there.
///
/// # Errors
/// Why the last will not.
pub(super) fn private_folder(name: &str) -> io::Result<PathBuf> {
    let mut last = io::Error::other("there is no folder for it");
    for folder in folders() {
        let folder = folder.join(name);
        match make_private(&folder) {
            Ok(()) => return Ok(folder),
            Err(error) => last = error,
        }
    }
    Err(last)
}

fn make_private(folder: &Path) -> io::Result<()> {
    let mut making = fs::DirBuilder::new();
    making.recursive(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::{DirBuilderExt, MetadataExt, PermissionsExt};
        making.mode(0o700);
        making.create(folder)?;
        let parent = folder.parent().unwrap_or(folder);
        // Whose it is shows beside a file of ours.
        let probe = folder.join(format!(".{}", std::process::id()));
        fs::write(&probe, "")?;
        let own = fs::metadata(&probe)?.uid();
        fs::remove_file(&probe)?;
        for place in [parent, folder] {
            let told = fs::symlink_metadata(place)?;
            let writers = told.permissions().mode() & 0o022;
            if !told.is_dir() || told.uid() != own || writers != 0 {
                let why = format!("{} is not this user's alone", place.display());
                return Err(io::Error::new(io::ErrorKind::PermissionDenied, why));
            }
        }
        Ok(())
    }
    #[cfg(not(unix))]
    making.create(folder)
}

/// Made anew, never written through what somebody else has put there.
fn write_private(folder: &Path, file: &Path, token: &str) -> io::Result<()> {
    let mut making = fs::DirBuilder::new();
    making.recursive(true);
    let mut opening = fs::OpenOptions::new();
    opening.write(true).create_new(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
        making.mode(0o700);
        opening.mode(0o600);
    }
    making.create(folder)?;
    match fs::remove_file(file) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    let mut file = opening.open(file)?;
    file.write_all(token.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_looked_for_under_this_machines_own_addresses_alone() {
        let any = || ["0.0.0.0".parse().unwrap(), "::".parse().unwrap()];
        let of = |host: &str| addresses(host);
        let loopback: IpAddr = "127.0.0.2".parse().unwrap();
        assert_eq!(of("127.0.0.2"), [&[loopback][..], &any()].concat());
        assert_eq!(of("[::1]").first(), Some(&"::1".parse().unwrap()));
        assert_eq!(of("localhost").len(), 4);
        assert_eq!(
            of("192.168.0.7"),
            ["192.168.0.7".parse::<IpAddr>().unwrap()]
        );
        assert_eq!(of("mockfluence"), Vec::<IpAddr>::new());
        let bound = "[::1]:80".parse().unwrap();
        assert_eq!(name(bound), "control-__1-80.token");
    }
}
