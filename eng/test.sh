#!/usr/bin/env bash
# Restores, builds and runs every test. The last line is "N passed, N failed, N skipped".
# Arguments go to `dotnet test`, as in: eng/test.sh --filter FullyQualifiedName~Terminal
set -euo pipefail
cd "$(dirname "$0")/.."

# The tests of local terminals run these programs.
missing=()
for need in sh:dash stty:coreutils ps:procps setsid:util-linux; do
    command -v "${need%%:*}" > /dev/null || missing+=("${need##*:}")
done
if [ ${#missing[@]} -gt 0 ]; then
    if ! command -v apt-get > /dev/null || [ "$(id -u)" -ne 0 ]; then
        echo "The tests need ${missing[*]}. Install them with your system's package manager, then run this again." >&2
        exit 1
    fi
    echo "Installing what the tests need: ${missing[*]}"
    apt-get update -qq
    apt-get install -y -qq --no-install-recommends "${missing[@]}"
fi

log=$(mktemp)
trap 'rm -f "$log"' EXIT
status=0
dotnet build PromptWatcher.Sdk.sln --configuration Release --nologo --verbosity quiet
dotnet test PromptWatcher.Sdk.sln --configuration Release --no-build --nologo --logger "console;verbosity=normal" "$@" 2>&1 \
    | tee "$log" | grep -vE '^ +Passed |^\[xUnit.net|^A total of|^Test run for|^Starting test' || status=${PIPESTATUS[0]}

# One summary per test project: "Total tests: 12", "     Passed: 11", "     Failed: 1", "    Skipped: 0".
sum() { awk -v what="$1:" '$1 == what { total += $2 } END { print total + 0 }' "$log"; }
passed=$(sum Passed) failed=$(sum Failed) skipped=$(sum Skipped)
if [ "$passed" -eq 0 ] && [ "$status" -eq 0 ]; then
    echo "No test ran." >&2
    status=1
fi
echo "$passed passed, $failed failed, $skipped skipped"
exit "$status"
