using CallForge.Files;
using CallForge.Hub;

namespace CallForge.Publish;

/// <summary>Reads everything that is about to be sent, and says what speaks against sending it.</summary>
internal static class PublicationCheck
{
    /// <summary>Reads every file of the dataset, several at a time; null for what cannot be read.</summary>
    public static InspectedFile?[] Inspect(IReadOnlyList<Shard> shards, Objections objections, Action<long, long> progress, CancellationToken cancellationToken)
    {
        var (inspected, reasons, done) = (new InspectedFile?[shards.Count], new string?[shards.Count], 0);
        Parallel.For(0, shards.Count, new ParallelOptions { CancellationToken = cancellationToken, MaxDegreeOfParallelism = Environment.ProcessorCount }, i =>
        {
            try
            {
                inspected[i] = InspectedFile.Read(shards[i].FullPath, cancellationToken);
            }
            catch (Exception exception) when (exception is InvalidDataException or IOException or UnauthorizedAccessException)
            {
                reasons[i] = exception.Message.TrimEnd('.');
            }

            progress(Interlocked.Increment(ref done), shards.Count);
        });
        for (var i = 0; i < shards.Count; i++)
            if (reasons[i] is { } reason) objections.Add($"'{shards[i].FullPath}' cannot be read: {reason}; make the dataset anew with callforge preprocess.");
        return inspected;
    }

    /// <summary>A file against what <c>report.json</c> says of it.</summary>
    public static void Compare(Shard shard, InspectedFile file, Objections objections)
    {
        var (path, told) = (shard.FullPath, shard.File);
        if (file.Rows != told.Rows) objections.Add($"'{path}' has {file.Rows:N0} rows, and report.json says {told.Rows:N0}; make both anew with callforge preprocess.", canBeForced: true);
        else if (file.Xxh128 != told.Xxh128) objections.Add($"'{path}' has changed since report.json was written (its hash is another); make both anew with callforge preprocess.", canBeForced: true);
        foreach (var secret in file.Secrets)
            objections.Add($"'{path}', {secret.Place}: this looks like {secret.Kind}; take it out of the transcripts, make the dataset anew with callforge preprocess, and revoke the key if it is real.");
    }

    /// <summary>The books, and the rows of each configuration against them.</summary>
    public static void CompareBooks(Report report, IReadOnlyList<Shard> shards, InspectedFile?[] files, Objections objections)
    {
        var funnel = report.Funnel;
        if (!funnel.Balances)
            objections.Add($"The books of report.json do not balance: {funnel.Requested:N0} requested, but {funnel.Accepted:N0} accepted, {funnel.Rejected:N0} rejected, {funnel.Failed:N0} failed and {funnel.Pending:N0} pending; make it anew with callforge preprocess.", canBeForced: true);
        if (files.Contains(null)) return; // Then no sum says anything.
        foreach (var config in shards.Index().GroupBy(shard => shard.Item.Config))
        {
            var rows = config.Sum(shard => (long)files[shard.Index]!.Rows);
            if (rows != funnel.Accepted)
                objections.Add($"The configuration '{config.Key}' has {rows:N0} rows, and report.json counts {funnel.Accepted:N0} accepted conversations; make both anew with callforge preprocess.", canBeForced: true);
            var first = files[config.First().Index]!.Columns;
            foreach (var (i, shard) in config.Where(shard => files[shard.Index] is { Rows: > 0 } file && !file.Columns.Select(column => column.Name).SequenceEqual(first.Select(column => column.Name))))
                objections.Add($"'{shard.FullPath}' has other columns than '{shards[config.First().Index].FullPath}', so they cannot be loaded together; make both anew with callforge preprocess.");
        }
    }

    /// <summary>The small files, which are text.</summary>
    public static void SearchTexts(IEnumerable<RepositoryFile> files, Objections objections)
    {
        var search = new SecretSearch();
        foreach (var file in files)
        {
            using var content = new MemoryStream();
            using (var stream = file.Open()) stream.CopyTo(content);
            var text = content.ToArray().AsSpan();
            var line = 1;
            foreach (var range in text.Split((byte)'\n'))
            {
                if (search.Find(text[range]) is { } kind) objections.Add($"'{file.Path}' of the publication, line {line}: this looks like {kind}; take it out where it comes from, and revoke the key if it is real.");
                line++;
            }
        }
    }
}
