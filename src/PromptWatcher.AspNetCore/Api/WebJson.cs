using System.Text.Json;
using System.Text.Json.Serialization;
using PromptWatcher.AspNetCore.Hosts;
using PromptWatcher.AspNetCore.Sockets;
using PromptWatcher.Detection;
using PromptWatcher.Hosts;

namespace PromptWatcher.AspNetCore.Api;

/// <summary>The web's JSON: camel case, enumerations by name, no members that nobody knows.</summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = false,
    NumberHandling = JsonNumberHandling.Strict,
    Converters = [typeof(CamelCase<Activity>), typeof(CamelCase<PromptKind>), typeof(CamelCase<HostMonitorState>), typeof(CamelCase<TerminalParent>)])]
[JsonSerializable(typeof(SessionView))]
[JsonSerializable(typeof(SessionView[]))]
[JsonSerializable(typeof(EnvironmentView[]))]
[JsonSerializable(typeof(AgentView[]))]
[JsonSerializable(typeof(HostMonitorView))]
[JsonSerializable(typeof(CreateRequest))]
[JsonSerializable(typeof(InputRequest))]
[JsonSerializable(typeof(ResizeRequest))]
[JsonSerializable(typeof(SignalRequest))]
[JsonSerializable(typeof(AnswerRequest))]
[JsonSerializable(typeof(TicketRequest))]
[JsonSerializable(typeof(TicketView))]
[JsonSerializable(typeof(SnapshotView))]
[JsonSerializable(typeof(RecordingView[]))]
[JsonSerializable(typeof(RemovedView))]
[JsonSerializable(typeof(HelloMessage))]
[JsonSerializable(typeof(SnapshotMessage))]
[JsonSerializable(typeof(ResizeMessage))]
[JsonSerializable(typeof(StateMessage))]
[JsonSerializable(typeof(LeaseMessage))]
[JsonSerializable(typeof(RefusedMessage))]
[JsonSerializable(typeof(ExitMessage))]
[JsonSerializable(typeof(ClientMessage))]
internal sealed partial class WebJson : JsonSerializerContext;

internal sealed class CamelCase<T>() : JsonStringEnumConverter<T>(JsonNamingPolicy.CamelCase)
    where T : struct, Enum;

/// <summary>A session that is gone.</summary>
internal sealed record RemovedView(string Id);
