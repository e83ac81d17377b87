using Microsoft.Extensions.Options;

namespace PromptWatcher;

/// <summary>Checks options that were made by hand as a host checks those it configures.</summary>
internal static class OptionsCheck
{
    /// <exception cref="OptionsValidationException">An option is out of its range; the message names value and range.</exception>
    internal static TOptions Checked<TOptions>(this TOptions options)
        where TOptions : class, IValidateOptions<TOptions>
    {
        ValidateOptionsResult result = options.Validate(null, options);
        return result.Failed ? throw new OptionsValidationException(typeof(TOptions).Name, typeof(TOptions), result.Failures) : options;
    }
}
