//! A programmable fake Confluence Cloud tenant for testing Atlassian Connect app backends.

pub mod descriptor;
