namespace CallForge.Preprocess;

/// <summary>Writes blocks of finished lines.</summary>
internal sealed class JsonlRowWriter(Stream stream) : RowWriter
{
    public override void Write(RowBlock block) => stream.Write(block.Text.Written);

    public override void Close()
    {
    }

    public override void Dispose()
    {
    }
}
