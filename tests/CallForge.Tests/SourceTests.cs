using System.Text.RegularExpressions;
using Xunit;

namespace CallForge.Tests;

/// <summary>Rules of the design that no compiler checks.</summary>
public sealed partial class SourceTests
{
    private static readonly string[] Steps = ["Generate", "Submit", "Retrieve", "Preprocess"];

    [Fact]
    public void No_step_references_another_and_conversations_reference_nothing_of_ours()
    {
        var sources = Sources().ToList();
        Assert.NotEmpty(sources);
        Assert.All(sources, source =>
        {
            var allowed = source.Folder == "Conversations" ? [] : Steps.Contains(source.Folder) ? Namespaces(source.Text).Except(Steps.Where(step => step != source.Folder)) : Namespaces(source.Text);
            Assert.Empty(Namespaces(source.Text).Except(allowed).Except([source.Folder]).Select(other => $"{source.Path} references {other}"));
        });
    }

    private static IEnumerable<string> Namespaces(string text) => Reference().Matches(text).Select(match => match.Groups[1].Value).Distinct();

    private static IEnumerable<(string Path, string Folder, string Text)> Sources()
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(root!.FullName, "callforge.slnx"))) root = root.Parent;
        var src = Path.Combine(root.FullName, "src", "CallForge");
        return from path in Directory.EnumerateFiles(src, "*.cs", SearchOption.AllDirectories)
               let relative = Path.GetRelativePath(src, path)
               where !relative.StartsWith("obj", StringComparison.Ordinal) && !relative.StartsWith("bin", StringComparison.Ordinal)
               select (relative, relative.Split(Path.DirectorySeparatorChar)[0], File.ReadAllText(path));
    }

    [GeneratedRegex(@"(?:using (?:static )?CallForge\.|[^\w.]CallForge\.)(\w+)")]
    private static partial Regex Reference();
}
