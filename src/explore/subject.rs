//! `Subject`: an app under test with its versions, commands and what may be asked of it, whatever its type.

use std::fmt::Display;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

use super::event::Cast;
#[cfg(feature = "forge")]
use crate::manifest::Manifest;
use crate::tenant::{DescriptorSource, Tenant};

pub(super) type Later<T> = Pin<Box<dyn Future<Output = T> + Send>>;

type Start<A> = Arc<dyn Fn(Tenant) -> Later<A> + Send + Sync>;
type Version<A> = Arc<dyn Fn(&A) -> DescriptorSource + Send + Sync>;
#[cfg(feature = "forge")]
type Named<A> = Arc<dyn Fn(&A) -> Manifest + Send + Sync>;
type Told<A> = Arc<dyn Fn(A) -> Later<Answer> + Send + Sync>;
type Seen<A> = Arc<dyn Fn(A) -> Later<String> + Send + Sync>;

/// What a command of a test comes to: it is done, or the app told its user no, in these words.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Answer {
    pub(super) refused: Option<String>,
}

impl Answer {
    pub(super) const DONE: Answer = Answer { refused: None };

    pub(super) fn no(why: impl Display) -> Self {
        let refused = Some(why.to_string());
        Self { refused }
    }

    pub(super) fn is_done(&self) -> bool {
        self.refused.is_none()
    }
}

/// What the closure of a command or of an invariant may give: nothing, or a result whose error
/// says why not.
pub trait MayRefuse {
    /// Why not, if it is not.
    fn refusal(self) -> Option<String>;
}

impl MayRefuse for () {
    fn refusal(self) -> Option<String> {
        None
    }
}

impl<T, E: Display> MayRefuse for Result<T, E> {
    fn refusal(self) -> Option<String> {
        self.err().map(|error| error.to_string())
    }
}

/// What a test has said of its app.
#[derive(Clone)]
pub(super) struct Parts<A> {
    start: Start<A>,
    pub(super) versions: Vec<(String, Version<A>)>,
    #[cfg(feature = "forge")]
    pub(super) manifests: Vec<(String, Named<A>)>,
    pub(super) commands: Vec<(String, Told<A>)>,
    pub(super) invariants: Vec<(String, Told<A>)>,
    pub(super) seen: Vec<(String, Seen<A>)>,
}

fn told<A, F, O>(act: impl Fn(A) -> F + Send + Sync + 'static) -> Told<A>
where
    F: Future<Output = O> + Send + 'static,
    O: MayRefuse,
{
    Arc::new(move |app| {
        let acted = act(app);
        Box::pin(async move {
            let refused = acted.await.refusal();
            Answer { refused }
        })
    })
}

impl<A: Clone + Send + Sync + 'static> Parts<A> {
    pub(super) fn new<F>(start: impl Fn(Tenant) -> F + Send + Sync + 'static) -> Self
    where
        F: Future<Output = A> + Send + 'static,
    {
        Self {
            start: Arc::new(move |tenant| Box::pin(start(tenant))),
            versions: Vec::new(),
            #[cfg(feature = "forge")]
            manifests: Vec::new(),
            commands: Vec::new(),
            invariants: Vec::new(),
            seen: Vec::new(),
        }
    }

    pub(super) fn add_command<F, O>(
        &mut self,
        name: String,
        act: impl Fn(A) -> F + Send + Sync + 'static,
    ) where
        F: Future<Output = O> + Send + 'static,
        O: MayRefuse,
    {
        self.commands.push((name, told(act)));
    }

    pub(super) fn add_invariant<F, O>(
        &mut self,
        name: String,
        is: impl Fn(A) -> F + Send + Sync + 'static,
    ) where
        F: Future<Output = O> + Send + 'static,
        O: MayRefuse,
    {
        self.invariants.push((name, told(is)));
    }

    pub(super) fn add_seen<F, D>(
        &mut self,
        name: String,
        look: impl Fn(A) -> F + Send + Sync + 'static,
    ) where
        F: Future<Output = D> + Send + 'static,
        D: Display,
    {
        let look = Arc::new(move |app| -> Later<String> {
            let looked = look(app);
            Box::pin(async move { looked.await.to_string() })
        });
        self.seen.push((name, look));
    }
}

/// How lives come by their app, with its type forgotten.
pub(super) trait Subject: Send + Sync {
    fn cast(&self) -> Cast;
    fn start(self: Arc<Self>, tenant: Tenant) -> Later<Arc<dyn App>>;
}

/// The app of one life.
pub(super) trait App: Send + Sync {
    fn version(&self, at: usize) -> Option<DescriptorSource>;
    #[cfg(feature = "forge")]
    fn manifest(&self, at: usize) -> Option<Manifest>;
    fn command(&self, at: usize) -> Later<Answer>;
    /// Of each invariant its name and what it came to.
    fn invariants(&self) -> Later<Vec<(String, Answer)>>;
    fn seen(&self) -> Later<Vec<(String, String)>>;
}

struct Started<A> {
    app: A,
    parts: Arc<Parts<A>>,
}

impl<A: Clone + Send + Sync + 'static> Subject for Parts<A> {
    fn cast(&self) -> Cast {
        Cast {
            versions: self.versions.iter().map(|(name, _)| name.clone()).collect(),
            #[cfg(feature = "forge")]
            manifests: self
                .manifests
                .iter()
                .map(|(name, _)| name.clone())
                .collect(),
            #[cfg(not(feature = "forge"))]
            manifests: Vec::new(),
            commands: self.commands.iter().map(|(name, _)| name.clone()).collect(),
        }
    }

    fn start(self: Arc<Self>, tenant: Tenant) -> Later<Arc<dyn App>> {
        Box::pin(async move {
            let app = (self.start)(tenant).await;
            let started: Arc<dyn App> = Arc::new(Started { app, parts: self });
            started
        })
    }
}

impl<A: Clone + Send + Sync + 'static> App for Started<A> {
    fn version(&self, at: usize) -> Option<DescriptorSource> {
        let (_, version) = self.parts.versions.get(at)?;
        Some(version(&self.app))
    }

    #[cfg(feature = "forge")]
    fn manifest(&self, at: usize) -> Option<Manifest> {
        let (_, manifest) = self.parts.manifests.get(at)?;
        Some(manifest(&self.app))
    }

    fn command(&self, at: usize) -> Later<Answer> {
        match self.parts.commands.get(at) {
            Some((_, command)) => command(self.app.clone()),
            None => Box::pin(async { Answer::no("there is no such command") }),
        }
    }

    fn invariants(&self) -> Later<Vec<(String, Answer)>> {
        let all = self.parts.invariants.iter();
        let all: Vec<_> = all
            .map(|(name, is)| (name.clone(), is(self.app.clone())))
            .collect();
        Box::pin(async move {
            let mut answers = Vec::new();
            for (name, is) in all {
                answers.push((name, is.await));
            }
            answers
        })
    }

    fn seen(&self) -> Later<Vec<(String, String)>> {
        let all = self.parts.seen.iter();
        let all: Vec<_> = all
            .map(|(name, look)| (name.clone(), look(self.app.clone())))
            .collect();
        Box::pin(async move {
            let mut seen = Vec::new();
            for (name, look) in all {
                seen.push((name, look.await));
            }
            seen
        })
    }
}
