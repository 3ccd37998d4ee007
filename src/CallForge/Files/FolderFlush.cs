using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace CallForge.Files;

/// <summary>
/// Forces a folder's entries to the disk: without it a power failure can undo a rename that was seen to succeed, and with
/// it the note that a batch was asked for. Windows keeps renames in the journal of its file system.
/// </summary>
internal static partial class FolderFlush
{
    public static void Of(string path)
    {
        if (OperatingSystem.IsWindows()) return;
        using var folder = Open(path, 0);
        // A file system that cannot do it has said so, and there is nothing better.
        if (!folder.IsInvalid) _ = Sync(folder);
    }

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial SafeFileHandle Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Sync(SafeFileHandle folder);
}
