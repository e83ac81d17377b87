#!/usr/bin/env bash
# Runs a real agent from npm on a local PTY against a scripted model, without a network: its question is found, answered through the API,
# and the file that the permission was about exists afterwards. The agent is installed into artifacts/agents.
set -euo pipefail
cd "$(dirname "$0")/.."
agent=${1:-claude}
case $agent in
    claude) package=@anthropic-ai/claude-code ;;
    codex) package=@openai/codex ;;
    gemini) package=@google/gemini-cli ;;
    opencode) package=opencode-ai ;;
    qwen) package=@qwen-code/qwen-code ;;
    *) echo "Usage: eng/live-agent.sh [claude|codex|gemini|opencode|qwen]" >&2; exit 2 ;;
esac

program=$PWD/artifacts/agents/$agent/node_modules/.bin/$agent
[ -e "$program" ] || npm install --no-audit --no-fund --prefix "artifacts/agents/$agent" "$package"
dotnet build samples/PromptWatcher.LiveAgent -c Release -v quiet
run=(samples/PromptWatcher.LiveAgent/bin/Release/net10.0/PromptWatcher.LiveAgent "$agent" "$program")

# A network of its own has the loopback device only; where that is not allowed the agent is pointed at the model all the same.
if command -v ip > /dev/null && unshare --map-root-user --net ip link set lo up 2> /dev/null; then
    exec unshare --map-root-user --net sh -c 'ip link set lo up; exec "$@"' sh "${run[@]}"
fi
exec "${run[@]}"
