using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using CallForge.OpenAI;

namespace CallForge.LocalServer.Forwarding;

/// <summary>The line of a request that the teacher was asked, and what the books take from it.</summary>
/// <param name="IsError">Whether it belongs into the error file.</param>
/// <param name="Usage">Null if the reply did not tell.</param>
internal sealed record ForwardedLine(string CustomId, bool IsError, TokenUsage? Usage)
{
    /// <summary>A reply that is a JSON object comes as it is, on one line; of everything else the line says what it was.</summary>
    public static ReadOnlyMemory<byte> Write(string customId, string hash, InferenceEndpoint endpoint, TeacherReply reply, int tries)
    {
        var line = new ArrayBufferWriter<byte>();
        if (reply is TeacherReply.Answered answered && (answered.Status is not (404 or 405) || NamesModel(answered.Body)) && IsObject(answered.Body))
        {
            OutputLine.WriteReply(customId, hash, answered.Status, OnOneLine(answered.Body), line);
            if (Read(line.WrittenSpan) is not null) return line.WrittenMemory;
            line.ResetWrittenCount();
        }

        var (code, message) = Explain(reply, endpoint);
        OutputLine.WriteFailure(customId, hash, code, tries == 1 ? message : $"{message} It was tried {tries} times.", line);
        return line.WrittenMemory;
    }

    /// <summary>Null if the line is none that <see cref="Write"/> made.</summary>
    public static ForwardedLine? Read(ReadOnlySpan<byte> line)
    {
        try
        {
            var read = WireObject.Read(line);
            if (read.Members.GetValueOrDefault("custom_id").GetString() is not { } customId) return null;
            var response = read.Object("response");
            var isError = response is null || response.Members.GetValueOrDefault("status_code").GetInt32() != 200;
            var usage = response?.Object("body")?.Members.TryGetValue("usage", out var told) == true ? TokenUsage.Read(told) : null;
            return new ForwardedLine(customId, isError, usage);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or FormatException)
        {
            return null;
        }
    }

    /// <summary>On its own, so that a reply cannot end its place in the line and go on as another.</summary>
    private static bool IsObject(byte[] body)
    {
        if (!Utf8.IsValid(body)) return false;
        try
        {
            WireObject.Read(body);
            return true;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return false;
        }
    }

    /// <summary>Inside JSON, line breaks stand between values only.</summary>
    private static byte[] OnOneLine(byte[] json)
    {
        json.AsSpan().Replace((byte)'\n', (byte)' ');
        json.AsSpan().Replace((byte)'\r', (byte)' ');
        return json;
    }

    private static (string Code, string Message) Explain(TeacherReply reply, InferenceEndpoint endpoint) => reply switch
    {
        TeacherReply.Silent silent => (silent.Code, silent.Message),
        TeacherReply.Answered { Status: 404 or 405 } missing => ($"http_{missing.Status}",
            $"The teacher has no {endpoint.Url} (it answered {missing.Status}: '{Excerpt(missing.Body)}'); "
            + (endpoint == InferenceEndpoint.Responses ? "make the requests anew with --endpoint chat." : "check the base URL given to serve --teacher.")),
        TeacherReply.Answered { Status: 200 } answered => ("invalid_reply", $"The teacher's reply is no JSON object: '{Excerpt(answered.Body)}'."),
        TeacherReply.Answered answered => ($"http_{answered.Status}", $"The teacher answered {answered.Status}: '{Excerpt(answered.Body)}'."),
        _ => throw new InvalidOperationException($"'{reply}' is no reply."),
    };

    /// <summary>404 says both "no such path" and "no such model"; only the text tells which.</summary>
    private static bool NamesModel(byte[] body) => Excerpt(body).Contains("model", StringComparison.OrdinalIgnoreCase);

    private static string Excerpt(byte[] body) => Encoding.UTF8.GetString(body.AsSpan(0, Math.Min(body.Length, 300))).Trim();
}
