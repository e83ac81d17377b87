using System.Text;
using System.Text.Json.Nodes;

namespace PromptWatcher.LiveAgent;

/// <summary>One way in which agents talk to models, as far as one call and one sentence need it.</summary>
internal abstract class Protocol
{
    private const string Id = "scripted-1";

    public static Protocol? For(string path) =>
        path.EndsWith("/v1/messages", StringComparison.Ordinal) ? new Messages()
        : path.EndsWith("/responses", StringComparison.Ordinal) ? new Responses()
        : path.EndsWith("/chat/completions", StringComparison.Ordinal) ? new Completions()
        : path.Contains("enerateContent", StringComparison.Ordinal) ? new GenerateContent()
        : null;

    public abstract string Stream((string Name, JsonObject Arguments)? call, string text);

    public abstract string Whole((string Name, JsonObject Arguments)? call, string text);

    private static string Events(params IEnumerable<JsonObject> events)
    {
        var stream = new StringBuilder();
        foreach (JsonObject happened in events)
            stream.Append(happened["type"] is { } type ? $"event: {type}\n" : "").Append("data: ").Append(happened.ToJsonString()).Append("\n\n");
        return stream.ToString();
    }

    /// <summary>Anthropic Messages.</summary>
    private sealed class Messages : Protocol
    {
        public override string Whole((string Name, JsonObject Arguments)? call, string text) =>
            Message(call is var (name, arguments) ? Tool(name, arguments) : Text(text), call is null ? "end_turn" : "tool_use").ToJsonString();

        public override string Stream((string Name, JsonObject Arguments)? call, string text)
        {
            (JsonObject block, JsonObject delta) = call is var (name, arguments)
                ? (Tool(name, []), new JsonObject { ["type"] = "input_json_delta", ["partial_json"] = arguments.ToJsonString() })
                : (Text(""), new JsonObject { ["type"] = "text_delta", ["text"] = text });
            return Events(
                new JsonObject { ["type"] = "message_start", ["message"] = Message(null, null) },
                new JsonObject { ["type"] = "content_block_start", ["index"] = 0, ["content_block"] = block },
                new JsonObject { ["type"] = "content_block_delta", ["index"] = 0, ["delta"] = delta },
                new JsonObject { ["type"] = "content_block_stop", ["index"] = 0 },
                new JsonObject
                {
                    ["type"] = "message_delta",
                    ["delta"] = new JsonObject { ["stop_reason"] = call is null ? "end_turn" : "tool_use", ["stop_sequence"] = null },
                    ["usage"] = new JsonObject { ["output_tokens"] = 5 },
                },
                new JsonObject { ["type"] = "message_stop" });
        }

        private static JsonObject Tool(string name, JsonObject input) => new() { ["type"] = "tool_use", ["id"] = Id, ["name"] = name, ["input"] = input };

        private static JsonObject Text(string text) => new() { ["type"] = "text", ["text"] = text };

        private static JsonObject Message(JsonObject? content, string? stop) => new()
        {
            ["id"] = Id,
            ["type"] = "message",
            ["role"] = "assistant",
            ["model"] = "scripted",
            ["content"] = content is null ? [] : new JsonArray(content),
            ["stop_reason"] = stop,
            ["stop_sequence"] = null,
            ["usage"] = new JsonObject { ["input_tokens"] = 5, ["output_tokens"] = 5 },
        };
    }

    /// <summary>OpenAI Responses.</summary>
    private sealed class Responses : Protocol
    {
        public override string Whole((string Name, JsonObject Arguments)? call, string text) => Response(new JsonArray(Item(call, text))).ToJsonString();

        public override string Stream((string Name, JsonObject Arguments)? call, string text) => Events(
            new JsonObject { ["type"] = "response.created", ["response"] = Response([]) },
            new JsonObject { ["type"] = "response.output_item.added", ["output_index"] = 0, ["item"] = Item(call, text) },
            new JsonObject { ["type"] = "response.output_item.done", ["output_index"] = 0, ["item"] = Item(call, text) },
            new JsonObject { ["type"] = "response.completed", ["response"] = Response(new JsonArray(Item(call, text))) });

        private static JsonObject Item((string Name, JsonObject Arguments)? call, string text) => call is var (name, arguments)
            ? new() { ["type"] = "function_call", ["id"] = Id, ["call_id"] = Id, ["name"] = name, ["arguments"] = arguments.ToJsonString() }
            : new()
            {
                ["type"] = "message", ["id"] = Id, ["role"] = "assistant",
                ["content"] = new JsonArray(new JsonObject { ["type"] = "output_text", ["text"] = text, ["annotations"] = new JsonArray() }),
            };

        private static JsonObject Response(JsonArray output) => new()
        {
            ["id"] = Id,
            ["object"] = "response",
            ["status"] = "completed",
            ["model"] = "scripted",
            ["output"] = output,
            ["usage"] = new JsonObject { ["input_tokens"] = 5, ["output_tokens"] = 5, ["total_tokens"] = 10 },
        };
    }

    /// <summary>OpenAI Chat Completions.</summary>
    private sealed class Completions : Protocol
    {
        public override string Whole((string Name, JsonObject Arguments)? call, string text) => Chunk("message", Message(call, text), Stop(call)).ToJsonString();

        public override string Stream((string Name, JsonObject Arguments)? call, string text) =>
            Events(Chunk("delta", Message(call, text), null), Chunk("delta", [], Stop(call))) + "data: [DONE]\n\n";

        private static string Stop((string Name, JsonObject Arguments)? call) => call is null ? "stop" : "tool_calls";

        private static JsonObject Message((string Name, JsonObject Arguments)? call, string text) => call is var (name, arguments)
            ? new()
            {
                ["role"] = "assistant",
                ["tool_calls"] = new JsonArray(new JsonObject
                {
                    ["index"] = 0, ["id"] = Id, ["type"] = "function",
                    ["function"] = new JsonObject { ["name"] = name, ["arguments"] = arguments.ToJsonString() },
                }),
            }
            : new() { ["role"] = "assistant", ["content"] = text };

        private static JsonObject Chunk(string member, JsonObject message, string? stop) => new()
        {
            ["id"] = Id,
            ["object"] = member == "delta" ? "chat.completion.chunk" : "chat.completion",
            ["created"] = 0,
            ["model"] = "scripted",
            ["choices"] = new JsonArray(new JsonObject { ["index"] = 0, [member] = message, ["finish_reason"] = stop }),
            ["usage"] = new JsonObject { ["prompt_tokens"] = 5, ["completion_tokens"] = 5, ["total_tokens"] = 10 },
        };
    }

    /// <summary>Gemini generateContent.</summary>
    private sealed class GenerateContent : Protocol
    {
        public override string Whole((string Name, JsonObject Arguments)? call, string text) => Candidate(call, text).ToJsonString();

        public override string Stream((string Name, JsonObject Arguments)? call, string text) => Events(Candidate(call, text));

        private static JsonObject Candidate((string Name, JsonObject Arguments)? call, string text) => new()
        {
            ["candidates"] = new JsonArray(new JsonObject
            {
                ["content"] = new JsonObject
                {
                    ["role"] = "model",
                    ["parts"] = new JsonArray(call is var (name, arguments)
                        ? new JsonObject { ["functionCall"] = new JsonObject { ["name"] = name, ["args"] = arguments } }
                        : new JsonObject { ["text"] = text }),
                },
                ["finishReason"] = "STOP",
            }),
            ["usageMetadata"] = new JsonObject { ["promptTokenCount"] = 5, ["candidatesTokenCount"] = 5, ["totalTokenCount"] = 10 },
        };
    }
}
