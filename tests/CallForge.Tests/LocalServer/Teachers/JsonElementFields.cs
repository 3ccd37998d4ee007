using System.Text.Json;

namespace CallForge.Tests.LocalServer.Teachers;

internal static class JsonElementFields
{
    /// <summary>The text of a field, null if it is null or absent.</summary>
    public static string? Text(this JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) ? value.GetString() : null;

    public static int Number(this JsonElement element, string name) => element.GetProperty(name).GetInt32();
}
