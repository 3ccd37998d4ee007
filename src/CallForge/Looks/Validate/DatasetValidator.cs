using CallForge.Domains;
using CallForge.Files;
using CallForge.Text.Rows.Reading;
using CallForge.Validation;

namespace CallForge.Looks.Validate;

/// <param name="Id">The row's; null if it has none.</param>
/// <param name="Index">Of the row over all files, from 0.</param>
/// <param name="Allowed">Findings that a person lets pass; they are not among <paramref name="Findings"/>.</param>
internal sealed record ValidatedRow(string? Id, long Index, IReadOnlyList<Finding> Findings, int Allowed);

/// <summary>Rows → findings, on all cores, in the order of the rows.</summary>
internal sealed class DatasetValidator(DomainPack pack, CheckOptions options, AllowFile allowed)
{
    private const int ChunkSize = 256;

    private readonly Ladder _ladder = new(pack, options);
    private readonly RowReader _reader = new(pack.Tools, pack.Prompts.System);

    public IEnumerable<ValidatedRow> Check(IReadOnlyList<string> files)
    {
        var index = 0L;
        foreach (var chunk in files.SelectMany(DatasetInput.Read).Chunk(ChunkSize))
        {
            var (rows, first) = (new ValidatedRow[chunk.Length], index);
            Parallel.For(0, chunk.Length, () => new Checker(_ladder), (i, _, checker) =>
            {
                rows[i] = Check(chunk[i], first + i, checker);
                return checker;
            }, _ => { });
            foreach (var row in rows) yield return row;
            index += chunk.Length;
        }
    }

    private ValidatedRow Check(RowFields row, long index, Checker checker)
    {
        var reading = _reader.Read(row);
        var (left, lets) = allowed.Without(row.Id, checker.Check(reading.Conversation, isTranscript: false, reading.Mistakes));
        return new ValidatedRow(row.Id, index, left, lets.Count);
    }
}
