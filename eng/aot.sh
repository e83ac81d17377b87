#!/usr/bin/env bash
# Publishes the promptwatcher command natively, with Native AOT, and beside it as the tool has it, on the JIT compiler. The native build must give no
# warning, and the native program must pass the demonstration, replay every recording as the other does, and run a session in a container.
# Then it prints what both cost as a table in Markdown, for docs/aot.md. Needs clang or gcc.
#   eng/aot.sh [ENDPOINT]       ENDPOINT is an engine that `eng/engine.sh start` has started; without it one is started and stopped again
# Exit codes: 3 no engine can run here, so that no session in a container was shown; 1 something does not hold.
set -euo pipefail
cd "$(dirname "$0")/.."
export MSBUILDDISABLENODEREUSE=1
endpoint=${1:-}
recordings=(tests/PromptWatcher.Tests/Recordings/*.cast.gz)
runs=20 replays=3

scratch=$(mktemp -d) engine=
trap '[ -z "$engine" ] || eng/engine.sh stop "$engine"; rm -rf "$scratch"' EXIT
fail() { echo "aot.sh: $*" >&2; exit 1; }

# --- both builds ---------------------------------------------------------------------------------------------------------------

linker=()
if ! command -v clang > /dev/null; then
    command -v gcc > /dev/null || fail "The native build is linked by clang or gcc: install one of them with your system's package manager."
    linker=(-p:CppCompilerAndLinker=gcc)
fi

publish() { # folder, arguments of dotnet publish
    rm -rf "artifacts/$1"
    dotnet publish samples/PromptWatcher.Console -c Release --use-current-runtime -o "artifacts/$1" -m:2 -v q -nologo "${@:2}" > "$scratch/$1.log" 2>&1 \
        || fail "artifacts/$1 cannot be published: $(cat "$scratch/$1.log")"
    ! grep -E 'warning' "$scratch/$1.log" >&2 || fail "The build of artifacts/$1 gives the warnings above."
}

publish jit --self-contained false
# What was compiled natively before would not be looked at again.
rm -rf samples/PromptWatcher.Console/obj/Release/net10.0/*/native
publish aot -p:PublishAot=true "${linker[@]}"
echo "the native build gives no warning"

aot=artifacts/aot/PromptWatcher.Console
jit=artifacts/jit/PromptWatcher.Console
[ ! -e "$aot.dll" ] || fail "artifacts/aot is no native program."
runtime=$(dotnet --list-runtimes | sed -nE 's/^Microsoft\.NETCore\.App (10\.[0-9.]+) \[(.*)\]$/\2\/\1/p' | tail -1)
DOTNET_ROOT=$(dirname "$(dirname "$(dirname "$runtime")")")
export DOTNET_ROOT

# --- what the native program must do -------------------------------------------------------------------------------------------

timeout 90 "$aot" > "$scratch/demonstration" || fail "The demonstration has ended with $?: $(cat "$scratch/demonstration")"
for shown in 'permission: Do you want to proceed?' 'AnswerAsync(prompt, "Yes")' 'Bash(dotnet test): allowed' 'exited (exit code 0)'; do
    grep -qF "$shown" "$scratch/demonstration" || fail "The demonstration does not show '$shown': $(cat "$scratch/demonstration")"
done
echo "the native program runs its demonstration"

for build in aot jit; do
    timeout 300 "${!build}" replay --json "${recordings[@]}" > "$scratch/$build.jsonl" || fail "The replay with $build has ended with $?."
done
[ -s "$scratch/aot.jsonl" ] && cmp "$scratch/aot.jsonl" "$scratch/jit.jsonl" || fail "A replay tells another story than that of the JIT build."
echo "the native program replays ${#recordings[@]} recordings as the JIT build does: $(wc -l < "$scratch/aot.jsonl") changes of state"

status=0
if [ -z "$endpoint" ]; then
    engine=$scratch/engine
    endpoint=$(eng/engine.sh start "$engine") || status=$?
    case $status in
        0) ;;
        3) endpoint= && echo "NO SESSION IN A CONTAINER IS SHOWN: no engine can run here." >&2 ;;
        *) fail "An engine should run here and does not." ;;
    esac
