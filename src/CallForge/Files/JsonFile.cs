using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace CallForge.Files;

/// <summary>Small JSON files that are read and written whole.</summary>
internal static class JsonFile
{
    /// <summary>Korean is written as it is; people read these files.</summary>
    public static FilesJson Types { get; } = new(new JsonSerializerOptions(FilesJson.Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    /// <summary>Null if there is no such file.</summary>
    /// <param name="isWhole">Whether what nothing can do without is there.</param>
    public static T? Load<T>(string path, JsonTypeInfo<T> type, Func<T, bool> isWhole) where T : class
    {
        if (ReadIfThere(path) is not { } json) return null;
        try
        {
            return JsonSerializer.Deserialize(json, type) is { } value && isWhole(value) ? value : throw new JsonException();
        }
        catch (JsonException exception)
        {
            throw new CommandFailure(
                $"Cannot read '{path}:{(exception.LineNumber ?? 0) + 1}': it is not the JSON that callforge wrote; restore the file or move it away.",
                inner: exception);
        }
    }

    /// <summary>A file that may not be seen is not taken for one that is not there.</summary>
    private static byte[]? ReadIfThere(string path)
    {
        try
        {
            return File.ReadAllBytes(path);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    public static void Save<T>(string path, T value, JsonTypeInfo<T> type) =>
        AtomicFile.WriteAllBytes(path, [.. JsonSerializer.SerializeToUtf8Bytes(value, type), (byte)'\n']);

    /// <summary>As it stands in the file.</summary>
    public static string Text<T>(T value, JsonTypeInfo<T> type) => JsonSerializer.Serialize(value, type);
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    WriteIndented = true,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(Report))]
[JsonSerializable(typeof(RunFile))]
[JsonSerializable(typeof(List<FailedRequest>))]
[JsonSerializable(typeof(BatchStatusFile))]
[JsonSerializable(typeof(JsonElement))]
internal sealed partial class FilesJson : JsonSerializerContext;
