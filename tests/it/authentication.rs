//! Tokens from the app: order of checks, statuses, texts, causes.
