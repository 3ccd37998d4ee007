using System.Collections.Frozen;
using CallForge.Conversations;
using CallForge.Text.Schemas;

namespace CallForge.Validation.Schema;

/// <summary>What a function takes and returns, compiled.</summary>
internal sealed record FunctionSchema(CompiledSchema Arguments, CompiledSchema Response);

/// <summary>The functions of a domain.</summary>
internal sealed class FunctionSchemas
{
    private readonly FrozenDictionary<string, FunctionSchema> _byName;

    public FunctionSchemas(IReadOnlyList<Tool> tools)
    {
        _byName = tools.ToFrozenDictionary(tool => tool.Name, tool => new FunctionSchema(Compile(tool.Parameters), Compile(tool.Returns)), StringComparer.Ordinal);
        Names = [.. tools.Select(tool => tool.Name)];
    }

    public IReadOnlyList<string> Names { get; }

    public FunctionSchema? Find(string name) => _byName.GetValueOrDefault(name);

    /// <summary>The reader of the pack has refused all mistakes.</summary>
    private static CompiledSchema Compile(System.Text.Json.JsonElement schema) =>
        CompiledSchema.Compile(schema) is { Schema: { } compiled } reading ? compiled
            : throw new InvalidOperationException($"a schema of the pack is amiss: {CompiledSchema.Compile(schema).Mistakes[0].Says}");
}
