using System.Text;
using CallForge.Domains;
using CallForge.Text.Json;
using CallForge.Text.Schemas;

namespace CallForge.Validation.Schema;

/// <summary>Arguments and responses against the schemas of the domain's functions, in depth.</summary>
internal static class SchemaRung
{
    /// <summary>What any function may return instead: a code and a message, or only what went wrong.</summary>
    private static readonly CompiledSchema Error = CompiledSchema.Compile("""
        {"type": "object", "properties": {"error": {"anyOf": [
            {"type": "object", "properties": {"code": {"type": "string"}, "message": {"type": "string"}}, "required": ["code", "message"], "additionalProperties": false},
            {"type": "string", "minLength": 1}]}}, "required": ["error"], "additionalProperties": false}
        """u8.ToArray()).Schema!;

    public static void Check(CheckedPayloads payloads, FunctionSchemas functions, FindingList findings)
    {
        for (var i = 0; i < payloads.All.Count; i++)
        {
            var payload = payloads.All[i];
            if (!payload.IsJson)
                findings.Add(FindingCode.BadPayload, payload, "", payload.Json.Span, $"The {(payload.IsCall ? "arguments are" : "response is")} not JSON.");
            else if (payload.IsCall)
                CheckCall(payload, functions, findings);
            else if (payload.Function is { } function && functions.Find(function) is { } schema)
                CheckResponse(payload, schema, findings);
        }
    }

    private static void CheckCall(in CheckedPayload call, FunctionSchemas functions, FindingList findings)
    {
        var schema = functions.Find(call.Function!);
        if (schema is null)
            findings.Add(FindingCode.UnknownFunction, call.Turn, call.Block, "/name", Encoding.UTF8.GetBytes(call.Function!), $"The domain has no function '{Short(call.Function!)}'; {NearestName.Remedy(call.Function!, functions.Names)}");
        if (call.Tape.Kind(0) != JsonKind.Object)
            findings.Add(FindingCode.ArgumentsNotObject, call, "", call.Json.Span, "The arguments are no object.");
        else if (schema is not null && !schema.Arguments.Check(call.Tape))
            Explain(call, schema.Arguments, findings);
    }

    private static void CheckResponse(in CheckedPayload response, FunctionSchema schema, FindingList findings)
    {
        if (schema.Response.Check(response.Tape)) return;
        var isError = response.Tape.Find(0, "error"u8) >= 0;
        if (isError && Error.Check(response.Tape)) return;
        if (!isError) Explain(response, schema.Response, findings);
        else
            foreach (var finding in Error.Explain(response.Tape)) Add(response, finding, FindingCode.ErrorShape, findings);
    }

    private static void Explain(in CheckedPayload payload, CompiledSchema schema, FindingList findings)
    {
        foreach (var finding in schema.Explain(payload.Tape))
        {
            Add(payload, finding, (finding.Code, payload.IsCall) switch
            {
                ("required", true) => FindingCode.MissingArgument,
                ("required", false) => FindingCode.MissingField,
                ("additionalProperties", true) => FindingCode.UnknownArgument,
                ("additionalProperties", false) => FindingCode.UnknownField,
                ("type", true) => FindingCode.ArgumentType,
                ("type", false) => FindingCode.ResponseType,
                (_, true) => FindingCode.ArgumentValue,
                _ => FindingCode.ResponseValue,
            }, findings);
        }
    }

    private static void Add(in CheckedPayload payload, SchemaFinding found, string code, FindingList findings)
    {
        var says = found switch
        {
            { Code: "additionalProperties", Property: { } name, Known: { Count: > 0 } known } => $"{found.Says.TrimEnd('.')}; {NearestName.Remedy(name, known)}",
            { Code: "enum", Known: { Count: > 0 } known } => $"{found.Says.TrimEnd('.')}; allowed: {string.Join(", ", known)}.",
            _ => found.Says,
        };
        findings.Add(code, payload, found.Pointer, Encoding.UTF8.GetBytes(found.Evidence), char.ToUpperInvariant(says[0]) + says[1..]);
    }

    private static string Short(string name) => name.Length > 64 ? name[..64] + "…" : name;
}
