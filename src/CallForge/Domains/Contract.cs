using System.Text;

namespace CallForge.Domains;

/// <summary>What must hold in every conversation of a domain (<c>contract.yaml</c>); it shapes no request.</summary>
/// <param name="Severities">By the code of a finding, where the pack differs from the usual.</param>
internal sealed record Contract(IReadOnlyList<IdKind> Ids, IReadOnlyDictionary<string, Severity> Severities)
{
    public static readonly Contract None = new([], new Dictionary<string, Severity>());
}

/// <summary>A kind of thing that has ids.</summary>
/// <param name="Keys">The keys of arguments and responses that hold such an id, or a list of them.</param>
/// <param name="ReturnedBy">Functions whose response is such an id, alone.</param>
/// <param name="Named">Keys beside an id that say what the thing is called; a thing has one name throughout.</param>
/// <param name="IsUuid">Whether ids are 8-4-4-4-12 hexadecimal digits; else they are any text.</param>
/// <param name="IsCustomer">Whether it is the logged-in customer's own.</param>
internal sealed record IdKind(
    string Name, IReadOnlyList<string> Keys, IReadOnlyList<string> ReturnedBy, IReadOnlyList<string> Named, bool IsUuid, bool IsCustomer)
{
    public IReadOnlyList<byte[]> NamedUtf8 { get; } = [.. Named.Select(Encoding.UTF8.GetBytes)];
}
