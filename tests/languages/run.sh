#!/usr/bin/env bash
# Runs each file of this folder that stands in the cookbook, where its language is installed: once with an app,
# where it passes and leaves no report, and once without, where it fails and leaves one.
# $1 is a Python that has the package `examples/python`; MOCKFLUENCE_BINARY names the binary.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
python=$1
root=$(cd "$here/../.." && pwd)
work=$(mktemp -d)
"$python" - "$root/examples/python/tests" > "$work/app" <<'APP' &
import signal, sys
sys.path.insert(0, sys.argv[1])
from connect_app import running_app
with running_app() as url:
    print(url.removesuffix("/atlassian-connect.json"), flush=True)
    signal.sigwait({signal.SIGTERM})
APP
app=$!
trap 'kill $app; rm -rf "$work"' EXIT
for _ in $(seq 100); do [ -s "$work/app" ] && break; sleep 0.1; done
url=$(cat "$work/app")
node=$root/examples/node

# try WHAT PROGRAM COMMAND...
try() {
    local what=$1 program=$2
    shift 2
    command -v "$program" > /dev/null || { echo "$what: not tried, there is no $program here"; return; }
    export MOCKFLUENCE_REPORT_DIR=$work/reports-$what
    APP_URL=$url "$@" > "$work/told" 2>&1 || { cat "$work/told"; echo "$what: fails with an app"; exit 1; }
    [ ! -e "$MOCKFLUENCE_REPORT_DIR" ] || { echo "$what: a report of a test that passed"; exit 1; }
    if APP_URL=http://127.0.0.1:9 "$@" > "$work/told" 2>&1; then echo "$what: passes without an app"; exit 1; fi
    grep -q '<html' "$MOCKFLUENCE_REPORT_DIR"/*.html || { cat "$work/told"; echo "$what: no report of a test that failed"; exit 1; }
    echo "$what: tried"
}

# Where `mockfluence` is a package that npm has installed.
mkdir -p "$work/js/node_modules" "$work/go" "$work/java"
echo "{}" > "$work/js/package.json"
cp "$here"/*.mjs "$here"/*.js "$work/js"
ln -s "$node" "$work/js/node_modules/mockfluence"
for package in vitest jest; do ln -s "$node/node_modules/$package" "$work/js/node_modules/$package"; done
cp "$here/lifecycle_test.go" "$work/go"
printf 'module lifecycle\n\ngo 1.19\n' > "$work/go/go.mod"
jars=$(printf ':%s' /usr/share/java/junit-platform-console-standalone.jar /usr/share/java/*jupiter*api.jar \
    /usr/share/java/*jupiter-engine.jar /usr/share/java/junit-platform-{commons,console,engine,launcher,reporting}.jar \
    /usr/share/java/{opentest4j,apiguardian-api,picocli}.jar)

junit() {
    javac -d "$work/java" -cp "$jars" "$here/LifecycleTest.java"
    java -cp "$work/java$jars" org.junit.platform.console.ConsoleLauncher --disable-banner --select-class LifecycleTest
}

cd "$work/js"
try node:test node node --test node.test.mjs
try jest node "$node/node_modules/.bin/jest" --rootDir "$work/js" --testMatch '**/jest.test.js'
try vitest node "$node/node_modules/.bin/vitest" run vitest.test.mjs
cd "$work"
try pytest "$python" "$python" -m pytest -q -p no:cacheprovider --rootdir "$work" "$here/test_lifecycle.py"
if [ -e /usr/share/java/junit-platform-console.jar ]; then try 'JUnit-5' javac junit; else echo 'JUnit 5: not tried'; fi
cd "$work/go"
try "Go" go go test -count=1 .
cd "$work"
try RSpec rspec rspec "$here/lifecycle_spec.rb"
try PHPUnit phpunit phpunit --no-configuration "$here/LifecycleTest.php"
