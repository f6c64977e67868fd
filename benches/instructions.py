#!/usr/bin/env python3
"""Counts instructions by valgrind, which do not drift with the machine: `python3 benches/instructions.py`.

It prints what each operation takes, and writes it down in instructions.json. With `--check` it compares with what is
written there instead, and fails where one takes 5 % more or less; that is said of the same compiler and the same
valgrind only, as both change what is counted.
"""

import json
import os
import pathlib
import re
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
FILE = HERE / "instructions.json"
MOST = 0.05
# Each is run so often and twice as often: what the difference takes is theirs alone.
COUNTS = {"get": 200, "post+delete": 100, "install": 10, "render": 20, "stubbed get": 100, "wiremock's get": 100}


def said(*command):
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()


def tools():
    return {"rustc": said("rustc", "--version"), "valgrind": said("valgrind", "--version")}


def target():
    """Of cargo: shared with whoever builds the crate itself, so that CI builds what both need once."""
    return pathlib.Path(os.environ.get("CARGO_TARGET_DIR", HERE / "target"))


def counted(profile, kind, count):
    binary = target() / profile / "mockfluence-benches"
    command = ["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null", str(binary), "counted", kind, str(count)]
    done = subprocess.run(command, check=True, capture_output=True, text=True, timeout=300)
    return int(re.search(r"Collected : (\d+)", done.stderr).group(1))


def each(profile):
    """Thousands of instructions of one, both ends of the connection and their threads together."""
    found = {}
    for kind, count in COUNTS.items():
        found[kind] = round((counted(profile, kind, 2 * count) - counted(profile, kind, count)) / count / 1000)
    return found


def changes(known, found):
    for kind, now in found.items():
        was = known.get(kind)
        if was is None:
            yield f"{kind} is new: {now}"
        elif abs(now - was) > MOST * was:
            yield f"{kind}: {was} before, {now} now ({(now - was) / was:+.0%})"


def built(profiles):
    """Always in one way, and without features: how it is built changes what is counted by a seventh."""
    environment = {**os.environ, "CARGO_INCREMENTAL": "0", "CARGO_PROFILE_DEV_DEBUG": "false"}
    for profile in profiles:
        words = ["--release"] if profile == "release" else []
        subprocess.run(["cargo", "build", "--quiet", "--locked", *words], cwd=HERE, env=environment, check=True)
    return {profile: each(profile) for profile in profiles}


def main():
    found = built(["debug"] if "--check" in sys.argv else ["release", "debug"])
    print(json.dumps(found, indent=2))
    if "--check" not in sys.argv:
        FILE.write_text(json.dumps({"tools": tools(), "thousands of instructions": found}, indent=2) + "\n")
        return
    known = json.loads(FILE.read_text())
    if known["tools"] != tools():
        print(f"not compared: written down with {known['tools']}, and these are {tools()}")
        return
    seen = list(changes(known["thousands of instructions"]["debug"], found["debug"]))
    if seen:
        sys.exit("\n".join(["more than 5 % from instructions.json:", *seen,
                            "if that is meant: python3 benches/instructions.py"]))


if __name__ == "__main__":
    main()
