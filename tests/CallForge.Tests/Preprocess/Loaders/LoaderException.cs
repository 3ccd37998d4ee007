namespace CallForge.Tests.Preprocess.Loaders;

/// <summary>A row that a trainer fails on, drops, or reads as something else.</summary>
internal sealed class LoaderException(string reason) : Exception(reason)
{
    public static void Unless(bool condition, string reason)
    {
        if (!condition) throw new LoaderException(reason);
    }
}
