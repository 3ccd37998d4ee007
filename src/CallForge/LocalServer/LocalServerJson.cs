using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using CallForge.OpenAI;

namespace CallForge.LocalServer;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(FileObject))]
[JsonSerializable(typeof(FilePage))]
[JsonSerializable(typeof(DeletedFile))]
[JsonSerializable(typeof(Batch))]
[JsonSerializable(typeof(BatchPage))]
[JsonSerializable(typeof(ApiErrorReply))]
[JsonSerializable(typeof(FileErrorReply))]
[JsonSerializable(typeof(StoredBatch))]
[JsonSerializable(typeof(ModelObject))]
[JsonSerializable(typeof(ModelPage))]
internal sealed partial class LocalServerJson : JsonSerializerContext;

internal static class WireJson
{
    /// <summary>
    /// Objects are indented by two spaces and not escaped: the Content-Length of the recordings (886 for a new batch,
    /// 232 + 1 for a file with a Chinese name) fits no other form.
    /// </summary>
    public static LocalServerJson Objects { get; } = Make(JsonIgnoreCondition.Never);

    private static LocalServerJson ObjectsWithoutNulls { get; } = Make(JsonIgnoreCondition.WhenWritingNull);

    public static LocalServerJson Of(bool omitsNulls) => omitsNulls ? ObjectsWithoutNulls : Objects;

    private static LocalServerJson Make(JsonIgnoreCondition ignored) => new(new JsonSerializerOptions(LocalServerJson.Default.Options)
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = ignored,
    });
}
