using System.Runtime.InteropServices;
using System.Text.Json;
using CallForge.Text.Json;

namespace CallForge.Text.Schemas;

/// <summary>A JSON Schema ready to judge values; it has no state and is shared by all workers.</summary>
/// <param name="Document">The schema as it was written.</param>
internal sealed record CompiledSchema(JsonTape Document, SchemaRule Root)
{
    public static SchemaReading Compile(JsonElement schema) => Compile(JsonMarshal.GetRawUtf8Value(schema).ToArray());

    /// <param name="json">UTF-8, kept.</param>
    public static SchemaReading Compile(ReadOnlyMemory<byte> json) => new SchemaCompiler(json).Compile();

    /// <summary>Whether a value obeys; allocates nothing.</summary>
    public bool Check(JsonTape tape, int node = 0)
    {
        var run = new SchemaRun(Document, tape);
        return run.Holds(Root, node) && !run.IsUndecided;
    }

    /// <summary>What is wrong with a value that did not pass <see cref="Check"/>; at most 100 findings.</summary>
    public IReadOnlyList<SchemaFinding> Explain(JsonTape tape, int node = 0) => new SchemaExplanation(Document, tape).Of(Root, node);
}

/// <param name="Schema">Null if a mistake makes it useless; doubts do not.</param>
/// <param name="Mistakes">In the order of the document.</param>
internal sealed record SchemaReading(CompiledSchema? Schema, IReadOnlyList<SchemaMistake> Mistakes);
