using CallForge.Files;
using CallForge.Hub;

namespace CallForge.Publish;

/// <summary>Pushes a dataset to the Hub.</summary>
internal sealed class Publisher
{
    private readonly PushOptions _options;
    private readonly HubSettings _settings;
    private readonly CommandContext _context;

    /// <exception cref="CommandFailure">What can be told before anything is read or sent.</exception>
    public Publisher(PushOptions options, CommandContext context)
    {
        if (options is { AsPullRequest: true, Revision: not HubRepository.MainBranch })
            throw CommandFailure.Usage($"--pr opens a pull request against '{HubRepository.MainBranch}', so --revision '{options.Revision}' cannot be given with it; leave one of them out.");
        (_options, _settings, _context) = (options, HubSettings.Read(context.Setting), context);
    }

    /// <param name="input">A dataset file, or the folder of its <c>report.json</c>.</param>
    public async Task PushAsync(string input, CancellationToken cancellationToken)
    {
        var (folder, report) = Open(input);
        using var http = HubConnection.NewClient();
        var repository = await HubRepository.OpenAsync(_options.Repository, _options.Revision, _settings, http, _context, cancellationToken);
        if (_options.IsPrivate && repository.IsPublic)
            throw new CommandFailure($"'{repository.Id}' exists and is public, so --private cannot hold; make it private in its settings on the Hub, or leave --private out. Nothing was sent.");

        var publication = await Publication.MakeAsync(folder, await DescribeAsync(repository, cancellationToken), _context.Terminal, cancellationToken);
        var message = _options.Message ?? $"{report.Funnel.Accepted:N0} conversations, by callforge {ToolVersion.Current}";
        var outcome = await repository.PushAsync(new Push(publication.Files, publication.Obsolete, message, _options.IsPrivate, _options.AsPullRequest), cancellationToken);
        if (outcome is PushOutcome.NothingToDo) _context.Terminal.Say($"push: nothing to do, '{repository.Id}' has these files already.");
        _context.Terminal.Out.WriteLine(outcome.Url);
    }

    /// <summary>The folder of a dataset file, or the folder itself, which need not be there for its absence to be told.</summary>
    public static DataFolder FolderOf(string input) =>
        Path.GetExtension(input) is ".parquet" or ".jsonl" && !Directory.Exists(input) ? DataFolder.Beside(input) : new DataFolder(input);

    private async Task<PublicationOptions> DescribeAsync(HubRepository repository, CancellationToken cancellationToken) => new()
    {
        Repository = repository.Id.ToString(),
        License = _options.License,
        Force = _options.Force,
        ExistingCard = await repository.ReadTextAsync(Publication.CardPath, cancellationToken),
        ExistingManifest = await repository.ReadTextAsync(Manifest.FilePath, cancellationToken),
    };

    private static (DataFolder Folder, Report Report) Open(string input)
    {
        var folder = FolderOf(input);
        var report = Publication.LoadReport(folder);
        var files = report.Files!;
        if (folder.DirPath != input && !files.Any(file => Path.GetFullPath(Path.Combine(folder.DirPath, file.Path)) == Path.GetFullPath(input)))
            throw CommandFailure.Usage($"Cannot push '{input}': '{folder.ReportFilePath}' is the report of another dataset ('{report.Output}'); run preprocess with --output '{input}' again.");
        if (files.FirstOrDefault(file => !File.Exists(Path.Combine(folder.DirPath, file.Path))) is { } missing)
            throw new CommandFailure($"Cannot push '{Path.Combine(folder.DirPath, missing.Path)}': the file is not there, though '{folder.ReportFilePath}' names it; run preprocess again.");
        return (folder, report);
    }
}
