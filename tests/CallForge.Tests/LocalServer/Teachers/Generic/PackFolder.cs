using CallForge.Domains;

namespace CallForge.Tests.LocalServer.Teachers.Generic;

/// <summary>Domain packs as folders: the small library, and changed copies of built-in ones.</summary>
internal static class PackFolder
{
    public static string Library => Fixture.PathOf("domains/library");

    public static TempFolder CopyOf(string nameOrPath, Func<string, string, string>? change = null)
    {
        var folder = new TempFolder();
        var files = PackFiles.Open(nameOrPath);
        foreach (var name in files.Names)
        {
            var path = Path.Combine(folder.Path, name);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            var text = System.Text.Encoding.UTF8.GetString(files.Bytes(name).Span);
            File.WriteAllText(path, change?.Invoke(name, text) ?? text);
        }

        return folder;
    }
}
