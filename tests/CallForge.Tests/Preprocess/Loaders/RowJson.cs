using System.Text.Json;

namespace CallForge.Tests.Preprocess.Loaders;

/// <summary>What all loaders do with a row of JSON lines.</summary>
internal static class RowJson
{
    public static string Text(this JsonElement row, string name)
    {
        LoaderException.Unless(row.ValueKind == JsonValueKind.Object && row.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String, $"'{name}' is no text");
        return row.GetProperty(name).GetString()!;
    }

    public static IReadOnlyList<JsonElement> Items(this JsonElement row, string name)
    {
        LoaderException.Unless(row.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Array && value.GetArrayLength() > 0, $"'{name}' is no list, or an empty one");
        return [.. row.GetProperty(name).EnumerateArray()];
    }

    /// <summary><c>json.loads</c>.</summary>
    public static JsonElement Parse(string json)
    {
        try
        {
            return JsonDocument.Parse(json).RootElement;
        }
        catch (JsonException exception)
        {
            throw new LoaderException($"no JSON: {exception.Message}");
        }
    }

    /// <summary>The functions of a <c>tools</c> string, each in OpenAI's wrapping.</summary>
    public static IReadOnlyList<JsonElement> Tools(this JsonElement row)
    {
        var tools = Parse(row.Text("tools"));
        LoaderException.Unless(tools.ValueKind == JsonValueKind.Array, "tools are no list");
        foreach (var tool in tools.EnumerateArray())
        {
            LoaderException.Unless(tool.Text("type") == "function" && tool.TryGetProperty("function", out _), "a tool is no function");
            tool.GetProperty("function").Text("name");
            LoaderException.Unless(tool.GetProperty("function").GetProperty("parameters").ValueKind == JsonValueKind.Object, "parameters are no schema");
        }

        return [.. tools.EnumerateArray()];
    }

    public static void CheckCall(JsonElement call, IReadOnlyList<JsonElement> tools)
    {
        var name = call.Text("name");
        LoaderException.Unless(tools.Any(tool => tool.GetProperty("function").Text("name") == name), $"no tool is called '{name}'");
        LoaderException.Unless(call.TryGetProperty("arguments", out var arguments) && arguments.ValueKind == JsonValueKind.Object, "arguments are no object");
    }
}
