using System.CommandLine;
using CallForge.Files;

namespace CallForge;

/// <summary>The options that say who runs the batches; every command that speaks to a provider has them.</summary>
internal sealed class ProviderOptionSet
{
    private readonly Option<string?> _provider = Options.Provider();
    private readonly Option<string?> _baseUrl = Options.BaseUrl();

    public void AddTo(Command command)
    {
        command.Options.Add(_provider);
        command.Options.Add(_baseUrl);
    }

    /// <summary>The value of either option, null if none is given.</summary>
    public string? GivenIn(ParseResult arguments) => arguments.GetValue(_provider) ?? arguments.GetValue(_baseUrl);

    /// <summary>Whether the embedded server is meant, by name or by what the folder was submitted to.</summary>
    public bool IsLocal(ParseResult arguments, DataFolder folder) =>
        (arguments.GetValue(_provider) ?? BatchStatusFile.Load(folder.BatchStatusFilePath)?.Provider) == Provider.LocalName;

    /// <param name="inputPath">The requests, if they are not those of the folder.</param>
    /// <param name="domain">Of the requests; null for what <c>run.json</c> beside them says.</param>
    public Task<Provider> ConnectAsync(
        ParseResult arguments, DataFolder folder, CommandContext context, CancellationToken cancellationToken, string? inputPath = null, string? domain = null)
    {
        var status = BatchStatusFile.Load(folder.BatchStatusFilePath);
        domain ??= RunFile.Load(DataFolder.Beside(inputPath ?? status?.Input ?? folder.BatchInputFilePath).RunFilePath)?.Domain;
        return Provider.ConnectAsync(
            arguments.GetValue(_provider), arguments.GetValue(_baseUrl), domain, status, folder, arguments.CommandResult.Command.Name, context, cancellationToken);
    }
}
