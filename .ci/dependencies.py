"""Holds what a user builds to deny.toml, where cargo-deny is not at hand: licences, sources, versions.

Nothing may ask for a newer Rust than Cargo.toml does, either. Beyond what cargo-deny knows, `locks` holds
every lock file to a hash for each package: `python3 .ci/dependencies.py locks` checks these alone.
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


def unlocked():
    """What a lock file names without a hash: it could be something else tomorrow."""
    files = subprocess.run(["git", "ls-files"], check=True, capture_output=True, text=True).stdout.split("\n")
    for name in files:
        if name.endswith("Cargo.lock"):
            with open(name, "rb") as file:
                packages = tomllib.load(file)["package"]
            yield from (f"{name}: {one['name']}" for one in packages
                        if "source" in one and "checksum" not in one)
        elif name.endswith("package-lock.json"):
            with open(name) as file:
                packages = json.load(file)["packages"]
            yield from (f"{name}: {path}" for path, one in packages.items()
                        if path and not one.get("link") and "integrity" not in one)
        elif name.endswith("requirements.txt"):
            with open(name) as file:
                text = file.read().replace("\\\n", " ")
            lines = (line.strip() for line in text.splitlines())
            yield from (f"{name}: {line.split()[0]}" for line in lines
                        if line and line[0] not in "#-" and "--hash=" not in line)
        elif name.endswith("package.json"):
            lock = name.replace("package.json", "package-lock.json")
            if lock not in files:
                yield f"{name} has no lock file beside it"


without_hash = list(unlocked())
if without_hash or sys.argv[1:] == ["locks"]:
    sys.exit("\n".join(f"without a hash: {one}" for one in without_hash) or None)
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
