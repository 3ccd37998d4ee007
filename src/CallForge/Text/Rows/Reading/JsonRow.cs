using System.Text;
using CallForge.Text.Json;

namespace CallForge.Text.Rows.Reading;

/// <summary>A row as a JSON object, as a line of a file of JSON lines holds it.</summary>
internal static class JsonRow
{
    /// <param name="json">Copied.</param>
    public static RowFields Read(ReadOnlyMemory<byte> json)
    {
        var row = new JsonTape();
        if (!row.Read(json.ToArray())) return RowFields.Unreadable("The line is not JSON.");
        if (row.Kind(0) != JsonKind.Object) return RowFields.Unreadable("The line is no JSON object.");
        var messages = Member(row, 0, "messages", "conversations", "conversation");
        return new RowFields(Scalar(row, Member(row, 0, "id", "custom_id")), Scalar(row, Member(row, 0, "scenario_type")),
            Utf8(row, Member(row, 0, "uid", "user_id")), Utf8(row, Member(row, 0, "dates", "date")),
            messages < 0 ? [] : Messages(row, messages), messages < 0 ? Utf8(row, Member(row, 0, "text")) : default, Utf8(row, Member(row, 0, "system")));
    }

    /// <summary>A list, or a text that is one in JSON.</summary>
    public static IReadOnlyList<RowMessage> Messages(JsonTape tape, int node)
    {
        if (tape.Kind(node) == JsonKind.String)
        {
            var inner = new JsonTape();
            return inner.Read(tape.Text(node).ToArray()) && inner.Kind(0) != JsonKind.String ? Messages(inner, 0) : [];
        }

        var messages = new List<RowMessage>();
        if (tape.Kind(node) != JsonKind.Array) return messages;
        for (int message = node + 1, end = tape[node].End; message < end; message = tape[message].End)
            messages.Add(new RowMessage(Scalar(tape, Member(tape, message, "role", "from")) ?? "", Content(tape, Member(tape, message, "content", "value")), Calls(tape, Member(tape, message, "tool_calls"))));
        return messages;
    }

    /// <summary>A text, or parts of which some are texts; another value stands as it is written.</summary>
    private static ReadOnlyMemory<byte> Content(JsonTape tape, int node)
    {
        if (node < 0 || tape.Kind(node) == JsonKind.Null) return default;
        if (tape.Kind(node) == JsonKind.String) return tape.Text(node).ToArray();
        if (tape.Kind(node) != JsonKind.Array) return tape.Raw(node).ToArray();
        var text = new List<byte>();
        for (int part = node + 1, end = tape[node].End; part < end; part = tape[part].End)
            text.AddRange(Utf8(tape, Member(tape, part, "text")));
        return text.ToArray();
    }

    private static ReadOnlyMemory<byte> Calls(JsonTape tape, int node)
    {
        if (node < 0 || tape.Kind(node) == JsonKind.Null) return default;
        if (tape.Kind(node) == JsonKind.Array && tape[node].Count == 0) return default;
        return tape.Kind(node) == JsonKind.String ? tape.Text(node).ToArray() : tape.Raw(node).ToArray();
    }

    private static int Member(JsonTape tape, int node, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
            if (tape.Find(node, Encoding.UTF8.GetBytes(name)) is >= 0 and var member) return member;
        return -1;
    }

    private static string? Scalar(JsonTape tape, int node) => node < 0 || tape.Kind(node) == JsonKind.Null ? null
        : Encoding.UTF8.GetString(tape.Kind(node) == JsonKind.String ? tape.Text(node) : tape.Raw(node));

    private static byte[] Utf8(JsonTape tape, int node) => node >= 0 && tape.Kind(node) == JsonKind.String ? tape.Text(node).ToArray() : [];
}
