using System.Reflection;
using CallForge.Conversations;
using CallForge.LocalServer.Teachers.Language;
using YamlDotNet.RepresentationModel;

namespace CallForge.LocalServer.Teachers.Generic;

/// <summary>Sentences and words of a language, and the labels of a pack.</summary>
internal sealed record GenericData(TranscriptLabels Labels, Tongue Tongue, Phrases Phrases, Words Words)
{
    public static GenericData Read(TranscriptLabels labels, string language)
    {
        var isKorean = language.Split('-')[0].Equals("ko", StringComparison.OrdinalIgnoreCase);
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream($"teachers/{(isKorean ? "ko" : "en")}.yaml")!;
        using var reader = new StreamReader(stream);
        var yaml = new YamlStream();
        yaml.Load(reader);
        var root = (YamlMappingNode)yaml.Documents[0].RootNode;
        return new GenericData(
            labels, isKorean ? new Korean() : new English(), Phrases.Read([(YamlMappingNode)root["sentences"]]), Words.Read((YamlMappingNode)root["words"]));
    }
}
