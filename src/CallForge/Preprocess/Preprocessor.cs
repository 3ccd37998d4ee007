using System.Security.Cryptography;
using System.Text;
using System.Threading.Channels;
using CallForge.Cost;
using CallForge.Domains;
using CallForge.Files;

namespace CallForge.Preprocess;

/// <summary>
/// Transcripts → dataset: one reader, all cores converting, one writer that keeps the order, so the output does not
/// depend on the number of threads, nor the memory on the number of conversations.
/// </summary>
internal sealed class Preprocessor(DomainPack pack, PreprocessOptions options, Terminal terminal)
{
    private const int ChunkSize = 32;

    public async Task<Report> RunAsync(string inputPath, string outputPath, CancellationToken cancellationToken)
    {
        var source = TranscriptSource.Open(inputPath, terminal);
        var run = source.IsJoined ? RunFile.Load(source.Folder.RunFilePath) : null;
        if (run is not null && run.DomainSha256 != pack.Sha256)
            terminal.Warn($"the domain pack '{pack.Name}' has changed since the requests were made; rows get its present tools and system header.");

        var folder = DataFolder.Beside(outputPath);
        using var dataset = new AtomicFile(outputPath);
        using var setAside = new SetAsideWriter(folder);
        var tally = new Tally(pack);
        await StepProgress.ShowAsync(terminal, "preprocess", progress => ConvertAsync(source, outputPath, dataset, setAside, tally, progress, cancellationToken));

        var funnel = tally.Total();
        if (!funnel.Balances) throw new CommandFailure($"The books do not balance: {funnel}. Nothing was written; please report this as a bug.");
        dataset.Commit();
        setAside.Commit();
        var name = Path.GetFileName(outputPath);
        var report = Describe(name, [DatasetFile.Of("qwen", "train", name, funnel.Accepted, outputPath)], tally, run, source);
        report.Save(folder.ReportFilePath);
        return report;
    }

    /// <summary>Whether a dataset is there that was made of the same input in the same way.</summary>
    public bool IsUpToDate(string inputPath, string outputPath)
    {
        if (!File.Exists(outputPath) || !File.Exists(inputPath)) return false;
        return Report.Load(DataFolder.Beside(outputPath).ReportFilePath) is { } report
            && report.Output == Path.GetFileName(outputPath)
            && report.InputSha256 == Fingerprint(TranscriptSource.Open(inputPath, terminal));
    }

    private async Task<int> ConvertAsync(
        TranscriptSource source, string outputPath, AtomicFile dataset, SetAsideWriter setAside, Tally tally, Action<long, long> progress, CancellationToken cancellationToken)
    {
        var converter = new RowConverter(pack, options);
        var chunks = Channel.CreateBounded<Task<Converted[]>>(Environment.ProcessorCount * 2);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var reading = Task.Run(() => ReadAsync(source, converter, chunks.Writer, stop.Token), stop.Token);
        try
        {
            using var rows = new RowWriter(outputPath, dataset.Stream);
            var count = 0;
            await foreach (var chunk in chunks.Reader.ReadAllAsync(cancellationToken))
                foreach (var converted in await chunk)
                {
                    if (converted.Row is { } row) rows.Write(row);
                    setAside.Write(converted);
                    tally.Add(converted);
                    progress(++count, Math.Max(count, source.Count));
                }

            await reading;
            rows.Close();
            return count;
        }
        finally
        {
            await stop.CancelAsync();
        }
    }

    private static async Task ReadAsync(TranscriptSource source, RowConverter converter, ChannelWriter<Task<Converted[]>> chunks, CancellationToken cancellationToken)
    {
        Exception? failure = null;
        try
        {
            foreach (var chunk in source.Read().Chunk(ChunkSize))
                await chunks.WriteAsync(Task.Run(() => Array.ConvertAll(chunk, converter.Convert), cancellationToken), cancellationToken);
        }
        catch (Exception exception) // Whoever reads the chunks gets it.
        {
            failure = exception;
        }

        chunks.Complete(failure);
    }

    /// <summary>Hash of everything the dataset is made from.</summary>
    private string Fingerprint(TranscriptSource source)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes($"{ToolVersion.Current}\n{pack.Sha256}\n{options}\n{source.IsJoined}\n"));
        var files = source.IsJoined
            ? new[] { source.Path, source.Folder.ResultsFilePath, source.Folder.BatchErrorsFilePath, source.Folder.BatchInputFilePath }
            : [source.Path];
        foreach (var path in files.Where(File.Exists))
        {
            using var stream = File.OpenRead(path);
            hash.AppendData(SHA256.HashData(stream));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private Report Describe(string output, IReadOnlyList<DatasetFile> files, Tally tally, RunFile? run, TranscriptSource source)
    {
        var corpus = tally.Corpus();
        return new Report(
            output,
            files,
            tally.Total(), tally.Types, tally.Groups.Count > 0 ? tally.Groups : null, tally.Rejections, tally.Failures, tally.Repairs, corpus.ToolCalls(), corpus.CustomerTurns(), corpus,
            CostOf(source, tally.Total().Accepted),
            new Provenance(
                ToolVersion.Current, pack.Name, pack.Sha256, run?.PromptSha256 ?? pack.Prompts.Sha256,
                run?.RunId, run?.Mix, run?.Model, run?.Endpoint, run?.Seed, options.Seed, pack.Language),
            Fingerprint(source));
    }

    private static CostFigures? CostOf(TranscriptSource source, int accepted) =>
        source.IsJoined && BatchStatusFile.Load(source.Folder.BatchStatusFilePath) is { } status ? ActualCost.Of(status, accepted) : null;
}
