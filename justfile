# `just` lists the verbs. Each line can be copied into a shell as it stands.

[private]
default:
    @just --list --unsorted

# Is it clean? Formatting and lints.
check:
    cargo fmt --check
    cargo clippy --all-targets --all-features -- -D warnings

# Does it work? All features; a name runs the tests that contain it.
test *name:
    cargo test --all-features {{name}}

# Does the tree keep its own rules? Layers, circles, lengths, the ledger, the contributors' pages.
tidy:
    cargo test --all-features --test tidy

# Write the pages anew that tests make: how we know, and the stories.
pages:
    UPDATE_PAGES=1 cargo test --all-features --test tidy --test stories

# Write the fixtures anew: verdicts on descriptors, the JSON Schema.
fixtures:
    UPDATE_FIXTURES=1 cargo test --all-features --test descriptor

# Take the snapshots as they come out; read the diff before you commit it.
snapshots:
    INSTA_UPDATE=always cargo test --all-features --test it

# All that CI does, or some parts of it; `.ci/run --list` names them.
ci *parts:
    .ci/run {{parts}}
