//! The whole way from Connect to Forge, the same for every client: moved, called, told, refused, gone and back.

use crate::client::Client;
use crate::on_the_move::Move;

/// The life; what the first call comes to after a rotation.
async fn lives(client: Client, options: &[&str], rotated: &str) {
    let mut life = Move::of(client, options);
    life.begin().await;
    life.is_called().await;
    life.is_told().await;
    life.refuses_forgeries().await;
    let first = life.meets_a_new_key().await;
    assert_eq!(first, rotated, "{client:?}");
    life.goes_and_comes_back().await;
    println!("{client:?}: {} steps of the move passed", life.steps);
}

#[tokio::test]
#[ignore = "needs Node"]
async fn fastify_moves_to_forge_by_jose() {
    lives(Client::Fastify, &[], "token-refused").await;
}

#[tokio::test]
#[ignore = "needs Python"]
async fn flask_moves_to_forge_by_pyjwt() {
    lives(Client::Flask, &[], "token-refused").await;
}

#[cfg(feature = "look-alike")]
mod at_real_names {
    use super::{Client, lives};

    const NAME: &[&str] = &["--look-alike", "acme.atlassian.net"];

    /// Its key host is a constant, and it asks there for every call.
    #[tokio::test]
    #[ignore = "needs Node"]
    async fn ace_moves_to_forge() {
        lives(Client::Ace, NAME, "resolved").await;
    }

    #[tokio::test]
    #[ignore = "needs Node"]
    async fn jose_finds_the_keys() {
        lives(Client::Fastify, NAME, "token-refused").await;
    }

    #[tokio::test]
    #[ignore = "needs Python"]
    async fn pyjwt_finds_the_keys() {
        lives(Client::Flask, NAME, "token-refused").await;
    }
}
