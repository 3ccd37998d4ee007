namespace CallForge.Tests;

/// <summary>Real inputs that are not part of the repository; tests that want them are skipped where they are not.</summary>
internal static class Shared
{
    public static string Chitchat => PathOf("data/ChatbotData.csv");

    public static string RealTranscripts => PathOf("data/real_transcripts_18.json");

    public static string Contract => PathOf("cases/contract");

    public static string Wire => PathOf("data/wire");

    private static string PathOf(string name)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "callforge.slnx")))
                return Path.GetFullPath(Path.Combine(folder.FullName, "..", "shared", name));
        }

        return name;
    }
}
