using System.Runtime.InteropServices;

namespace CallForge;

/// <summary>
/// Started with one of its three streams closed, a process gives that number to the next file it opens, and what is said
/// would be written into it. So what is closed is opened on nothing.
/// </summary>
internal static partial class StandardStreams
{
    private const int GetFlags = 1;
    private const int ReadWrite = 2;

    public static void OpenThoseClosed()
    {
        if (OperatingSystem.IsWindows()) return;
        for (var stream = 0; stream <= 2; stream++)
            if (Control(stream, GetFlags) < 0) _ = Open("/dev/null", ReadWrite); // The lowest free number, which is this one.
    }

    [LibraryImport("libc", EntryPoint = "fcntl")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Control(int file, int command);

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Open(string path, int flags);
}
