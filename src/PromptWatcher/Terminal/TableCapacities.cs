namespace PromptWatcher.Terminal;

/// <summary>How much a screen's tables hold at once; tests fill smaller ones. Links and clusters are powers of two.</summary>
internal sealed record TableCapacities
{
    public int Styles { get; init; } = StyleTable.Capacity;

    public int Links { get; init; } = LinkTable.Capacity;

    public int LinkBytes { get; init; } = LinkTable.MaxBytes;

    public int Clusters { get; init; } = ClusterTable.Capacity;

    /// <summary>Newcomers that a full table refuses before it is searched again.</summary>
    public int SweepDistance { get; init; } = 4_096;
}
