using System.Text;
using System.Text.Json;
using CallForge.Conversations;
using CallForge.Domains;

namespace CallForge.Validation.Provenance;

/// <summary>A key that holds ids.</summary>
/// <param name="Kind">Null if only its name tells.</param>
internal sealed record IdKey(byte[] Name, IdKind? Kind)
{
    public bool IsGuess => Kind is null;
}

/// <summary>
/// Which keys hold ids: those the contract declares, those whose schema has the format <c>uuid</c>, and by a guess those
/// that end in <c>_id</c>.
/// </summary>
internal sealed class IdKeys
{
    private static readonly IdKey Guessed = new([], null);

    private readonly IdKey[][] _byLength;
    private readonly Dictionary<string, IdKind> _returned;

    private IdKeys(IReadOnlyList<IdKind> kinds)
    {
        var keys = kinds.SelectMany(kind => kind.Keys.Select(key => new IdKey(Encoding.UTF8.GetBytes(key), kind))).ToList();
        _byLength = [.. Enumerable.Range(0, keys.Select(key => key.Name.Length + 1).DefaultIfEmpty(0).Max()).Select(length => keys.Where(key => key.Name.Length == length).ToArray())];
        _returned = kinds.SelectMany(kind => kind.ReturnedBy.Select(function => (function, kind))).DistinctBy(pair => pair.function).ToDictionary(pair => pair.function, pair => pair.kind);
        Customer = kinds.FirstOrDefault(kind => kind.IsCustomer);
    }

    /// <summary>The kind of the logged-in customer's own id, if the contract names it.</summary>
    public IdKind? Customer { get; }

    public static IdKeys Of(IReadOnlyList<IdKind> declared, IReadOnlyList<Tool> tools)
    {
        var named = declared.SelectMany(kind => kind.Keys).ToHashSet(StringComparer.Ordinal);
        var uuids = tools.SelectMany(tool => UuidKeys(tool.Parameters).Concat(UuidKeys(tool.Returns))).Distinct().Where(key => !named.Contains(key));
        return new IdKeys([.. declared, .. uuids.GroupBy(Stem).Select(keys => new IdKind(keys.Key, [.. keys], [], [keys.Key + "_name"], IsUuid: true, IsCustomer: false))]);
    }

    public IdKey? Find(ReadOnlySpan<byte> name)
    {
        if (name.Length < _byLength.Length)
            foreach (var key in _byLength[name.Length])
                if (name.SequenceEqual(key.Name)) return key;
        return name.EndsWith("_id"u8) || name.EndsWith("_ids"u8) ? Guessed : null;
    }

    public IdKind? ReturnedBy(string function) => _returned.GetValueOrDefault(function);

    /// <summary>What a key is an id of, as far as its name tells.</summary>
    private static string Stem(string key)
    {
        foreach (var ending in new[] { "_ids", "_id", "Ids", "Id" })
            if (key.Length > ending.Length && key.EndsWith(ending, StringComparison.Ordinal)) return key[..^ending.Length];
        return key;
    }

    private static IEnumerable<string> UuidKeys(JsonElement schema)
    {
        if (schema.ValueKind == JsonValueKind.Array) return schema.EnumerateArray().SelectMany(UuidKeys);
        if (schema.ValueKind != JsonValueKind.Object) return [];
        var own = schema.TryGetProperty("properties", out var properties) && properties.ValueKind == JsonValueKind.Object
            ? properties.EnumerateObject().Where(property => IsUuid(property.Value)).Select(property => property.Name)
            : [];
        return own.Concat(schema.EnumerateObject().SelectMany(member => UuidKeys(member.Value)));
    }

    private static bool IsUuid(JsonElement schema) =>
        schema.ValueKind == JsonValueKind.Object
        && ((schema.TryGetProperty("format", out var format) && format.ValueKind == JsonValueKind.String && format.ValueEquals("uuid"))
            || (schema.TryGetProperty("items", out var items) && IsUuid(items)));
}
