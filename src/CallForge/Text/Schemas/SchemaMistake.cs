namespace CallForge.Text.Schemas;

/// <summary>What is wrong in a schema.</summary>
/// <param name="Pointer">JSON Pointer of its place in the document.</param>
/// <param name="Says">A sentence; it ends in a semicolon if there are names to choose from.</param>
/// <param name="Unknown">A name nobody knows.</param>
/// <param name="Known">What there is to choose from instead.</param>
/// <param name="IsDoubt">JSON Schema allows it, but hardly anybody can mean it.</param>
internal sealed record SchemaMistake(string Pointer, string Says, string? Unknown = null, IReadOnlyList<string>? Known = null, bool IsDoubt = false);
