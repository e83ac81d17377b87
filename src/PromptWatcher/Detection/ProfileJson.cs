using System.Text.Json.Serialization;

namespace PromptWatcher.Detection;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true)]
[JsonSerializable(typeof(AgentProfile))]
internal sealed partial class ProfileJson : JsonSerializerContext;
