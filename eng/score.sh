#!/usr/bin/env bash
# Scores the detector on recordings with labels, three times: with the agent named, left out, and by structure alone.
#     eng/score.sh [FOLDER] [OUT]
# The scorer is not part of the repository: PROMPTWATCHER_SCORER names it, else ../shared/lab/score.py.
set -euo pipefail
cd "$(dirname "$0")/.."
folder=$(realpath "${1:-tests/PromptWatcher.Tests/Recordings}")
out=${2:-artifacts/score}
scorer=${PROMPTWATCHER_SCORER:-../shared/lab/score.py}
[ -f "$scorer" ] || { echo "There is no scorer at '$scorer': name it with PROMPTWATCHER_SCORER." >&2; exit 1; }

dotnet build samples/PromptWatcher.Console --configuration Release --nologo --verbosity quiet
tool=samples/PromptWatcher.Console/bin/Release/net10.0/PromptWatcher.Console

for mode in named recognised structure; do
    mkdir -p "$out/$mode"
    for labels in "$folder"/*.labels.json; do
        name=$(basename "$labels" .labels.json)
        cast=$folder/$name.cast
        [ -f "$cast" ] || cast=$cast.gz
        case $mode in
            named) agent=$(sed -n 's/.*"agent": *"\([^"]*\)".*/\1/p' "$labels" | head -1) ;;
            recognised) agent= ;;
            structure) agent=generic ;;
        esac
        # A recording may be of a program that has no profile.
        { [ -n "$agent" ] && "$tool" replay --json --agent "$agent" "$cast" > "$out/$mode/$name.jsonl" 2> /dev/null; } \
            || "$tool" replay --json "$cast" > "$out/$mode/$name.jsonl"
    done
    echo "== $mode"
    python3 "$scorer" "$folder" --results "$out/$mode"
done
