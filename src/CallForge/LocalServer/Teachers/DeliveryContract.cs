using System.Text.Json;
using System.Text.Json.Nodes;
using CallForge.Domains;

namespace CallForge.LocalServer.Teachers;

/// <summary>
/// What the delivery script relies on: its labels and its functions. A pack that has its name but other functions would
/// get calls that its own schemas forbid.
/// </summary>
internal static class DeliveryContract
{
    public static bool IsKeptBy(DomainPack pack)
    {
        var own = DomainPackReader.Read(SimulatedTeacher.Domain);
        return Labels(own).SequenceEqual(Labels(pack)) && own.Tools.Count == pack.Tools.Count
            && own.Tools.All(tool => pack.Tools.Any(other =>
                other.Name == tool.Name && AreSame(other.Parameters, tool.Parameters) && AreSame(other.Returns, tool.Returns)));
    }

    private static IEnumerable<string> Labels(DomainPack pack) =>
        new[] { pack.Labels.Customer, pack.Labels.Assistant, pack.Labels.FunctionCall, pack.Labels.FunctionResponse, pack.Labels.UserId, pack.Labels.Date }.Select(names => names[0]);

    // Words may change: they bind nobody.
    private static bool AreSame(JsonElement one, JsonElement other) => JsonNode.DeepEquals(WithoutWords(one), WithoutWords(other));

    private static JsonNode? WithoutWords(JsonElement element) => Strip(JsonNode.Parse(element.GetRawText()));

    private static JsonNode? Strip(JsonNode? node)
    {
        if (node is JsonArray items)
            foreach (var item in items) Strip(item);
        if (node is not JsonObject fields) return node;
        foreach (var name in new[] { "description", "title" })
            if (fields[name] is JsonValue) fields.Remove(name);
        foreach (var (_, value) in fields) Strip(value);
        return node;
    }
}
