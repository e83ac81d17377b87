using System.Text.Json.Nodes;

namespace PromptWatcher.LiveAgent;

/// <summary>Finds the tool for shell commands among those that an agent offers, and calls it as it wants to be called.</summary>
internal static class ToolCall
{
    /// <summary>The call; null for a request without such a tool, as agents make for titles.</summary>
    public static (string Name, JsonObject Arguments)? For(JsonNode request, string command)
    {
        foreach (string name in Names(request["tools"]))
        {
            JsonObject? arguments = name switch
            {
                "Bash" or "bash" or "run_shell_command" => new JsonObject { ["command"] = command, ["description"] = "Make the marker file", ["is_background"] = false },
                "shell_command" => Escalated("command", command),
                "exec_command" => Escalated("cmd", command),
                "shell" => Escalated("command", new JsonArray("bash", "-lc", command)),
                _ => null,
            };
            if (name == "Bash" || name == "bash")
                arguments!.Remove("is_background");
            if (arguments is not null)
                return (name, arguments);
        }

        return null;
    }

    // Codex runs what stays in its sandbox unasked; a command that is to leave it needs permission.
    private static JsonObject Escalated(string name, JsonNode command) => new()
    {
        [name] = command, ["sandbox_permissions"] = "require_escalated", ["justification"] = "The marker file is wanted.",
    };

    // A tool is named at its top, in its function, or in a list of declarations.
    private static IEnumerable<string> Names(JsonNode? tools)
    {
        foreach (JsonNode? tool in tools as JsonArray ?? [])
        {
            if ((tool?["name"] ?? tool?["function"]?["name"]) is { } name)
                yield return name.GetValue<string>();
            foreach (string inner in Names(tool?["functionDeclarations"] ?? tool?["tools"]))
                yield return inner;
        }
    }
}
