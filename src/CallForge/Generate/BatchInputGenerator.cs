using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using CallForge.Domains;
using CallForge.Files;
using CallForge.OpenAI;

namespace CallForge.Generate;

/// <summary>Makes <c>batch_input.jsonl</c>. The same options make the same bytes; a larger count only adds lines.</summary>
internal sealed class BatchInputGenerator(DomainPack pack, GenerateOptions options, Chitchat chitchat)
{
    private const int WriteBlock = 1 << 20;

    private readonly Mix _mix = pack.Mixes.FirstOrDefault(mix => mix.Name == options.Mix)
        ?? throw CommandFailure.Usage($"The domain '{pack.Name}' has no mix '{options.Mix}'; it has {string.Join(", ", pack.Mixes.Select(mix => mix.Name))}.");

    /// <summary>As many as were asked for, or as the mix is made for.</summary>
    public int Count => options.Count ?? _mix.Count;

    /// <summary>Everything that shapes a request is in the hash; the count is not.</summary>
    public string RunId()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(RequestTemplate.Constant(pack, options));
        hash.AppendData(Encoding.UTF8.GetBytes(
            $"{options.Endpoint.Url()}\n{pack.Sha256}\n{options.Mix}\n{options.Seed}\n{chitchat.Sha256}\n{ScenarioDealer.Version}"));
        return $"cf-{Convert.ToHexStringLower(hash.GetHashAndReset())[..12]}";
    }

    /// <summary>The line of one request, without its end, as <see cref="Write"/> writes it.</summary>
    public byte[] Line(int index)
    {
        var output = new ArrayBufferWriter<byte>();
        RequestTemplate.Create(RunId(), pack, options).Write(index, Dealer().Deal(index + 1).Last(), output);
        return output.WrittenSpan[..^1].ToArray();
    }

    /// <param name="progress">Told the number of requests written so far.</param>
    /// <param name="rows">For <c>run.json</c>.</param>
    public RunFile Write(string path, RowSettings? rows, Action<int> progress, CancellationToken cancellationToken)
    {
        var runId = RunId();
        var template = RequestTemplate.Create(runId, pack, options);
        FreeSpace.Require(path, Count * AverageLength(template), $"{Count:N0} requests");
        using var file = new AtomicFile(path);
        var output = new ArrayBufferWriter<byte>(WriteBlock * 2);
        var written = 0;
        foreach (var scenario in Dealer().Deal(Count))
        {
            template.Write(written++, scenario, output);
            if (output.WrittenCount < WriteBlock && written < Count) continue;
            cancellationToken.ThrowIfCancellationRequested();
            file.Stream.Write(output.WrittenSpan);
            output.ResetWrittenCount();
            progress(written);
        }

        var run = Describe(runId, file.Stream.Length) with { Rows = rows };
        run.Save(DataFolder.Beside(path).RunFilePath);
        file.Commit();
        return run;
    }

    /// <summary>Of the first lines, in bytes; the others are like them.</summary>
    private long AverageLength(RequestTemplate template)
    {
        const int Looked = 100;
        var output = new ArrayBufferWriter<byte>();
        foreach (var scenario in Dealer().Deal(Math.Min(Count, Looked))) template.Write(0, scenario, output);
        return output.WrittenCount / Math.Min(Count, Looked);
    }

    private ScenarioDealer Dealer() => new(pack, _mix, options.Seed, chitchat.Lines);

    private RunFile Describe(string runId, long bytes) => new(
        runId, Count, bytes, options.Domain, pack.Sha256,
        pack.Prompts.Sha256,
        options.Mix, options.Model, options.Endpoint.Url(), options.Seed, options.MaxOutputTokens, options.ReasoningEffort,
        new ChitchatOrigin(options.Chitchat, chitchat.Sha256, chitchat.Lines.Count), ToolVersion.Current, ModelIsNamed: options.Named.Contains("--model"))
    {
        TokenLimitField = options.Settings.TokenLimitField,
        Temperature = options.Settings.Temperature,
        TopP = options.Settings.TopP,
        ExtraBody = options.Settings.ExtraBody is { } extra ? JsonSerializer.Deserialize(extra, JsonFile.Types.JsonElement) : null,
    };
}
