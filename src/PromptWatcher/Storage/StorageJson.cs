using System.Text.Json.Serialization;

namespace PromptWatcher.Storage;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true)]
[JsonSerializable(typeof(PromptRecord))]
internal sealed partial class StorageJson : JsonSerializerContext;
