using System.Buffers;
using System.Globalization;
using System.Text;
using CallForge.Conversations;
using CallForge.Domains;
using CallForge.OpenAI;

namespace CallForge.Generate;

/// <summary>
/// A request line with two holes, its index and its scenario. Everything else is the same in all lines and encoded
/// once: a byte-identical prefix is what prompt caching pays for.
/// </summary>
internal sealed class RequestTemplate
{
    private const char Hole = '\0';
    private const string NotStored = ",\"store\":false";

    private readonly byte[] _start;
    private readonly byte[] _middle;
    private readonly byte[] _end;

    private RequestTemplate(byte[] start, byte[] middle, byte[] end) => (_start, _middle, _end) = (start, middle, end);

    /// <summary>
    /// The line around the holes, without the run id: what the run id is a hash of. Chat bodies had a <c>store</c> once,
    /// and their run ids stay.
    /// </summary>
    public static byte[] Constant(DomainPack pack, GenerateOptions options)
    {
        var body = Body(pack, options);
        return Encoding.UTF8.GetBytes(options.Endpoint == Endpoint.Chat ? $"{body[..^1]}{NotStored}}}" : body);
    }

    public static RequestTemplate Create(string runId, DomainPack pack, GenerateOptions options)
    {
        var body = Body(pack, options).Split(Hole);
        return new RequestTemplate(
            Encoding.UTF8.GetBytes($$$"""{"custom_id":"{{{runId}}}-"""),
            Encoding.UTF8.GetBytes($"\",\"method\":\"POST\",\"url\":\"{options.Endpoint.Url()}\",\"body\":{body[0]}"),
            Encoding.UTF8.GetBytes($"{body[1]}}}\n"));
    }

    public void Write(int index, Scenario scenario, IBufferWriter<byte> output)
    {
        output.Write(_start);
        var digits = output.GetSpan(11);
        index.TryFormat(digits, out var length, "D6", CultureInfo.InvariantCulture);
        output.Advance(length);
        output.Write(_middle);
        PythonString.WriteEscaped(Encoding.UTF8.GetBytes(ScenarioBlock.Write(scenario)), output);
        output.Write(_end);
    }

    private static string Body(DomainPack pack, GenerateOptions options)
    {
        var model = Quote(options.Model);
        var constant = Quote(pack.Prompts.Instructions);
        var variable = Quote(pack.Prompts.Request).Replace("{{scenario}}", Hole.ToString(), StringComparison.Ordinal);
        var cache = ModelTable.Current.Find(options.Model)?.Cache ?? CacheMode.Implicit;
        return (options.Endpoint, cache) switch
        {
            (Endpoint.Responses, CacheMode.Implicit) =>
                $$$"""{"model":{{{model}}},"instructions":{{{constant}}},"input":{{{variable}}}{{{ResponsesSettings(options)}}}}""",
            (Endpoint.Responses, _) =>
                $$$"""{"model":{{{model}}},"input":[{"type":"message","role":"developer","content":[{"type":"input_text","text":{{{constant}}},"prompt_cache_breakpoint":{"mode":"explicit"}}]},"""
                + $$$"""{"type":"message","role":"user","content":[{"type":"input_text","text":{{{variable}}}}]}],"prompt_cache_options":{"mode":"explicit"}{{{ResponsesSettings(options)}}}}""",
            (_, CacheMode.Implicit) =>
                $$$"""{"model":{{{model}}},"messages":[{"role":"system","content":{{{constant}}}},{"role":"user","content":{{{variable}}}}]{{{ChatSettings(options)}}}}""",
            _ =>
                $$$"""{"model":{{{model}}},"messages":[{"role":"system","content":[{"type":"text","text":{{{constant}}},"prompt_cache_breakpoint":{"mode":"explicit"}}]},"""
                + $$$"""{"role":"user","content":{{{variable}}}}],"prompt_cache_options":{"mode":"explicit"}{{{ChatSettings(options)}}}}""",
        };
    }

    private static string ResponsesSettings(GenerateOptions options) =>
        (options.ReasoningEffort is { } effort ? $$$""","reasoning":{"effort":{{{Quote(effort)}}}}""" : "")
        + (options.MaxOutputTokens is { } tokens ? $",\"max_output_tokens\":{tokens}" : "")
        + options.Settings.Members()
        + NotStored;

    /// <summary>Nothing that was not asked for: strict servers refuse what they do not know.</summary>
    private static string ChatSettings(GenerateOptions options) =>
        (options.ReasoningEffort is { } effort ? $",\"reasoning_effort\":{Quote(effort)}" : "")
        + (options.MaxOutputTokens is { } tokens ? $",\"{options.Settings.TokenLimitField ?? RequestSettings.StandardLimitField}\":{tokens}" : "")
        + options.Settings.Members();

    private static string Quote(string text)
    {
        var output = new ArrayBufferWriter<byte>(text.Length * 2);
        PythonString.WriteEscaped(Encoding.UTF8.GetBytes(text), output);
        return $"\"{Encoding.UTF8.GetString(output.WrittenSpan)}\"";
    }
}