fi

# The answer is typed when the question was seen.
answer() {
    for _ in $(seq 600); do ! grep -qs '"awaiting"' "$scratch/events" || break; sleep 0.05; done
    echo y
}

if [ -n "$endpoint" ]; then
    unset DOCKER_CONTEXT DOCKER_TLS_VERIFY DOCKER_API_VERSION
    code=0
    answer | DOCKER_HOST=$endpoint timeout 90 "$aot" run --env docker --image promptwatcher-test:1 --events "$scratch/events" -- \
        sh -c 'printf "Proceed? [y/N] "; read -r answer; echo "answered $answer"; exit 7' > "$scratch/session" 2> "$scratch/error" || code=$?
    [ "$code" -eq 7 ] && grep -q 'answered y' "$scratch/session" || fail "The session in a container has ended with $code: $(cat "$scratch/session" "$scratch/error")"
    grep -q '"kind":"confirm","question":"Proceed? \[y/N\]"' "$scratch/events" && grep -q '"exit_code":7' "$scratch/events" \
        || fail "The session in a container has told something else: $(cat "$scratch/events")"
    echo "the native program runs a session in a container: asked, answered, ended"
fi

# --- what both cost ------------------------------------------------------------------------------------------------------------

median() { sort -n | awk '{ all[NR] = $1 } END { print (all[int((NR + 1) / 2)] + all[int(NR / 2) + 1]) / 2 }'; }
megabytes() { awk '{ sum += $1 } END { printf "%.1f", sum / 1e6 }'; }
size() { find "$1" -type f ! -name '*.pdb' ! -name '*.dbg' ! -name '*.xml' ! -path '*.dSYM/*' -printf '%s\n' | megabytes; }

timed() { # file for the milliseconds, command
    local start=${EPOCHREALTIME/[.,]/}
    "${@:2}" > /dev/null
    echo $(((${EPOCHREALTIME/[.,]/} - start) / 100)) | awk '{ print $1 / 10 }' >> "$1"
}

# Turn by turn, so that what else the machine does falls on both.
for _ in $(seq $runs); do
    for build in aot jit; do timed "$scratch/$build.start" "${!build}" --version; done
done
for _ in $(seq $replays); do
    for build in aot jit; do timed "$scratch/$build.replay" "${!build}" replay --json "${recordings[@]}"; done
done

row() { echo "| $1 | $2 | $3 |"; }
start() { printf '%.0f ms\n' "$(median < "$scratch/$1.start")"; }
replay() { printf '%.1f s\n' "$(median < "$scratch/$1.replay" | awk '{ print $1 / 1000 }')"; }
memory() { /usr/bin/time -f %M "${!1}" "${what[@]}" 2>&1 > /dev/null | awk '{ printf "%.0f MB\n", $1 * 1024 / 1e6 }'; }

echo
echo "$(nproc) processors, .NET $(basename "$runtime"), $(uname -sm)"
echo
row "" native "JIT, framework-dependent"
echo "|---|---:|---:|"
row "files, without symbols" "$(size artifacts/aot) MB" "$(size artifacts/jit) MB, and the runtime of $(find "$runtime" -type f -printf '%s\n' | megabytes) MB"
row "start: \`--version\`, median of $runs runs" "$(start aot)" "$(start jit)"
row "replay of ${#recordings[@]} recordings, median of $replays runs" "$(replay aot)" "$(replay jit)"
if [ -x /usr/bin/time ]; then
    what=(--version)
    row "peak memory of \`--version\`" "$(memory aot)" "$(memory jit)"
    what=(replay --json "${recordings[@]}")
    row "peak memory of that replay" "$(memory aot)" "$(memory jit)"
fi
exit "$status"
