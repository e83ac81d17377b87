using System.Text.Json.Serialization;

namespace PromptWatcher.Docker.Engine;

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, Converters = [typeof(GoTimeConverter)])]
[JsonSerializable(typeof(CreateContainerRequest))]
[JsonSerializable(typeof(CreateExecRequest))]
[JsonSerializable(typeof(StartExecRequest))]
[JsonSerializable(typeof(CreateVolumeRequest))]
[JsonSerializable(typeof(CreatedResource))]
[JsonSerializable(typeof(ContainerInspection))]
[JsonSerializable(typeof(IReadOnlyList<ContainerSummary>))]
[JsonSerializable(typeof(WaitAnswer))]
[JsonSerializable(typeof(PathStat))]
[JsonSerializable(typeof(ExecInspection))]
[JsonSerializable(typeof(VolumeInspection))]
[JsonSerializable(typeof(ImageInspection))]
[JsonSerializable(typeof(PullLine))]
[JsonSerializable(typeof(EngineEvent))]
[JsonSerializable(typeof(EngineFilters))]
[JsonSerializable(typeof(ErrorAnswer))]
[JsonSerializable(typeof(RegistryAuth))]
[JsonSerializable(typeof(DockerConfigFile))]
[JsonSerializable(typeof(CredentialAnswer))]
[JsonSerializable(typeof(ContextFile))]
internal sealed partial class EngineJson : JsonSerializerContext;
