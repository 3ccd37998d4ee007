using System.Text.Json.Serialization;

namespace CallForge.OpenAI;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(FileObject))]
[JsonSerializable(typeof(FilePage))]
[JsonSerializable(typeof(DeletedFile))]
[JsonSerializable(typeof(Batch))]
[JsonSerializable(typeof(BatchPage))]
[JsonSerializable(typeof(NewBatch))]
internal sealed partial class OpenAIJson : JsonSerializerContext;
