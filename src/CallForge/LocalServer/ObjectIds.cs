using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace CallForge.LocalServer;

/// <summary>
/// Ids in the form of the real service. Only what matches <see cref="IsFile"/> or <see cref="IsBatch"/> may become a path.
/// </summary>
internal static partial class ObjectIds
{
    private const string Base58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";

    public static string NewFile() => "file-" + RandomNumberGenerator.GetString(Base58, 22);

    /// <summary>Always the same file for the same batch, so that a batch that is run again never has two outputs.</summary>
    public static string FileOf(string batchId, string content)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{batchId} {content}"));
        return "file-" + string.Concat(hash.Take(22).Select(value => Base58[value % Base58.Length]));
    }

    /// <summary>
    /// As recorded, an id begins with the second of its birth: <c>6904670e</c> of <c>batch_6904670e9638…</c> is 1761896206.
    /// Ids therefore sort by age, given a <paramref name="stamp"/> of seconds × 65536 + count.
    /// </summary>
    public static string Batch(long stamp) => $"batch_{stamp:x12}8190{RandomNumberGenerator.GetHexString(16, lowercase: true)}";

    public static long StampOf(string batchId) => Convert.ToInt64(batchId.Substring("batch_".Length, 12), 16);

    public static string Request() => "req_" + RandomNumberGenerator.GetHexString(32, lowercase: true);

    [GeneratedRegex("^file-[1-9A-HJ-NP-Za-km-z]{22}\\z")]
    public static partial Regex IsFile { get; }

    [GeneratedRegex("^batch_[0-9a-f]{32}\\z")]
    public static partial Regex IsBatch { get; }
}
