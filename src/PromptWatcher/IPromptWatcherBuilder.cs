using Microsoft.Extensions.DependencyInjection;

namespace PromptWatcher;

/// <summary>Adds to what <see cref="PromptWatcherServiceCollectionExtensions.AddPromptWatcher"/> registered.</summary>
public interface IPromptWatcherBuilder
{
    /// <summary>The services of the application.</summary>
    IServiceCollection Services { get; }
}
