using System.Text.Json.Nodes;

namespace PromptWatcher.LiveAgent;

/// <summary>What an agent has asked a model.</summary>
/// <param name="Key">The key that it showed.</param>
/// <param name="Body">The request, where it is JSON.</param>
internal sealed record ModelRequest(string? Key, JsonNode? Body)
{
    /// <summary>It offers tools, as the agent's own conversation does and its requests for titles and summaries do not.</summary>
    public bool IsConversation => Body?["tools"] is JsonArray { Count: > 0 };

    /// <summary>The texts of the user in it, as Anthropic Messages has them.</summary>
    public IEnumerable<string> UserTexts =>
        from message in Body?["messages"] as JsonArray ?? []
        where message!["role"]!.GetValue<string>() == "user"
        from text in message["content"] is JsonArray blocks ? blocks.Select(block => block!["text"]?.GetValue<string>()) : [message["content"]!.GetValue<string>()]
        where text is not null
        select text;
}
