using System.Text.Json;
using Microsoft.Playwright;

namespace PromptWatcher.AspNetCore.Tests.Browser;

/// <summary>Sessions that no server has: what the page is told of, and when, is the test's.</summary>
internal static class ToldSessions
{
    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web);

    /// <summary>A script that has the page told of these sessions, in place of the server.</summary>
    internal static string Told(params object[] sessions) => $$"""
        window.EventSource = class extends EventTarget {
            constructor() {
                super();
                window.source = this;
                setTimeout(() => {
                    this.dispatchEvent(new Event('open'));
                    this.dispatchEvent(new MessageEvent('reset', { data: JSON.stringify({{JsonSerializer.Serialize(sessions, Web)}}) }));
                });
            }
        };
        """;

    internal static object Session(string id, Dictionary<string, object?>? prompt, bool isReadOnly = false, string? error = null, string epoch = "run-1") => new
    {
        Id = id, epoch, Agent = "claude", Environment = "docker", Project = "shop", Title = "Add a package", Size = new { Columns = 80, Rows = 24 },
        CreatedAt = DateTimeOffset.UtcNow, Activity = prompt is null ? "working" : "awaiting", Since = DateTimeOffset.UtcNow.AddMinutes(-3), Prompt = prompt, isReadOnly,
        Exit = (object?)null, error, Worktree = "/srv/shop-agent-2", Command = "claude",
    };

    /// <summary>A prompt with the number 7.</summary>
    internal static Dictionary<string, object?> Asking(object[] options, bool isMultiSelect = false) => new()
    {
        ["id"] = 7, ["kind"] = "permission", ["question"] = "Do you want to proceed?", ["subject"] = "npm install left-pad", ["options"] = options,
        ["takesText"] = false, ["isSecret"] = false, ["isMultiSelect"] = isMultiSelect,
    };

    internal static object Option(string label, bool isSelected = false, bool? isChecked = null, bool takesText = false) => new { label, isSelected, isChecked, takesText };

    /// <summary>Tells the page of a session that is new or has changed.</summary>
    internal static Task TellAsync(this IPage page, object session) =>
        page.EvaluateAsync("session => window.source.dispatchEvent(new MessageEvent('session', { data: session }))", Json(session));

    internal static string Json(object session) => JsonSerializer.Serialize(session, Web);
}
