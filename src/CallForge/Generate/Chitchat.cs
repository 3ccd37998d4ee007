using System.Security.Cryptography;
using System.Text;
using CallForge.Domains;
using CallForge.Files;
using Microsoft.VisualBasic.FileIO;

namespace CallForge.Generate;

/// <summary>
/// The small talk a run samples from. What was downloaded (or, offline, the pack's own lines) is kept as
/// <c>chitchat.csv</c> beside the requests, so that the same command makes the same requests again, with or without a network.
/// </summary>
internal sealed record Chitchat(IReadOnlyList<string> Lines, string Sha256)
{
    private const string Column = "Q";
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(5);
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static async Task<Chitchat> LoadAsync(string option, DomainPack pack, KeptChitchat kept, Terminal terminal, CancellationToken cancellationToken)
    {
        if (option == "none") return Of(pack.Pools.Chitchat);
        var isUrl = Uri.TryCreate(option, UriKind.Absolute, out var url) && url.Scheme is "http" or "https";
        if (!isUrl && !File.Exists(option))
            throw CommandFailure.Usage($"Cannot read the chit-chat file '{option}': there is no such file; give --chitchat a CSV, a URL or none.");

        var path = isUrl ? kept.FilePath : option;
        var download = isUrl && !(File.Exists(path) && kept.Option == option) ? await DownloadAsync(url!, pack, kept, terminal, cancellationToken) : null;
        using Stream csv = download is null ? File.OpenRead(path) : new MemoryStream(download);
        var lines = ReadCsv(csv, path);
        if (lines.Count > 0) return Of(lines);
        terminal.Warn($"'{path}' has no line in its column '{Column}'; the pack's own {pack.Pools.Chitchat.Count} lines are used.");
        return Of(pack.Pools.Chitchat);
    }

    private static async Task<byte[]> DownloadAsync(Uri url, DomainPack pack, KeptChitchat kept, Terminal terminal, CancellationToken cancellationToken)
    {
        byte[] csv;
        try
        {
            using var client = new HttpClient { Timeout = Timeout };
            csv = await client.GetByteArrayAsync(url, cancellationToken);
        }
        catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException && !cancellationToken.IsCancellationRequested)
        {
            terminal.Warn($"cannot download the chit-chat file '{url}' ({exception.Message.TrimEnd('.')}); the pack's own {pack.Pools.Chitchat.Count} lines are used"
                + (kept.MayWrite ? $" and kept in '{kept.FilePath}'. To try again, delete that file before anything is submitted." : ". With the file, the requests would be others."));
            var rows = pack.Pools.Chitchat.Select(line => $"\"{line.Replace("\"", "\"\"", StringComparison.Ordinal)}\"\n");
            csv = Encoding.UTF8.GetBytes($"{Column}\n{string.Concat(rows)}");
        }

        if (kept.MayWrite) AtomicFile.WriteAllBytes(kept.FilePath, csv);
        return csv;
    }

    private static List<string> ReadCsv(Stream content, string path)
    {
        try
        {
            using var csv = new TextFieldParser(new StreamReader(content, StrictUtf8)) { Delimiters = [","], HasFieldsEnclosedInQuotes = true };
            var column = Array.IndexOf(csv.ReadFields() ?? [], Column);
            if (column < 0) throw CommandFailure.Usage($"Cannot read '{path}:1': the header has no column '{Column}'; name the column of the lines so.");
            var lines = new List<string>();
            while (csv.ReadFields() is { } fields)
                if (column < fields.Length && OneLine(fields[column]) is { Length: > 0 } line) lines.Add(line);
            return lines;
        }
        catch (DecoderFallbackException exception)
        {
            throw CommandFailure.Usage($"Cannot read '{path}': it is not UTF-8; convert it first, for instance with iconv -f CP949 -t UTF-8.", exception);
        }
        catch (MalformedLineException exception)
        {
            throw CommandFailure.Usage($"Cannot read '{path}:{exception.LineNumber}': the quotes of a field do not match; mend the line.", exception);
        }
    }

    private static string OneLine(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static Chitchat Of(IReadOnlyList<string> lines) =>
        new(lines, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', lines)))));
}

/// <summary>What was downloaded for the requests of a folder.</summary>
/// <param name="Option">What <c>--chitchat</c> said when it was; null if there is no run yet.</param>
/// <param name="MayWrite">Whether a new download is kept there.</param>
internal sealed record KeptChitchat(string FilePath, string? Option, bool MayWrite);
