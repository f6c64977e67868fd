#!/usr/bin/env python3
"""Runs every benchmark and rewrites the table in README.md: `python3 benches/run.py`.

With `--no-builds` the clean builds of section 7 are left as they are in the table.
"""

import datetime
import instructions
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
README = HERE / "README.md"
SVG = HERE / "tenants.svg"
TENANTS = [10, 100, 1000, 10000]
PROFILES = ["release", "debug", "hinted"]


def run(profile, *words, pinned=False):
    """The measurements that one subcommand prints."""
    binary = HERE / "target" / profile / "mockfluence-benches"
    command = (["taskset", "-c", "1"] if pinned else []) + [str(binary), *map(str, words)]
    output = subprocess.run(command, check=True, capture_output=True, text=True, timeout=300).stdout
    return [json.loads(line) for line in output.splitlines()]


def value(rows, what, name):
    return next(row["value"] for row in rows if row["what"] == what and row["name"] == name)


def first(profile, kind):
    values = sorted(run(profile, "first", kind)[0]["value"] for _ in range(15))
    return values[len(values) // 2]


def shown(number):
    return f"{number:,.0f}" if number >= 100 else f"{number:.1f}"


def table(head, rows):
    lines = ["| " + " | ".join(head) + " |", "|" + "---|" * len(head)]
    lines += ["| " + " | ".join(map(str, row)) + " |" for row in rows]
    return "\n".join(lines) + "\n"


def verdict(ratio, target, at_most=True):
    met = ratio <= target if at_most else ratio >= target
    target = f"{target:.2f}".rstrip("0").rstrip(".")
    return f"{ratio:.2f} ({'at most' if at_most else 'at least'} {target}: {'met' if met else 'missed'})"


def start_section():
    rows = []
    for profile in PROFILES:
        found = run(profile, "start")
        get = lambda name: value(found, "start", name)
        own, fresh, floor = get("mockfluence"), get("wiremock, fresh"), get("axum with a journal")
        rows.append([profile] + [shown(get(row["name"])) for row in found]
                    + [verdict(own / fresh, 0.5 if profile == "release" else 0.6), verdict(own / floor, 1.2)])
        names = [row["name"] for row in found]
    text = table(["us", *names, "to wiremock, fresh", "to the floor"], rows)
    kinds = ["axum with a journal", "mockfluence", "wiremock, fresh"]
    rows = []
    for profile in PROFILES:
        lone = {kind: first(profile, kind) for kind in kinds}
        rows.append([profile, *(shown(lone[kind]) for kind in kinds),
                     verdict(lone["mockfluence"] / lone["wiremock, fresh"], 0.9)])
    return text + "\nThe first in a fresh process:\n\n" + table(["us", *kinds, "to wiremock, fresh"], rows)


def calls_section():
    rows = []
    for profile in PROFILES:
        pinned, crowd, check = run(profile, "calls", pinned=True), run(profile, "crowd"), run(profile, "check")
        for found, what, at_most, target in [
            (pinned, "get", True, 1.0 if profile == "release" else 1.5),
            (pinned, "post+delete", True, 1.0 if profile == "release" else 1.7),
            (crowd, "get, 32 clients", False, 1.2), (crowd, "post+delete, 32 clients", False, 1.1),
        ]:
            floor = [row for row in found if row["what"] == what and row["name"].startswith("axum")]
            own, other = value(found, what, "mockfluence"), value(found, what, "wiremock")
            unit = next(row["unit"] for row in found if row["what"] == what)
            rows.append([profile, what, unit, shown(floor[0]["value"]) if floor else "", shown(own), shown(other),
                         verdict(own / other, target, at_most)])
        rows.append([profile, "HS256 and qsh check", "us", "", shown(check[0]["value"]), "", ""])
    return table(["build", "what", "unit", "axum with a journal", "mockfluence", "wiremock", "to wiremock"], rows)


def stubs_section():
    rows = []
    for profile in PROFILES:
        found = run(profile, "stubs", pinned=True)
        for count in dict.fromkeys(row["what"] for row in found):
            mounted, stub, other = (value(found, count, name) for name in ["mounted", "stub", "wiremock"])
            rows.append([profile, count, shown(other), shown(mounted), shown(stub),
                         verdict(mounted / other, 2.2), verdict(stub / other, 2.2)])
    return table(["us", "on each", "wiremock itself", "`mount`", "`stub`", "`mount` to wiremock", "`stub` to wiremock"], rows)


def look_alike_section():
    found = run("release", "look-alike", pinned=True)
    rows = []
    for what, plain in [("verified get", "direct"), ("connection", None), ("start", "plain")]:
        name = "look-alike" if what == "start" else "by proxy"
        other = value(found, what, plain) if plain else None
        ratio = verdict(value(found, what, name) / other, 1.5) if what == "verified get" else ""
        rows.append([what, shown(value(found, what, name)), shown(other) if other else "", ratio])
    return table(["us, release", "by the proxy", "without", "ratio"], rows)


def content_section():
    return series(run("release", "content"))


def instructions_section():
    found = instructions.built(["release", "debug"])
    known = {"tools": instructions.tools(), "thousands of instructions": found}
    instructions.FILE.write_text(json.dumps(known, indent=2) + "\n")
    rows = [[kind, f"{found['release'][kind]:,}", f"{found['debug'][kind]:,}"] for kind in instructions.COUNTS]
    return table(["thousands of instructions, both ends", "release", "debug"], rows)


def life_section():
    rows = []
    for profile, lives in [("release", 60), ("debug", 20), ("hinted", 30)]:
        found = run(profile, "life", lives, pinned=True)
        rows.append([profile] + [shown(row["value"]) for row in found])
    head = ["build"] + [f"{row['name']} ({row['unit']})" for row in found]
    shares = []
    for profile in PROFILES:
        found_shares = run(profile, "shares", 20)
        tenant, backend = (value(found_shares, "shares", name) for name in ["tenant", "backend"])
        shares.append([profile, shown(tenant), shown(backend), verdict(tenant / (tenant + backend), 1 / 6)])
    return (table(head, rows) + "\nBoth on a thread of their own, time on a core:\n\n"
            + table(["us of a life", "tenant", "backend", "share of the tenant"], shares))


def memory_section():
    found = run("release", "memory")
    rows = [[row["what"], row["name"], shown(row["value"]), row["unit"]] for row in found]
    return table(["what", "of", "value", "unit"], rows)


def wave_section():
    text = ""
    for title, words in [("Each on a port of its own", []), ("All behind one port", ["behind-one-port"])]:
        by_count, whats = {}, []
        for count in TENANTS:
            found = run("release", "wave", count, *words)
            by_count[count] = {row["what"]: row["value"] for row in found}
            whats = [(row["what"], row["unit"]) for row in found]
        named = lambda what, unit: f"{what} ({unit})" if unit else what
        rows = [[named(what, unit)] + [shown(by_count[count][what]) for count in TENANTS] for what, unit in whats]
        text += f"{title}:\n\n" + table(["tenants"] + [f"{count:,}" for count in TENANTS], rows) + "\n"
        if not words:
            SVG.write_text(plot({count: found["wave, time of each"] for count, found in by_count.items()}))
    return text + "![time of each upgrade, each tenant on a port of its own](tenants.svg)\n"


def plot(times):
    """Microseconds of an upgrade for each tenant, over the number of tenants."""
    top = max(times.values()) * 1.2
    points = [(80 + 140 * place, 260 - 220 * time / top, count, time) for place, (count, time) in enumerate(times.items())]
    line = " ".join(f"{x:.0f},{y:.0f}" for x, y, *_ in points)
    marks = "".join(
        f'<circle cx="{x:.0f}" cy="{y:.0f}" r="4" fill="#0b57c4"/><text x="{x:.0f}" y="{y - 10:.0f}" text-anchor="middle">'
        f'{shown(time)} us</text><text x="{x:.0f}" y="285" text-anchor="middle">{count:,}</text>'
        for x, y, count, time in points)
    return ('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 580 300" font-family="sans-serif" font-size="13">'
            '<title>Time of one upgrade in a wave over all tenants</title><rect width="580" height="300" fill="#fff"/>'
            '<line x1="40" y1="260" x2="560" y2="260" stroke="#888"/>'
            f'<polyline points="{line}" fill="none" stroke="#0b57c4" stroke-width="2"/>{marks}</svg>\n')


def growth_section():
    return series(run("release", "growth", pinned=True) + run("release", "explore-growth"))


def series(found):
    """Those that have exponents in a line each, and below what else there is."""
    by_what = {}
    for row in found:
        by_what.setdefault(row["what"].removeprefix("growth: "), []).append(row)
    exponents = [grown(what, rows) for what, rows in by_what.items() if rows[-1]["name"].startswith("exponent")]
    others = [[what, row["name"], shown(row["value"]), row["unit"]] for what, rows in by_what.items()
              for row in rows if not rows[-1]["name"].startswith("exponent")]
    text = table(["what", "of", "to", "us of the first", "us of the last", "exponent of time", "of bytes"], exponents)
    return text + ("\n" + table(["what", "with", "value", "unit"], others) if others else "")


def grown(what, rows):
    """One line of a series, which ends with its exponents."""
    *costs, last = rows
    count = lambda row: f"{int(row['name'].split(':')[0]):,}"
    return [what, count(costs[0]), count(costs[-1]), shown(costs[0]["value"]), shown(costs[-1]["value"]),
            verdict(last["value"], 1.1), last["name"].rsplit(" ", 1)[1]]


def explore_section():
    rows = []
    for profile, target in [("release", 600), ("debug", 120)]:
        found = run(profile, "explore", 300 if profile == "release" else 60)
        get = lambda name: value(found, "explore", name)
        rows.append([profile, verdict(get("paused"), target, at_most=False), shown(get("paused, each run")), shown(get("real"))])
    return table(["build", "lives a minute, paused time, one core", "ms of each run", "lives a minute, real time"], rows)


WIREMOCK = 'wiremock = "0.6.5"\n'
OWN = 'mockfluence = { path = "PATH" }\n'
TOKIO = 'tokio = { version = "1", features = ["full"] }\n'
BACKEND = (TOKIO + 'axum = "0.8"\nserde_json = "1"\njsonwebtoken = { version = "11", features = ["rust_crypto"] }\n'
           'reqwest = { version = "0.13", default-features = false, features = ["json"] }\n')
WITHOUT_DEBUG = "[profile.dev.package.mockfluence]\ndebug = false\n"
HINT = WITHOUT_DEBUG + "opt-level = 2\n"
ASKS_WIREMOCK = "#[tokio::test] async fn asks() { assert!(wiremock::MockServer::start().await.uri().len() > 7 + ADD) }\n"
ASKS_OWN = "#[tokio::test] async fn asks() { assert!(mockfluence::Tenant::start().base_url().len() > 7 + ADD) }\n"

# Each group is compared with its first, which is what one does without mockfluence.
SETS = [
    ("wiremock", WIREMOCK + TOKIO, ASKS_WIREMOCK, None),
    ("mockfluence", OWN + TOKIO, ASKS_OWN, 1.4),
    ("mockfluence with `debug = false` alone", OWN + TOKIO + WITHOUT_DEBUG, ASKS_OWN, None),
    ("mockfluence with the hint", OWN + TOKIO + HINT, ASKS_OWN, None),
    ("mockfluence without `content`", OWN.replace(" }", ', default-features = false, features = ["stubs"] }') + TOKIO, ASKS_OWN, None),
    ("mockfluence without `stubs` and `content`", OWN.replace(" }", ", default-features = false }") + TOKIO, ASKS_OWN, 1.1),
    ("an axum backend with wiremock", BACKEND + WIREMOCK, ASKS_WIREMOCK, None),
    ("an axum backend with mockfluence", BACKEND + OWN, ASKS_OWN, 1.15),
]
BASES = ["wiremock", "an axum backend with wiremock"]


def timed(command, package):
    begun = time.time()
    subprocess.run(command, cwd=package, check=True, capture_output=True, text=True)
    return time.time() - begun


def built(dependencies, test):
    """Of a package with one test that starts a server: crates, seconds of a clean build and of one after a change, bytes."""
    with tempfile.TemporaryDirectory() as folder:
        package = pathlib.Path(folder)
        (package / "src").mkdir()
        write = lambda add: (package / "src/lib.rs").write_text("#[cfg(test)] mod tests { " + test.replace("ADD", str(add)) + " }\n")
        manifest = '[package]\nname = "user"\nversion = "0.0.0"\nedition = "2024"\n[dependencies]\n'
        (package / "Cargo.toml").write_text(manifest + dependencies.replace("PATH", str(HERE.parent)))
        write(0)
        timed(["cargo", "fetch"], package)
        clean = timed(["cargo", "test", "--no-run", "--quiet"], package)
        again = []
        for add in range(1, 6):
            write(add)
            again.append(timed(["cargo", "test", "--no-run", "--quiet"], package))
        tree = subprocess.run(["cargo", "tree", "-e", "normal,build", "--prefix", "none"], cwd=package, check=True,
                              capture_output=True, text=True).stdout
        crates = len({line.split(" (")[0] for line in tree.splitlines() if line.strip()}) - 1
        tests = [file for file in (package / "target/debug/deps").glob("user-*") if not file.suffix]
        return crates, clean, sorted(again)[2], max(file.stat().st_size for file in tests)


def builds_section():
    rows = []
    # Whoever builds first reads the compiler and the registry from the disk.
    built(*SETS[0][1:3])
    for name, dependencies, test, target in SETS:
        crates, clean, again, size = built(dependencies, test)
        if name in BASES:
            base = clean, again, size
        ratio = f"{clean / base[0]:.2f}" if target is None else verdict(clean / base[0], target)
        rows.append([name, crates, f"{clean:.1f}", ratio, f"{again:.2f}", f"{again / base[1]:.2f}",
                     f"{size / 1e6:.0f}", f"{size / base[2]:.2f}"])
    return table(["a test of", "crates", "clean build, s", "to wiremock", "built after a change, s", "to wiremock",
                  "test binary, MB", "to wiremock"], rows)


SECTIONS = {
    "start": start_section, "calls": calls_section, "stubs": stubs_section, "life": life_section,
    "memory": memory_section, "wave": wave_section, "growth": growth_section, "content": content_section,
    "explore": explore_section, "look-alike": look_alike_section, "instructions": instructions_section, "builds": builds_section,
}


def between(opening, end, text):
    before, rest = README.read_text().split(opening)
    README.write_text(before + opening + text + end + rest.split(end)[1])


def main():
    wanted = [word for word in sys.argv[1:] if not word.startswith("--")] or list(SECTIONS)
    if "--no-builds" in sys.argv:
        wanted = [name for name in wanted if name != "builds"]
    begun = time.time()
    for words in [["--release"], [], ["--profile", "hinted"]]:
        subprocess.run(["cargo", "build", "--quiet", "--features", "look-alike,explore", *words], cwd=HERE, check=True)
    for name in wanted:
        print(name, file=sys.stderr)
        between(f"<!-- {name} -->\n", f"<!-- end of {name} -->", SECTIONS[name]())
    rustc = subprocess.run(["rustc", "--version"], capture_output=True, text=True, check=True).stdout.strip()
    model = next((line.split(": ")[1] for line in pathlib.Path("/proc/cpuinfo").read_text().splitlines()
                  if line.startswith("model name")), "unknown")
    when = f"{datetime.date.today()}, {os.cpu_count()} cores ({model}), {rustc}; {time.time() - begun:.0f} s for: {', '.join(wanted)}"
    between("<!-- machine -->\n", "<!-- end of machine -->", when + "\n")


if __name__ == "__main__":
    main()
