//! Where a tenant runs: on the caller's tokio runtime, or on a thread of its own.

use std::net::{IpAddr, SocketAddr, TcpListener};

use socket2::{Domain, Socket, Type};
use tokio::runtime::{Builder, Handle, RuntimeFlavor};

use super::address::explained;
use super::shared_listener::SharedListener;
use crate::boxed::boxed;
use crate::door::Door;
use crate::server::{Listed, Listening, Served, listen};

/// Which runtime polls the tenant.
#[derive(Clone, Debug)]
pub(super) enum RuntimeChoice {
    /// The caller's: no thread, and exact under paused time.
    Ambient(Handle),
    /// A current-thread runtime on a thread of its own.
    OwnThread,
}

impl RuntimeChoice {
    /// The caller's runtime where there is one.
    pub(super) fn for_caller() -> Self {
        Handle::try_current().map_or(RuntimeChoice::OwnThread, RuntimeChoice::Ambient)
    }
}

/// A server and the runtime it lives on.
#[derive(Debug)]
pub(super) struct Hosted {
    pub(super) runtime: Handle,
    pub(super) ambient: bool,
    open: OpenPort,
}

/// What keeps a tenant reachable; dropped, it closes.
#[derive(Debug)]
#[expect(dead_code, reason = "held, not read")]
enum OpenPort {
    Own(Listening),
    Behind(Listed, SharedListener),
}

impl Hosted {
    /// What it stands behind, if it has no port of its own.
    pub(super) fn listener(&self) -> Option<&SharedListener> {
        match &self.open {
            OpenPort::Own(_) => None,
            OpenPort::Behind(_, listener) => Some(listener),
        }
    }

    /// Where the listener that it stands behind lives.
    pub(super) fn behind(listener: &SharedListener, listed: Listed) -> Self {
        let Hosted {
            runtime, ambient, ..
        } = listener.hosted();
        Self {
            runtime: runtime.clone(),
            ambient: *ambient,
            open: OpenPort::Behind(listed, listener.clone()),
        }
    }
}

pub(super) fn bind(
    address: IpAddr,
    port: u16,
    door: Door,
) -> std::io::Result<(TcpListener, SocketAddr)> {
    let listener = listener(address, port).map_err(|error| explained(error, port, door))?;
    let address = listener.local_addr()?;
    Ok((listener, address))
}

/// Like std's, but that a free port is looked for without `SO_REUSEADDR`: with it, the kernel's search
/// takes a hundred times as long once some thousand ports are taken.
fn listener(address: IpAddr, port: u16) -> std::io::Result<TcpListener> {
    let address = SocketAddr::from((address, port));
    let socket = Socket::new(Domain::for_address(address), Type::STREAM, None)?;
    socket.set_reuse_address(cfg!(unix) && port != 0)?;
    socket.bind(&address.into())?;
    socket.listen(1024)?;
    Ok(socket.into())
}

/// Serves on a bound port.
pub(super) fn host(
    host: RuntimeChoice,
    listener: TcpListener,
    served: Served,
    door: Door,
) -> std::io::Result<Hosted> {
    hosted(host, listener, served).map_err(|error| explained(error, 0, door))
}

fn hosted(host: RuntimeChoice, listener: TcpListener, served: Served) -> std::io::Result<Hosted> {
    let Running {
        runtime,
        ambient,
        open,
    } = run(host, |watched| listen(served, listener, watched))?;
    Ok(Hosted {
        runtime,
        ambient,
        open: OpenPort::Own(open),
    })
}

/// An open port, and the runtime that polls what listens there.
pub(super) struct Running {
    runtime: Handle,
    ambient: bool,
    pub(super) open: Listening,
}

/// Has a runtime poll what listens; `listen` is told whether that runtime wants watching.
pub(super) fn run<F: Future<Output = ()> + Send + 'static>(
    host: RuntimeChoice,
    listen: impl FnOnce(bool) -> std::io::Result<(Listening, F)>,
) -> std::io::Result<Running> {
    match host {
        RuntimeChoice::Ambient(runtime) => {
            let entered = runtime.enter();
            let watched = runtime.runtime_flavor() == RuntimeFlavor::CurrentThread;
            let (open, serve) = listen(watched)?;
            runtime.spawn(boxed(serve));
            drop(entered);
            Ok(Running {
                runtime,
                ambient: true,
                open,
            })
        }
        RuntimeChoice::OwnThread => {
            let runtime = Builder::new_current_thread().enable_all().build()?;
            let handle = runtime.handle().clone();
            let (open, serve) = {
                let _entered = runtime.enter();
                listen(false)?
            };
            let thread = std::thread::Builder::new().name("mockfluence-tenant".into());
            thread.spawn(move || runtime.block_on(boxed(serve)))?;
            Ok(Running {
                runtime: handle,
                ambient: false,
                open,
            })
        }
    }
}
