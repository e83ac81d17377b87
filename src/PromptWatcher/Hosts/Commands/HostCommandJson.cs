using System.Text.Json.Serialization;

namespace PromptWatcher.Hosts.Commands;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(Dictionary<string, HostProgramShape>))]
internal sealed partial class HostCommandJson : JsonSerializerContext;
