namespace CallForge.Files;

/// <summary>A file of the dataset.</summary>
/// <param name="Format">The rendering: <c>qwen</c>, <c>openai</c>, <c>sharegpt</c>, <c>swift</c> or <c>text</c>.</param>
/// <param name="Split"><c>train</c> or <c>test</c>.</param>
/// <param name="Path">Relative to the folder of <c>report.json</c>, with <c>/</c>.</param>
/// <param name="Xxh128">Of the content, in hex: to notice a change, not to withstand an attack.</param>
internal sealed record DatasetFile(string Format, string Split, string Path, int Rows, long Bytes, string Xxh128)
{
    /// <summary>As <c>datasets</c> finds the files of a split by itself.</summary>
    /// <param name="extension">With its dot.</param>
    public static string ShardName(string split, int index, int count, string extension) => $"{split}-{index:00000}-of-{count:00000}{extension}";
}
