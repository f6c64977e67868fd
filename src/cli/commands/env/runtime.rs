//! For whom the variables are: a framework, which stands for its runtime, or a runtime.

use clap::ValueEnum;

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum App {
    /// atlassian-connect-express
    Ace,
    /// atlassian-jwt with Flask
    Flask,
    /// atlassian-connect-play
    Play,
    /// atlassian-connect-spring-boot
    Spring,
    Node,
    Python,
    Java,
    Go,
    Ruby,
    Php,
    Dotnet,
    Rust,
    Curl,
    /// All of them
    Other,
}

/// What reads variables in its own way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Runtime {
    Node,
    Python,
    Java,
    Go,
    Ruby,
    Php,
    Dotnet,
    Rust,
    Curl,
}

impl App {
    /// None where it may be any.
    pub(super) fn runtime(self) -> Option<Runtime> {
        Some(match self {
            App::Ace | App::Node => Runtime::Node,
            App::Flask | App::Python => Runtime::Python,
            App::Play | App::Spring | App::Java => Runtime::Java,
            App::Go => Runtime::Go,
            App::Ruby => Runtime::Ruby,
            App::Php => Runtime::Php,
            App::Dotnet => Runtime::Dotnet,
            App::Rust => Runtime::Rust,
            App::Curl => Runtime::Curl,
            App::Other => return None,
        })
    }
}
