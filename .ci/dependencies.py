"""Holds what a user builds to deny.toml, where cargo-deny is not at hand: licences, sources, versions.

Nothing may ask for a newer Rust than Cargo.toml does, either.
"""
import json
import re
import subprocess
import sys
import tomllib
from collections import defaultdict


def cargo(*arguments):
    return subprocess.run(["cargo", *arguments], check=True, capture_output=True, text=True).stdout


def is_allowed(licence, allowed):
    """An SPDX expression, or the older `A/B`, under the licences that are allowed."""
    words = re.findall(r"\(|\)|[^\s()]+", licence.replace("/", " OR ").replace(" WITH ", "-WITH-"))
    logic = {"AND": "and", "OR": "or", "(": "(", ")": ")"}
    return eval(" ".join(logic.get(word, str(word in allowed)) for word in words))


def version(text):
    return [int(part) for part in text.split(".")][:2]


with open("deny.toml", "rb") as file:
    rules = tomllib.load(file)
with open("Cargo.toml", "rb") as file:
    own = tomllib.load(file)["package"]
metadata = json.loads(cargo("metadata", "--locked", "--all-features", "--format-version", "1"))
packages = {(one["name"], one["version"]): one for one in metadata["packages"]}
tree = cargo("tree", "--locked", "--all-features", "--target", "all", "--edges", "normal,build",
             "--prefix", "none", "--format", "{p}")
built = {(name, number) for name, number in re.findall(r"^(\S+) v(\S+)", tree, re.M)} - {
    (own["name"], own["version"])}
assert len(built) > 30, tree

skipped = {re.split("[@:]", one["crate"])[0] for one in rules["bans"]["skip"]}
wrong, versions = [], defaultdict(set)
for name, number in sorted(built):
    package = packages[name, number]
    versions[name].add(number)
    licence = package["license"] or "no licence"
    if not is_allowed(licence, rules["licenses"]["allow"]):
        wrong.append(f"{name} {number}: the licence {licence} is not in deny.toml")
    if package["source"] != "registry+https://github.com/rust-lang/crates.io-index":
        wrong.append(f"{name} {number} comes from {package['source']}")
    needed = package["rust_version"]
    if needed and version(needed) > version(own["rust-version"]):
        wrong.append(f"{name} {number} needs Rust {needed}, and Cargo.toml says {own['rust-version']}")
for name, numbers in versions.items():
    if len(numbers) > 1 and name not in skipped:
        wrong.append(f"{name} is built {len(numbers)} times: {', '.join(sorted(numbers))}")
print(f"{len(built)} crates")
sys.exit("\n".join(wrong) or None)
