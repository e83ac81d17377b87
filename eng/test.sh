#!/usr/bin/env bash
# Restores, builds and runs every test. The last line is "N passed, N failed, N skipped".
# Arguments go to `dotnet test`, as in: eng/test.sh --filter FullyQualifiedName~Terminal
# artifacts/tests.log has all that is printed, with the tests that pass and how long each takes; artifacts/coverage.txt, after a run of all tests, the lines that none runs.
set -euo pipefail
cd "$(dirname "$0")/.."

# Packages that are missing of "program:package" pairs.
missing() {
    local need
    for need in "$@"; do command -v "${need%%:*}" > /dev/null || echo "${need##*:}"; done
}

can_install() { command -v apt-get > /dev/null && [ "$(id -u)" -eq 0 ]; }

# The tests of local terminals run these programs.
needed=$(missing sh:dash stty:coreutils ps:procps setsid:util-linux)
if [ -n "$needed" ] && ! can_install; then
    echo "The tests need ${needed//$'\n'/ }. Install them with your system's package manager, then run this again." >&2
    exit 1
fi

# The tests of containers start engines of their own and make the images from this machine's programs; node runs xterm.js.
engines=$(missing dockerd:docker.io dialog:dialog whiptail:whiptail busybox:busybox-static podman:podman tmux:tmux screen:screen haproxy:haproxy openssl:openssl docker-compose:docker-compose git:git tini:tini node:nodejs npm:npm)
if [ -n "$engines" ] && ! can_install; then
    echo "NO TEST OF CONTAINERS WILL RUN: they need ${engines//$'\n'/ }, and root on Linux." >&2
    engines=
fi

if [ -n "$needed$engines" ]; then
    echo "Installing what the tests need:" $needed $engines
    apt-get update -qq
    # shellcheck disable=SC2086 # one word for each package
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $needed $engines
    # Newer releases keep the docker command in a package of its own.
    command -v docker > /dev/null || [ -z "$engines" ] || apt-get install -y -qq --no-install-recommends docker-cli
fi

# One test of the session store runs against PostgreSQL, which Debian does not put on the PATH.
if [ -z "$(compgen -G '/usr/lib/postgresql/*/bin/initdb')" ] && ! command -v initdb > /dev/null; then
    if can_install; then
        DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends postgresql
    else
        echo "NO TEST WILL RUN AGAINST POSTGRESQL: the package postgresql is needed." >&2
    fi
fi

# The tests of the page run in a browser.
if ! command -v chromium > /dev/null; then
    if can_install; then
        DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium fonts-dejavu-core
    else
        echo "NO TEST OF THE PAGE WILL RUN: Debian's package chromium is needed." >&2
    fi
fi

# The tests of the dump ask xterm.js what it shows.
if command -v npm > /dev/null && npm install --silent --no-audit --no-fund --prefix artifacts/xterm @xterm/headless@6.0.0 > /dev/null; then
    export PROMPTWATCHER_XTERM="$PWD/artifacts/xterm/node_modules"
else
    echo "NO DUMP WILL BE SHOWN TO XTERM.JS: npm and its package @xterm/headless are needed." >&2
fi

# One test runs Claude Code against a scripted model.
if ! command -v npm > /dev/null || ! npm install --silent --no-audit --no-fund --prefix artifacts/agents/claude @anthropic-ai/claude-code > /dev/null; then
    echo "NO REAL AGENT WILL RUN: npm and its package @anthropic-ai/claude-code are needed." >&2
fi

log=artifacts/tests.log
mkdir -p artifacts
rm -rf artifacts/coverage artifacts/coverage.txt
coverage=(--collect "Code Coverage" --settings eng/coverage.runsettings --results-directory artifacts/coverage)
[ $# -eq 0 ] || coverage=()
status=0
dotnet build PromptWatcher.Sdk.sln --configuration Release --nologo --verbosity quiet
# One project after the other (-m:1): some tests measure what this process costs, which a neighbour under load would spoil.
dotnet test PromptWatcher.Sdk.sln --configuration Release --no-build --nologo -m:1 --logger "console;verbosity=normal" ${coverage[@]+"${coverage[@]}"} "$@" 2>&1 \
    | tee "$log" | grep --line-buffered -vE '^ +Passed |^\[xUnit.net|^A total of|^Test run for|^Starting test|^Attachments:|\.cobertura\.xml$' || status=${PIPESTATUS[0]}

# One summary per test project: "Total tests: 12", "     Passed: 11", "     Failed: 1", "    Skipped: 0".
sum() { awk -v what="$1:" '$1 == what { total += $2 } END { print total + 0 }' "$log"; }
passed=$(sum Passed) failed=$(sum Failed) skipped=$(sum Skipped)
if [ "$passed" -eq 0 ] && [ "$status" -eq 0 ]; then
    echo "No test ran." >&2
    status=1
fi

[ ${#coverage[@]} -eq 0 ] || eng/coverage.sh artifacts/coverage artifacts/coverage.txt || echo "NO COVERAGE WAS COUNTED." >&2

# What failed once more, without what the other tests printed around it.
awk '/^  Failed / { left = 14 } /^  (Passed|Skipped) / { left = 0 } left-- > 0' "$log"
echo "$passed passed, $failed failed, $skipped skipped"
exit "$status"
