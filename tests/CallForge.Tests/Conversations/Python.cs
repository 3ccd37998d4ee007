using System.Diagnostics;
using System.Text.Json;
using Xunit;

namespace CallForge.Tests.Conversations;

/// <summary>Asks <c>python3</c>, where there is one.</summary>
internal static class Python
{
    /// <summary>What an expression of <c>text</c> gives for each text; all in one process.</summary>
    public static string[] Map(string expression, IReadOnlyCollection<string> texts)
    {
        Assert.SkipUnless(IsInstalled(), "needs python3");
        var program = $"import ast, json, sys\nfor line in sys.stdin:\n    text = json.loads(line)\n    print(json.dumps({expression}))";
        using var process = Process.Start(new ProcessStartInfo("python3", ["-c", program]) { RedirectStandardInput = true, RedirectStandardOutput = true })!;
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        foreach (var text in texts) process.StandardInput.WriteLine(JsonSerializer.Serialize(text));
        process.StandardInput.Close();
        var lines = output.GetAwaiter().GetResult().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(texts.Count, lines.Length);
        return Array.ConvertAll(lines, line => JsonSerializer.Deserialize<string>(line)!);
    }

    private static bool IsInstalled() =>
        Environment.GetEnvironmentVariable("PATH")!.Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, "python3")));
}
