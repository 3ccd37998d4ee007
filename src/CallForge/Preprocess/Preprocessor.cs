using System.IO.Hashing;
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
/// <param name="domain">The pack as it was given, to be remembered.</param>
internal sealed class Preprocessor(DomainPack pack, string domain, PreprocessOptions options, Terminal terminal)
{
    private const int ChunkSize = 16;

    public async Task<Report> RunAsync(string inputPath, string outputPath, CancellationToken cancellationToken)
    {
        var source = TranscriptSource.Open(inputPath, terminal);
        var run = source.IsJoined ? RunFile.Load(source.Folder.RunFilePath) : null;
        if (run is not null && run.DomainSha256 != pack.Sha256)
            terminal.Warn($"the domain pack '{pack.Name}' has changed since the requests were made; rows get its present tools and system header.");

        var folder = DataFolder.Beside(outputPath);
        var datasetInfo = DatasetInfo.Load(folder.DirPath);
        using var dataset = new DatasetWriter(outputPath, options);
        using var setAside = new SetAsideWriter(folder);
        var allowed = AllowFile.Load(source.Folder.AllowFilePath, FindingCode.Names);
        var tally = new Tally(pack);
        // Meanwhile, on a thread of its own: those of the pool convert.
        var fingerprint = Task.Factory.StartNew(() => Fingerprint(source), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        await StepProgress.ShowAsync(terminal, "preprocess", progress => ConvertAsync(source, dataset, allowed, setAside, tally, progress, cancellationToken));
        dataset.Close();

        var funnel = tally.Total();
        if (!funnel.Balances) throw new CommandFailure($"The books do not balance: {funnel}. Nothing was written; please report this as a bug.");
        foreach (var split in dataset.EmptySplits())
            terminal.Warn($"the split '{split}' is empty: none of {funnel.Accepted:N0} conversations fell into it with --test-share {options.TestShare}; make more conversations, or give another share.");
        var earlier = Report.Load(folder.ReportFilePath);
        File.Delete(folder.ReportFilePath); // Cut off from here on, it would tell of files that are others by now.
        var files = dataset.Commit(earlier);
        datasetInfo.Save(files);
        setAside.Commit();
        var report = Describe(Path.GetFileName(outputPath), files, tally, run, source, await fingerprint) with
        {
            Input = RememberedRows.InputName(inputPath, outputPath),
            Rows = options.ToSettings(domain),
        };
        report.Save(folder.ReportFilePath);
        return report;
    }

    /// <summary>Whether a dataset is there that was made of the same input in the same way.</summary>
    public bool IsUpToDate(string inputPath, string outputPath)
    {
        if (!File.Exists(inputPath)) return false;
        var folder = DataFolder.Beside(outputPath);
        return Report.Load(folder.ReportFilePath) is { Files: { } files } report
            && report.Output == Path.GetFileName(outputPath)
            && files.All(file => new FileInfo(Path.Combine(folder.DirPath, file.Path)) is { Exists: true } found && found.Length == file.Bytes)
            && report.InputXxh128 == Fingerprint(TranscriptSource.Open(inputPath, terminal));
    }

    private async Task<int> ConvertAsync(
        TranscriptSource source, DatasetWriter dataset, AllowFile allowed, SetAsideWriter setAside, Tally tally, Action<long, long> progress, CancellationToken cancellationToken)
    {
        var converter = new RowConverter(pack, options, dataset, allowed);
        var chunks = Channel.CreateBounded<Task<ConvertedChunk>>(Environment.ProcessorCount * 2);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var reading = Task.Run(() => ReadAsync(source, converter, chunks.Writer, stop.Token), stop.Token);
        try
        {
            var count = 0;
            await foreach (var chunk in chunks.Reader.ReadAllAsync(cancellationToken))
            {
                var (items, blocks) = await chunk;
                dataset.Write(blocks);
                foreach (var converted in items)
                {
                    setAside.Write(converted);
                    tally.Add(converted);
                }

                count += items.Length;
                progress(count, Math.Max(count, source.Count));
            }

            await reading;
            return count;
        }
        finally
        {
            await stop.CancelAsync();
        }
    }

    private static async Task ReadAsync(TranscriptSource source, RowConverter converter, ChannelWriter<Task<ConvertedChunk>> chunks, CancellationToken cancellationToken)
    {
        Exception? failure = null;
        try
        {
            foreach (var chunk in source.Read().Chunk(ChunkSize))
                await chunks.WriteAsync(Task.Run(() => converter.Convert(chunk), cancellationToken), cancellationToken);
        }
        catch (Exception exception) // Whoever reads the chunks gets it.
        {
            failure = exception;
        }

        chunks.Complete(failure);
    }

    /// <summary>
    /// Hash of everything the dataset is made from: to notice a change, not to withstand an attack, so the gigabytes of the
    /// requests cost next to nothing.
    /// </summary>
    private string Fingerprint(TranscriptSource source)
    {
        var hash = new XxHash128();
        hash.Append(Encoding.UTF8.GetBytes($"{ToolVersion.Current}\n{pack.Sha256}\n{pack.ChecksSha256}\n{options}\n{source.IsJoined}\n"));
        var files = source.IsJoined
            ? new[] { source.Path, source.Folder.ResultsFilePath, source.Folder.BatchErrorsFilePath, source.Folder.BatchInputFilePath, source.Folder.AllowFilePath }
            : [source.Path, source.Folder.AllowFilePath];
        foreach (var path in files.Where(File.Exists))
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1 << 17, FileOptions.SequentialScan);
            hash.Append(BitConverter.GetBytes(stream.Length));
            hash.Append(stream);
        }

        return Convert.ToHexStringLower(hash.GetCurrentHash());
    }

    private Report Describe(string output, IReadOnlyList<DatasetFile> files, Tally tally, RunFile? run, TranscriptSource source, string fingerprint)
    {
        var corpus = tally.Corpus();
        return new Report(
            output,
            files,
            tally.Total(), tally.Types, tally.Groups.Count > 0 ? tally.Groups : null, tally.Rejections, tally.Failures, tally.Repairs, corpus.ToolCalls(), corpus.CustomerTurns(), corpus,
            tally.Checks(options.Check),
            CostOf(source, tally.Total().Accepted),
            new Provenance(
                ToolVersion.Current, pack.Name, pack.Sha256, run?.PromptSha256 ?? pack.Prompts.Sha256,
                run?.RunId, run?.Mix, run?.Model, run?.Endpoint, run?.Seed, options.Seed, pack.Language, options.FormatNames.Contains("text") ? options.Template : null, pack.ChecksSha256),
            fingerprint);
    }

    private static CostFigures? CostOf(TranscriptSource source, int accepted) =>
        source.IsJoined ? Bill.Of(BatchStatusFile.Load(source.Folder.BatchStatusFilePath), accepted) : null;
}
