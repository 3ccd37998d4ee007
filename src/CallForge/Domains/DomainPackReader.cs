namespace CallForge.Domains;

/// <summary>Reads a domain pack, or refuses it with all its mistakes, each with file, line, value and remedy.</summary>
internal static class DomainPackReader
{
    private const string File = "domain.yaml";
    private static readonly string[] Keys = ["name", "language", "labels", "instructions", "request", "system", "examples", "mixes"];

    /// <param name="nameOrPath">A built-in pack's name, or a pack's folder.</param>
    /// <exception cref="CommandFailure">There is no such pack, or it has mistakes.</exception>
    public static DomainPack Read(string nameOrPath)
    {
        var files = PackFiles.Open(nameOrPath);
        var mistakes = new PackMistakes(files.Place);
        var domain = PackYaml.Load(files, File, mistakes)?.Fields(Keys);
        var labels = LabelsReader.Read(domain?.GetValueOrDefault("labels"));
        var tools = new ToolsReader(files, mistakes).Read();
        var pools = new PoolsReader(files, tools, mistakes).Read();
        var mixes = new MixReader(pools).Read(domain?.GetValueOrDefault("mixes"));
        var examples = new ExampleReader(files, labels, tools, mistakes).Read(FilesOf("examples"));
        var prompts = new PromptsReader(files, tools, [.. examples.Select(example => example.Text)], mistakes)
            .Read(FilesOf("instructions"), FileOf(domain?.GetValueOrDefault("request")), FileOf(domain?.GetValueOrDefault("system")));
        var name = domain?.GetValueOrDefault("name")?.Text();
        var language = domain?.GetValueOrDefault("language")?.Text();
        var outputTokens = EstimateReader.Read(files, mistakes);
        var contract = new ContractReader(files, tools, mistakes).Read();
        mistakes.RefuseIfAny();
        return new DomainPack(name!, language!, labels, tools, pools, mixes, prompts, files.Sha256(), outputTokens, examples, contract, files.ChecksSha256());

        IReadOnlyList<string> FilesOf(string key) => [.. domain?.GetValueOrDefault(key)?.Items().Select(FileOf).OfType<string>() ?? []];

        string? FileOf(PackYaml? field)
        {
            if (field?.Text() is not { } file || files.Names.Contains(file)) return field?.Text();
            field.Refuse($"the file '{file}' is not in the pack; {NearestName.Remedy(file, files.Names)}");
            return null;
        }
    }
}
