using CallForge.Conversations;

namespace CallForge.Preprocess;

/// <summary>
/// The rows of a chunk, made ready for a file on the converting threads and used again when they are written. A row's values
/// are given in the order of the schema.
/// </summary>
internal abstract class RowBlock(RowSchema schema)
{
    protected IReadOnlyList<Leaf> Leaves { get; } = schema.Leaves;

    /// <summary>Where a value is written between <see cref="Start"/> and <see cref="End"/>.</summary>
    public TextOutput Text { get; } = new();

    public int Rows { get; private set; }

    /// <summary>The next value's place among the leaves.</summary>
    protected int Next { get; set; }

    public virtual void Clear()
    {
        Text.Clear();
        Rows = 0;
    }

    public virtual void StartRow() => Next = 0;

    public abstract void Start();

    public abstract void End();

    public abstract void WriteNull();

    public void Write(ReadOnlySpan<byte> value)
    {
        Start();
        Text.Write(value);
        End();
    }

    public abstract void StartMessages();

    /// <param name="role">The first field of a message.</param>
    public abstract void StartMessage(ReadOnlySpan<byte> role);

    /// <summary>Fields that were not written are null.</summary>
    public abstract void EndMessage();

    public abstract void EndMessages();

    public void WriteMessage(ReadOnlySpan<byte> role, ReadOnlySpan<byte> content)
    {
        StartMessage(role);
        Write(content);
        EndMessage();
    }

    public virtual void EndRow()
    {
        if (Next != Leaves.Count) throw new InvalidOperationException($"The row has {Next} of {Leaves.Count} values.");
        Rows++;
    }

    /// <summary>The last row is complete; nothing moves any more.</summary>
    public virtual void Complete()
    {
    }
}
