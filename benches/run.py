#!/usr/bin/env python3
"""Runs every benchmark and rewrites the table in README.md: `python3 benches/run.py`.

With `--no-builds` the clean builds of section 7 are left as they are in the table.
"""

import datetime
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
    return f"{ratio:.2f} ({'at most' if at_most else 'at least'} {target}: {'met' if met else 'missed'})"


def start_section():
    rows = []
    for profile in PROFILES:
        found = run(profile, "start")
        get = lambda name: value(found, "start", name)
        own, fresh, floor = get("mockfluence"), get("wiremock, fresh"), get("axum with a journal")
        rows.append([profile] + [shown(get(row["name"])) for row in found]
                    + [verdict(own / fresh, 0.6), verdict(own / floor, 1.2)])
        names = [row["name"] for row in found]
    text = table(["us", *names, "to wiremock, fresh", "to the floor"], rows)
    kinds = ["axum with a journal", "mockfluence", "wiremock, fresh"]
    rows = []
    for profile in PROFILES:
        lone = {kind: first(profile, kind) for kind in kinds}
        met = "met" if lone["mockfluence"] <= 1200 else "missed"
        target = f"at most 1,200: {met}" if profile == "debug" else ""
        rows.append([profile, *(shown(lone[kind]) for kind in kinds), target])
    return text + "\nThe first in a fresh process:\n\n" + table(["us", *kinds, "mockfluence"], rows)


def calls_section():
    rows = []
    for profile in PROFILES:
        pinned, crowd, check = run(profile, "calls", pinned=True), run(profile, "crowd"), run(profile, "check")
        for found, what, at_most, target in [
            (pinned, "get", True, 1.2), (pinned, "post+delete", True, 1.2),
            (crowd, "get, 32 clients", False, 1.1), (crowd, "post+delete, 32 clients", False, 1.1),
        ]:
            floor = [row for row in found if row["what"] == what and row["name"].startswith("axum")]
            own, other = value(found, what, "mockfluence"), value(found, what, "wiremock")
            unit = next(row["unit"] for row in found if row["what"] == what)
            rows.append([profile, what, unit, shown(floor[0]["value"]) if floor else "", shown(own), shown(other),
                         verdict(own / other, target, at_most)])
        rows.append([profile, "HS256 and qsh check", "us", "", shown(check[0]["value"]), "", ""])
    return table(["build", "what", "unit", "axum with a journal", "mockfluence", "wiremock", "to wiremock"], rows)


def life_section():
    rows = []
    for profile, lives in [("release", 60), ("debug", 20), ("hinted", 30)]:
        found = run(profile, "life", lives, pinned=True)
        rows.append([profile] + [shown(row["value"]) for row in found])
    head = ["build"] + [f"{row['name']} ({row['unit']})" for row in found]
    return table(head, rows)


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
    found = run("release", "growth", pinned=True)
    return table(["what", "with", "us"], [[row["what"][8:], row["name"], shown(row["value"])] for row in found])


WIREMOCK = 'wiremock = "0.6.5"\n'
OWN = 'mockfluence = { path = "PATH" }\n'
TOKIO = 'tokio = { version = "1", features = ["full"] }\n'
BACKEND = (TOKIO + 'axum = "0.8"\nserde_json = "1"\njsonwebtoken = { version = "11", features = ["rust_crypto"] }\n'
           'reqwest = { version = "0.13", default-features = false, features = ["json"] }\n')
HINT = "[profile.dev.package.mockfluence]\nopt-level = 2\ndebug = false\n"

# Each group is compared with its first, which is what one does without mockfluence.
SETS = [
    ("wiremock", WIREMOCK + TOKIO, True),
    ("mockfluence", OWN + TOKIO, False),
    ("mockfluence with the hint", OWN + TOKIO + HINT, False),
    ("mockfluence without `stubs` and `content`", OWN.replace(" }", ", default-features = false }") + TOKIO, False),
    ("an axum backend with wiremock", BACKEND + WIREMOCK, True),
    ("an axum backend with mockfluence", BACKEND + OWN, False),
]


def builds_section():
    rows, base = [], 0
    for name, dependencies, is_base in SETS:
        with tempfile.TemporaryDirectory() as folder:
            package = pathlib.Path(folder)
            (package / "src").mkdir()
            (package / "src/lib.rs").write_text("#[test]\nfn empty() {}\n")
            manifest = '[package]\nname = "user"\nversion = "0.0.0"\nedition = "2024"\n[dependencies]\n'
            (package / "Cargo.toml").write_text(manifest + dependencies.replace("PATH", str(HERE.parent)))
            cargo = lambda *words: subprocess.run(["cargo", *words], cwd=package, check=True, capture_output=True, text=True)
            cargo("fetch")
            begun = time.time()
            cargo("test", "--no-run", "--quiet")
            clean = time.time() - begun
            (package / "src/lib.rs").write_text("#[test]\nfn empty() { assert_eq!(1, 1) }\n")
            begun = time.time()
            cargo("test", "--no-run", "--quiet")
            again = time.time() - begun
            tree = cargo("tree", "-e", "normal,build", "--prefix", "none").stdout
            crates = len({line.split(" (")[0] for line in tree.splitlines() if line.strip()}) - 1
            base = clean if is_base else base
            rows.append([name, crates, f"{clean:.1f}", f"{again:.2f}", f"{clean / base:.2f}"])
    return table(["an empty crate with", "crates", "clean build, s", "test rebuilt, s", "to wiremock"], rows)


SECTIONS = {
    "start": start_section, "calls": calls_section, "life": life_section, "memory": memory_section,
    "wave": wave_section, "growth": growth_section, "builds": builds_section,
}


def main():
    wanted = [word for word in sys.argv[1:] if not word.startswith("--")] or list(SECTIONS)
    if "--no-builds" in sys.argv:
        wanted = [name for name in wanted if name != "builds"]
    begun = time.time()
    for words in [["--release"], [], ["--profile", "hinted"]]:
        subprocess.run(["cargo", "build", "--quiet", *words], cwd=HERE, check=True)
    page = README.read_text()
    for name in wanted:
        print(name, file=sys.stderr)
        opening, end = f"<!-- {name} -->\n", f"<!-- end of {name} -->"
        before, rest = page.split(opening)
        _, after = rest.split(end)
        page = before + opening + SECTIONS[name]() + end + after
    rustc = subprocess.run(["rustc", "--version"], capture_output=True, text=True, check=True).stdout.strip()
    model = next((line.split(": ")[1] for line in pathlib.Path("/proc/cpuinfo").read_text().splitlines()
                  if line.startswith("model name")), "unknown")
    when = f"{datetime.date.today()}, {os.cpu_count()} cores ({model}), {rustc}; {time.time() - begun:.0f} s for: {', '.join(wanted)}"
    before, rest = page.split("<!-- machine -->\n")
    _, after = rest.split("<!-- end of machine -->")
    README.write_text(before + "<!-- machine -->\n" + when + "\n<!-- end of machine -->" + after)


if __name__ == "__main__":
    main()
