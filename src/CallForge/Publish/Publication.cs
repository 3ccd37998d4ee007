using System.Text;
using CallForge.Cost;
using CallForge.Files;
using CallForge.Hub;

namespace CallForge.Publish;

/// <summary>A checked dataset as a repository is to have it; the same dataset gives the same bytes.</summary>
/// <param name="Files">Everything, to be committed together.</param>
/// <param name="Obsolete">Paths of an earlier publication that are to go.</param>
internal sealed record Publication(IReadOnlyList<RepositoryFile> Files, IReadOnlyList<string> Obsolete)
{
    public const string CardPath = "README.md";
    private const string ReportPath = "report.json";

    /// <exception cref="CommandFailure">Something speaks against publishing it.</exception>
    public static async Task<Publication> MakeAsync(DataFolder folder, PublicationOptions options, Terminal terminal, CancellationToken cancellationToken)
    {
        var report = LoadReport(folder);
        var card = CardFile.Parse(options.ExistingCard);
        var yaml = CardYaml.Parse(card.Yaml);
        var license = await LicenseChoice.MakeAsync(options.License, yaml.Text("license"), terminal, cancellationToken);
        var shards = Shard.Of(folder.DirPath, report.Files!);
        var objections = new Objections();
        var files = await StepProgress.ShowAsync(terminal, "check", progress => Task.Run(() => PublicationCheck.Inspect(shards, objections, progress, cancellationToken), cancellationToken));
        foreach (var (i, shard) in shards.Index())
            if (files[i] is { } file) PublicationCheck.Compare(shard, file, objections);
        PublicationCheck.CompareBooks(report, shards, files, objections);
        var language = Language.Of(report, objections);
        if (files.Contains(null)) objections.Settle(folder.DirPath, options.Force, terminal); // There is nothing to make a card from.

        shards = [.. shards.Zip(files, (shard, file) => shard with { File = shard.File with { Path = shard.Path, Rows = file!.Rows, Bytes = file.Bytes, Xxh128 = file.Xxh128 } })];
        report = report with { Files = [.. shards.Select(shard => shard.File)] };
        var facts = Facts(report, license, language, options.Repository, shards, files!);
        List<RepositoryFile> texts = [Card(card, yaml, facts), RepositoryFile.OfBytes(ReportPath, Utf8(JsonFile.Text(report, JsonFile.Types.Report) + "\n")), .. TrainerFiles.Of(shards)];
        PublicationCheck.SearchTexts(texts, objections);
        objections.Settle(folder.DirPath, options.Force, terminal);
        return Of(shards, files!, texts, options.ExistingManifest);
    }

    /// <exception cref="CommandFailure">There is none that names files.</exception>
    public static Report LoadReport(DataFolder folder)
    {
        var report = Bill.Settle(folder)
            ?? throw CommandFailure.Usage($"There is no '{folder.ReportFilePath}': make a dataset with callforge run or callforge preprocess, or give its folder as --dir.");
        return report.Files is { Count: > 0 }
            ? report
            : throw CommandFailure.Usage($"'{folder.ReportFilePath}' was made by {report.Provenance.Version}, which did not name the files of the dataset; make it anew with callforge preprocess --dir {folder.DirPath}.");
    }

    private static CardFacts Facts(Report report, string license, string language, string? repository, IReadOnlyList<Shard> shards, InspectedFile[] files)
    {
        var configs = CardConfig.Of(shards);
        var rows = shards.Where(shard => shard.Config == configs[0].Name).Sum(shard => (long)shard.File.Rows);
        var columns = shards.Zip(files).GroupBy(pair => pair.First.Config).ToDictionary(config => config.Key, config => config.MaxBy(pair => pair.First.File.Rows).Second.Columns);
        var frontMatter = new FrontMatter(license, language, $"{report.Provenance.Domain}: multi-turn function calling", rows, configs);
        var example = shards.Where(shard => shard.Config == configs[0].Name).Select(shard => ExampleRow.Read(shard.FullPath)).FirstOrDefault(row => row is not null);
        return new CardFacts(frontMatter, report, repository, shards, columns, example);
    }

    private static RepositoryFile Card(CardFile card, CardYaml existing, CardFacts facts)
    {
        var text = card.With(facts.FrontMatter.Write(existing), DatasetCard.Write(facts));
        var written = CardYaml.Parse(CardFile.Parse(text).Yaml);
        if (facts.FrontMatter.DifferenceTo(written, existing) is { } key)
            throw new CommandFailure($"Cannot write the YAML of the card: with the keys that README.md has in the repository, '{key}' would not come out as it should; begin each key at the start of a line there, or take the YAML out.");
        return RepositoryFile.OfBytes(CardPath, Utf8(text));
    }

    private static Publication Of(IReadOnlyList<Shard> shards, InspectedFile[] inspected, IReadOnlyList<RepositoryFile> texts, string? earlierManifest)
    {
        List<RepositoryFile> files = [.. texts, .. shards.Select(shard => RepositoryFile.OnDisk(shard.Path, shard.FullPath))];
        var manifest = Manifest.Of(files, shards.Zip(inspected).ToDictionary(pair => pair.First.Path, pair => pair.Second.Sha256));
        return new Publication([.. files, manifest.ToFile()], manifest.Obsolete(earlierManifest));
    }

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);
}
