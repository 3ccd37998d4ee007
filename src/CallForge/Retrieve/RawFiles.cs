using System.Security.Cryptography;
using System.Text;
using CallForge.Files;
using CallForge.OpenAI;

namespace CallForge.Retrieve;

/// <summary>The files of <c>raw/</c>: what the service said, verbatim, saved before anything is read.</summary>
internal sealed class RawFiles(DataFolder folder)
{
    public string OutputPath(string batchId) => Path.Combine(folder.RawDirPath, OutputName(batchId));

    public string ErrorsPath(string batchId) => Path.Combine(folder.RawDirPath, ErrorsName(batchId));

    /// <summary>While it is not known yet whether it is the input of the folder.</summary>
    public string InputPath(string batchId) => Path.Combine(folder.RawDirPath, $"{NameOf(batchId)}.input.jsonl");

    public string PathOf(RawFile file) => Path.Combine(folder.RawDirPath, file.Name);

    /// <summary>The files that a batch names, and what they are called here.</summary>
    public static IEnumerable<(string Name, string FileId)> NamedBy(Batch batch)
    {
        if (batch.HasOutputFile) yield return (OutputName(batch.Id), batch.OutputFileId!);
        if (batch.HasErrorFile) yield return (ErrorsName(batch.Id), batch.ErrorFileId!);
    }

    /// <summary>Whether all that a batch names is here, as far as can be told without reading it: a file that was cut since is not.</summary>
    public bool Has(BatchPart part) => NamedBy(part.Batch!).All(named =>
        File.Exists(Path.Combine(folder.RawDirPath, named.Name))
        && (part.Files?.FirstOrDefault(file => file.Name == named.Name) is not { } known || (!known.IsUnavailable && new FileInfo(PathOf(known)).Length == known.Bytes)));

    /// <summary>Those that exist, of one batch.</summary>
    public IEnumerable<string> Of(string batchId) => new[] { OutputPath(batchId), ErrorsPath(batchId) }.Where(File.Exists);

    /// <summary>How many requests a file answers, each counted once; a line that is no JSON answers none.</summary>
    public static int AnswersIn(string path)
    {
        if (!File.Exists(path)) return 0;
        var answered = new HashSet<UInt128>();
        using var lines = new LineReader(path);
        while (lines.Read())
            if (!lines.Line.IsEmpty && ResultLine.IdOf(lines.Line.Span) is { } id) answered.Add(RequestIndex.KeyOf(id));
        return answered.Count;
    }

    public static async Task<string> HashOfAsync(string path, CancellationToken cancellationToken)
    {
        await using var stream = File.OpenRead(path);
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, cancellationToken));
    }

    private static string OutputName(string batchId) => $"{NameOf(batchId)}.output.jsonl";

    private static string ErrorsName(string batchId) => $"{NameOf(batchId)}.errors.jsonl";

    /// <summary>The id comes from the service; whatever it is, it becomes a plain name that no other id has, and never a path.</summary>
    private static string NameOf(string batchId) =>
        batchId.Length is > 0 and <= 128 && batchId.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '_' or '-')
            ? batchId
            : $"{string.Concat(batchId.Take(40).Select(letter => char.IsAsciiLetterOrDigit(letter) ? letter : '_'))}.{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(batchId)))[..16]}";
}
