using System.Text.Json;
using System.Text.Json.Serialization;

namespace CallForge.Hub;

/// <summary>Source-generated JSON of the wire.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(Account))]
[JsonSerializable(typeof(NewRepository))]
[JsonSerializable(typeof(RepositoryInfo))]
[JsonSerializable(typeof(PreuploadRequest))]
[JsonSerializable(typeof(PreuploadReply))]
[JsonSerializable(typeof(LfsBatchRequest))]
[JsonSerializable(typeof(LfsBatchReply))]
[JsonSerializable(typeof(LfsCompletion))]
[JsonSerializable(typeof(LfsObject))]
[JsonSerializable(typeof(CommitReply))]
[JsonSerializable(typeof(PathsRequest))]
[JsonSerializable(typeof(List<PathInfo>))]
[JsonSerializable(typeof(DiscussionPage))]
internal sealed partial class HubJson : JsonSerializerContext;
