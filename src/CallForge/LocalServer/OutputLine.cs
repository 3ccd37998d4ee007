using System.Buffers;
using System.Security.Cryptography;
using CallForge.OpenAI;

namespace CallForge.LocalServer;

/// <summary>
/// Lines of the output and the error file. Their ids follow from the request alone, so a request that is run again
/// gives the same line. Written in ASCII as Python's <c>json.dumps</c> does, which is what batch files look like.
/// </summary>
internal static class OutputLine
{
    private static readonly BodyTemplate Errors = new("""
        {"error": {"message": <message>, "type": <type>, "param": <param>, "code": <code>}}
        """);

    public static string HashOf(ReadOnlySpan<byte> request) => Convert.ToHexStringLower(SHA256.HashData(request));

    public static void WriteAnswer(string customId, string hash, IBufferWriter<byte> output, Action<IBufferWriter<byte>> writeBody) =>
        WriteResponse(customId, hash, 200, output, writeBody);

    public static void WriteRefusal(string customId, string hash, Refusal refusal, IBufferWriter<byte> output) =>
        WriteResponse(customId, hash, refusal.Status, output, body => WriteError(refusal.Error, body));

    /// <param name="body">A JSON object on one line, taken as it is.</param>
    public static void WriteReply(string customId, string hash, int status, byte[] body, IBufferWriter<byte> output) =>
        WriteResponse(customId, hash, status, output, line => line.Write(body));

    /// <summary>The line of a request without a response: not run, or timed out.</summary>
    public static void WriteUnrun(string customId, string hash, string code, IBufferWriter<byte> output) =>
        WriteFailure(customId, hash, code, code switch
        {
            "batch_expired" => "This request could not be executed before the completion window expired.",
            "batch_cancelled" => "This request was not executed because the batch was cancelled.",
            _ => "This request timed out.",
        }, output);

    public static void WriteFailure(string customId, string hash, string code, string message, IBufferWriter<byte> output)
    {
        WriteHead(customId, hash, output);
        output.Write("null, \"error\": {\"code\": "u8);
        output.Add(code);
        output.Write(", \"message\": "u8);
        output.Add(message);
        output.Write("}}\n"u8);
    }

    /// <summary>The line of a request of which nothing is known, as seen in tidyverse/ellmer #830.</summary>
    public static void WriteNothing(string customId, string hash, IBufferWriter<byte> output)
    {
        WriteHead(customId, hash, output);
        output.Write("{\"status_code\": 0, \"request_id\": \"\", \"body\": {}}, \"error\": null}\n"u8);
    }

    private static void WriteResponse(
        string customId, string hash, int status, IBufferWriter<byte> output, Action<IBufferWriter<byte>> writeBody)
    {
        WriteHead(customId, hash, output);
        output.Write("{\"status_code\": "u8);
        output.Add(status);
        output.Write(", \"request_id\": "u8);
        output.Add(hash[32..]);
        output.Write(", \"body\": "u8);
        writeBody(output);
        output.Write("}, \"error\": null}\n"u8);
    }

    private static void WriteHead(string customId, string hash, IBufferWriter<byte> output)
    {
        output.Write("{\"id\": "u8);
        output.Add("batch_req_" + hash[..32]);
        output.Write(", \"custom_id\": "u8);
        output.Add(customId);
        output.Write(", \"response\": "u8);
    }

    private static void WriteError(ApiError error, IBufferWriter<byte> output) => Errors.Write(output, [], (slot, output) =>
        output.Add(slot switch { "message" => error.Message, "type" => error.Type, "param" => error.Param, _ => error.Code }));
}
