using System.Text.Json;
using Xunit;

namespace CallForge.Tests.LocalServer;

/// <summary>Compares objects with recordings: the same keys in the same order, and values of the same kind.</summary>
internal static class Shape
{
    public static void AssertEqual(JsonElement recorded, JsonElement actual, string path = "$")
    {
        if (recorded.ValueKind == JsonValueKind.Null || actual.ValueKind == JsonValueKind.Null) return;
        Assert.True(Kind(recorded) == Kind(actual), $"{path} is {actual.ValueKind}, recorded as {recorded.ValueKind}.");
        if (recorded.ValueKind == JsonValueKind.Object && path != "$.metadata")
        {
            Assert.Equal(
                recorded.EnumerateObject().Select(member => $"{path}.{member.Name}"),
                actual.EnumerateObject().Select(member => $"{path}.{member.Name}"));
            foreach (var member in recorded.EnumerateObject())
                AssertEqual(member.Value, actual.GetProperty(member.Name), $"{path}.{member.Name}");
        }
        else if (recorded.ValueKind == JsonValueKind.Array)
        {
            foreach (var (one, other) in recorded.EnumerateArray().Zip(actual.EnumerateArray())) AssertEqual(one, other, path + "[]");
        }
    }

    private static JsonValueKind Kind(JsonElement value) => value.ValueKind == JsonValueKind.False ? JsonValueKind.True : value.ValueKind;
}
