using ParquetSharp;

namespace CallForge.Preprocess;

/// <summary>Arrow's C++ library, which comes beside the program and can be left behind when that is copied alone.</summary>
internal static class ParquetLibrary
{
    /// <exception cref="CommandFailure">It cannot be loaded. Asked for before anything is paid, since nothing else needs it.</exception>
    public static bool IsThere()
    {
        try
        {
            new WriterPropertiesBuilder().Dispose();
            return true;
        }
        catch (Exception exception) when (exception is DllNotFoundException or BadImageFormatException or EntryPointNotFoundException or TypeInitializationException)
        {
            throw new CommandFailure(
                $"The library that writes Parquet cannot be loaded from '{AppContext.BaseDirectory}': it comes beside the program (ParquetSharpNative); copy the whole folder of the release, or give preprocess an --output that ends in .jsonl.",
                inner: exception);
        }
    }
}
