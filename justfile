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

# Write the pages anew that tests make: how we know, the stories, the routes in the README.
pages:
    UPDATE_PAGES=1 cargo test --all-features --lib --test tidy --test stories --test cookbook

# Write the fixtures anew: verdicts on descriptors, the JSON Schema, the OpenAPI document.
fixtures:
    UPDATE_FIXTURES=1 cargo test --all-features --bin mockfluence --test descriptor

# Take the snapshots as they come out; read the diff before you commit it.
snapshots:
    INSTA_UPDATE=always cargo test --all-features --test it

# Change the code, see whether a test notices: what your branch changed. Takes cargo-mutants.
mutants:
    git diff main... > target/branch.diff
    cargo mutants --in-diff target/branch.diff

# All that CI does, or some parts of it; `.ci/run --list` names them.
ci *parts:
    .ci/run {{parts}}
