using System.Runtime.InteropServices;
using CallForge.Domains;
using CallForge.Text.Json;

namespace CallForge.Validation.Provenance;

/// <summary>What is known of an id.</summary>
internal struct KnownId
{
    /// <summary>Null while it was only said: whoever uses it first says what it is.</summary>
    public IdKind? Kind;

    /// <summary>Where the thing's name was first told; null if it was not.</summary>
    public JsonTape? NameTape;
    public int NameNode;
}

/// <summary>The ids that came up in a conversation so far.</summary>
internal sealed class IdLedger
{
    private const int KeptIds = 4096;

    private Dictionary<IdValue, KnownId> _known = [];

    public void Clear()
    {
        if (_known.Count > KeptIds) _known = [];
        else _known.Clear();
    }

    public bool Knows(IdValue id) => _known.ContainsKey(id);

    /// <summary>What is known of it, to be changed; a new one is known from now on.</summary>
    public ref KnownId Of(IdValue id, out bool wasKnown) => ref CollectionsMarshal.GetValueRefOrAddDefault(_known, id, out wasKnown);
}
