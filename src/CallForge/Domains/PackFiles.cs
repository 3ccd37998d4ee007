using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace CallForge.Domains;

/// <summary>The files of a pack, built into the program or from a folder, in ordinal order of their names.</summary>
internal sealed class PackFiles
{
    private const string Resources = "domains/";
    private const string Simulation = "simulation/";
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly SortedDictionary<string, byte[]> _files;

    private PackFiles(string place, IEnumerable<(string Name, byte[] Bytes)> files)
    {
        Place = place;
        _files = new(files.ToDictionary(file => file.Name, file => file.Bytes), StringComparer.Ordinal);
    }

    /// <summary>The pack's name, or its folder.</summary>
    public string Place { get; }

    /// <summary>What is for the simulated teacher of the built-in pack; it makes no request.</summary>
    public static bool IsSimulation(string name) => name.StartsWith(Simulation, StringComparison.Ordinal);

    /// <summary>Relative, with forward slashes.</summary>
    public IReadOnlyCollection<string> Names => _files.Keys;

    public static IReadOnlyList<string> BuiltIn { get; } =
        [.. ResourceNames().Select(resource => resource.Name.Split('/')[1]).Distinct().Order(StringComparer.Ordinal)];

    /// <exception cref="CommandFailure">There is no such pack.</exception>
    public static PackFiles Open(string nameOrPath)
    {
        if (BuiltIn.Contains(nameOrPath)) return FromResources(nameOrPath);
        if (File.Exists(nameOrPath)) throw CommandFailure.Usage($"'{nameOrPath}' is a file; a domain pack is a folder: give the one with its {PackFolder.Key}.");
        if (nameOrPath.Length > 0 && Directory.Exists(nameOrPath)) return new PackFiles(Path.TrimEndingDirectorySeparator(nameOrPath), PackFolder.Read(nameOrPath));
        throw Unknown(nameOrPath, "or give the folder of a pack of your own.");
    }

    /// <exception cref="CommandFailure">There is no such built-in pack.</exception>
    public static PackFiles OpenBuiltIn(string name) => BuiltIn.Contains(name) ? FromResources(name) : throw Unknown(name, "name one of them.");

    private static CommandFailure Unknown(string name, string remedy) => CommandFailure.Usage(NearestName.Find(name, BuiltIn) is { } nearest
        ? $"There is no domain pack '{name}'; did you mean '{nearest}'?"
        : $"There is no domain pack '{name}'; built in: {string.Join(", ", BuiltIn)}; {remedy}");

    public ReadOnlyMemory<byte> Bytes(string name) => _files[name];

    /// <summary>The text of a file, or null if it is missing or not UTF-8, which then is among the mistakes.</summary>
    public string? Text(string name, PackMistakes mistakes)
    {
        if (!_files.TryGetValue(name, out var bytes))
            mistakes.Add(name, "the file is missing; add it.");
        else if (bytes.AsSpan().StartsWith("\uFEFF"u8))
            mistakes.Add(name, 1, "the file begins with a byte order mark; save it as UTF-8 without one.");
        else
            return Decode(name, bytes, mistakes);
        return null;
    }

    /// <summary>Hash over names and bytes, in hex, without what shapes no request.</summary>
    public string Sha256() => HashOf(_files.Where(file => !IsOfChecks(file.Key) && file.Key != EstimateReader.File));

    /// <summary>The same of the files that shape no request, but say what a conversation is like.</summary>
    public string ChecksSha256() => HashOf(_files.Where(file => IsOfChecks(file.Key)));

    private static bool IsOfChecks(string name) => IsSimulation(name) || name == ContractReader.File;

    private static string HashOf(IEnumerable<KeyValuePair<string, byte[]>> files)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var (name, bytes) in files)
        {
            hash.AppendData(Framed(Encoding.UTF8.GetBytes(name)));
            hash.AppendData(Framed(WithUnixLineEnds(bytes)));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    // A checkout on Windows is the same pack.
    private static byte[] WithUnixLineEnds(byte[] bytes) =>
        bytes.AsSpan().IndexOf("\r\n"u8) < 0 ? bytes : [.. bytes.Where((letter, i) => letter != (byte)'\r' || i + 1 == bytes.Length || bytes[i + 1] != (byte)'\n')];

    // With its length in front, so that no byte can move from one file into the next unnoticed.
    private static byte[] Framed(byte[] bytes)
    {
        var framed = new byte[sizeof(int) + bytes.Length];
        BinaryPrimitives.WriteInt32LittleEndian(framed, bytes.Length);
        bytes.CopyTo(framed, sizeof(int));
        return framed;
    }

    private static string? Decode(string name, byte[] bytes, PackMistakes mistakes)
    {
        try
        {
            // A checkout on Windows must not change what is sent.
            return StrictUtf8.GetString(bytes).Replace("\r\n", "\n");
        }
        catch (DecoderFallbackException exception)
        {
            var line = 1 + bytes.AsSpan(0, Math.Clamp(exception.Index, 0, bytes.Length)).Count((byte)'\n');
            mistakes.Add(name, line, "a byte here is not UTF-8; save the file as UTF-8.");
            return null;
        }
    }

    private static PackFiles FromResources(string name)
    {
        var prefix = $"{Resources}{name}/";
        return new PackFiles(name, ResourceNames()
            .Where(resource => resource.Name.StartsWith(prefix, StringComparison.Ordinal))
            .Select(resource => (resource.Name[prefix.Length..], ReadResource(resource.Id))));
    }

    // Built on Windows, their names have backslashes.
    private static IEnumerable<(string Id, string Name)> ResourceNames() => typeof(PackFiles).Assembly.GetManifestResourceNames()
        .Select(id => (id, Name: id.Replace('\\', '/')))
        .Where(resource => resource.Name.StartsWith(Resources, StringComparison.Ordinal));

    private static byte[] ReadResource(string id)
    {
        using var stream = typeof(PackFiles).Assembly.GetManifestResourceStream(id)!;
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}
