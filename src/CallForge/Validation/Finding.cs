using CallForge.Domains;

namespace CallForge.Validation;

/// <summary>A breach of what must hold in a conversation.</summary>
/// <param name="Turn">Of the conversation, from 0; a row in the form <c>qwen</c> has one message for each.</param>
/// <param name="Block">Which call or response of the turn, from 0; null if it is about the turn or its text.</param>
/// <param name="Pointer">JSON Pointer into the call (<c>/arguments/…</c>) or the response; empty for the whole.</param>
/// <param name="Evidence">The words themselves, at most their first 200 bytes.</param>
/// <param name="Says">One sentence.</param>
internal sealed record Finding(string Code, Severity Severity, int Turn, int? Block, string Pointer, string Evidence, string Says);
