using System.Text.RegularExpressions;
using Xunit;

namespace CallForge.Tests;

/// <summary>Rules of the design that no compiler checks.</summary>
public sealed partial class SourceTests
{
    private static readonly string[] Steps = ["Generate", "Submit", "Retrieve", "Preprocess", "Preview", "Publish"];

    [Fact]
    public void No_step_references_another_and_conversations_reference_nothing_of_ours()
    {
        var sources = Sources().ToList();
        Assert.NotEmpty(sources);
        Assert.All(sources, source =>
        {
            var allowed = source.Folder == "Conversations" ? [] : Steps.Contains(source.Folder) ? Namespaces(source.Text).Except(Steps.Where(step => !MayKnow(source.Folder, step))) : Namespaces(source.Text);
            Assert.Empty(Namespaces(source.Text).Except(allowed).Except([source.Folder]).Select(other => $"{source.Path} references {other}"));
        });
    }

    [Fact]
    public void The_architecture_page_has_a_line_for_every_source_file()
    {
        var page = File.ReadAllText(Path.Combine(Root(), "docs", "architecture.md"));
        Assert.All(Sources().Select(source => Path.GetFileName(source.Path)), name => Assert.Contains($" {name} ", page, StringComparison.Ordinal));
    }

    /// <summary>A preview is of a request as <c>generate-batch</c> makes it.</summary>
    private static bool MayKnow(string step, string other) => other == step || (step, other) == ("Preview", "Generate");

    private static IEnumerable<string> Namespaces(string text) => Reference().Matches(text).Select(match => match.Groups[1].Value).Distinct();

    private static IEnumerable<(string Path, string Folder, string Text)> Sources()
    {
        var src = Path.Combine(Root(), "src", "CallForge");
        return from path in Directory.EnumerateFiles(src, "*.cs", SearchOption.AllDirectories)
               let relative = Path.GetRelativePath(src, path)
               where !relative.StartsWith("obj", StringComparison.Ordinal) && !relative.StartsWith("bin", StringComparison.Ordinal)
               select (relative, relative.Split(Path.DirectorySeparatorChar)[0], File.ReadAllText(path));
    }

    internal static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "callforge.slnx"))) folder = folder.Parent;
        return folder.FullName;
    }

    [GeneratedRegex(@"(?:using (?:static )?CallForge\.|[^\w.]CallForge\.)(\w+)")]
    private static partial Regex Reference();
}
