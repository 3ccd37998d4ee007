using System.Text.Json.Nodes;
using CallForge.Conversations;

namespace CallForge.LocalServer.Teachers.Generic;

/// <summary>A call that is about to be made, and which of its values the customer has to say.</summary>
/// <param name="Said">What no earlier response and no login tells.</param>
/// <param name="Chosen">Things of earlier responses it is about: the name of the id and the id.</param>
internal sealed record CallPlan(
    Tool Tool, ToolWords Words, JsonObject Arguments, IReadOnlyList<SaidValue> Said, IReadOnlyList<(string IdName, JsonNode Id, bool IsOneOfSeveral)> Chosen)
{
    public string Text => Json.Write(new JsonObject { ["name"] = Tool.Name, ["arguments"] = Arguments.DeepClone() });
}

/// <summary>A value as the customer says it: what it is called, and what it is.</summary>
/// <param name="IsTop">Whether it is an argument of its own and not part of one.</param>
internal sealed record SaidValue(string Name, Schema Schema, JsonNode? Value, string Kind, bool IsTop);
