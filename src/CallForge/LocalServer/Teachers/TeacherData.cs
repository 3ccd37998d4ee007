using System.Reflection;
using CallForge.LocalServer.Teachers.Delivery;
using CallForge.LocalServer.Teachers.Language;
using YamlDotNet.RepresentationModel;

namespace CallForge.LocalServer.Teachers;

/// <summary>The world and the sentences of the simulation, from the YAML files embedded beside the domain pack.</summary>
internal sealed record TeacherData(DeliveryData Delivery, Phrases Phrases, SmallTalk SmallTalk)
{
    private const string Folder = "domains/delivery-ko/simulation/";

    public static TeacherData Read()
    {
        var phrases = Assembly.GetExecutingAssembly().GetManifestResourceNames()
            .Where(name => name.StartsWith(Folder + "phrases/", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal);
        return new TeacherData(
            DeliveryData.Read(Read(Folder + "restaurants.yaml"), Read(Folder + "people.yaml")),
            Phrases.Read(phrases.Select(Read)),
            SmallTalk.Read(Read(Folder + "small-talk.yaml")));
    }

    private static YamlMappingNode Read(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(name)
            ?? throw new FileNotFoundException($"'{name}' is not embedded.");
        using var reader = new StreamReader(stream);
        var yaml = new YamlStream();
        yaml.Load(reader);
        return (YamlMappingNode)yaml.Documents[0].RootNode;
    }
}
