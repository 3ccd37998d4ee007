using ParquetSharp;

namespace CallForge.Publish;

/// <summary>The values of a column, through the low-level reader: the one for nested types needs reflection.</summary>
internal static class ParquetValues
{
    /// <summary>Takes a value; empty where it is null or not text. False ends the reading.</summary>
    /// <param name="row">Within the row group.</param>
    internal delegate bool Take(long row, ReadOnlySpan<byte> value, bool isNull);

    public static unsafe void Read(RowGroupReader group, int column, int batchSize, Take take)
    {
        using var reader = group.Column(column);
        if (reader is not ColumnReader<ByteArray> texts)
        {
            for (long row = 0; row < group.MetaData.NumRows; row++)
                if (!take(row, default, isNull: false)) return;
            return;
        }

        var (definitions, repetitions, values) = (new short[batchSize], new short[batchSize], new ByteArray[batchSize]);
        var descriptor = reader.ColumnDescriptor;
        var (present, isRepeated) = (descriptor.MaxDefinitionLevel, descriptor.MaxRepetitionLevel > 0);
        for (long row = -1; texts.HasNext;)
        {
            var levels = texts.ReadBatch(batchSize, definitions, repetitions, values, out _);
            for (int i = 0, next = 0; i < levels; i++)
            {
                if (!isRepeated || repetitions[i] == 0) row++;
                var isNull = present > 0 && definitions[i] < present;
                var value = isNull ? default : values[next++];
                if (!take(row, isNull ? default : new ReadOnlySpan<byte>((void*)value.Pointer, value.Length), isNull)) return;
            }
        }
    }
}
