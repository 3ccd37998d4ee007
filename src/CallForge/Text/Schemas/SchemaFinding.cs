namespace CallForge.Text.Schemas;

/// <summary>A breach of a schema.</summary>
/// <param name="Code">The keyword that is not obeyed, such as <c>required</c> or <c>type</c>; <c>effort</c> if judging took too long.</param>
/// <param name="Pointer">JSON Pointer of the value.</param>
/// <param name="Says">One sentence.</param>
/// <param name="Evidence">The value as it is written, at most its first 200 bytes.</param>
/// <param name="Property">The member that is missing (the pointer is its object's) or not allowed (the pointer is its own).</param>
/// <param name="Known">The names or values there are to choose from.</param>
internal sealed record SchemaFinding(string Code, string Pointer, string Says, string Evidence, string? Property = null, IReadOnlyList<string>? Known = null);
