namespace CallForge.Text.Json;

internal enum JsonKind : byte
{
    Null,
    False,
    True,
    Number,
    String,
    Array,
    Object,
}

/// <summary>One value on a <see cref="JsonTape"/>; what is inside of it follows it.</summary>
internal struct TapeNode
{
    public JsonKind Kind;

    /// <summary>Whether a number is in <see cref="Integer"/>, or a string had escapes.</summary>
    public bool IsInteger;

    /// <summary>The node behind this one and all that is inside of it.</summary>
    public int End;

    /// <summary>How many members or elements it has.</summary>
    public int Count;

    /// <summary>Of a string what it says, else the text of the value; negative (complement) if it is in the side buffer.</summary>
    public int Start;
    public int Length;

    /// <summary>What it is called in its object; negative (complement) if it is in the side buffer.</summary>
    public int NameStart;
    public int NameLength;

    /// <summary>A number of 64 bits written as an integer; of a string where its quotes stand: first in the high half, behind the last in the low.</summary>
    public long Integer;
}
