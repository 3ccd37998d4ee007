using System.ClientModel;
using System.ClientModel.Primitives;

namespace CallForge.OpenAI;

/// <summary>Who we are to a service.</summary>
/// <param name="Organization">Whose bill it is on, where the key belongs to several; null for the key's own.</param>
/// <param name="Project">Likewise.</param>
internal sealed record ServiceAccount(string Key, string? Organization = null, string? Project = null)
{
    public ApiKeyCredential Credential => new(Key);

    /// <summary>The options of a client, whose every call then names organisation and project.</summary>
    public T In<T>(T options) where T : ClientPipelineOptions
    {
        if (Organization is not null) options.AddPolicy(new Header("OpenAI-Organization", Organization), PipelinePosition.PerCall);
        if (Project is not null) options.AddPolicy(new Header("OpenAI-Project", Project), PipelinePosition.PerCall);
        return options;
    }

    private sealed class Header(string name, string value) : PipelinePolicy
    {
        public override void Process(PipelineMessage message, IReadOnlyList<PipelinePolicy> pipeline, int currentIndex)
        {
            message.Request.Headers.Set(name, value);
            ProcessNext(message, pipeline, currentIndex);
        }

        public override ValueTask ProcessAsync(PipelineMessage message, IReadOnlyList<PipelinePolicy> pipeline, int currentIndex)
        {
            message.Request.Headers.Set(name, value);
            return ProcessNextAsync(message, pipeline, currentIndex);
        }
    }
}
