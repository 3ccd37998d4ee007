using System.Text;
using CallForge.Conversations;
using CallForge.Text.Json;

namespace CallForge.Text.Rows.Reading;

/// <summary>Calls as rows hold them. One that is not as it must be is read as far as it goes, so that the rest can be checked.</summary>
internal sealed class CallReader(IReadOnlyDictionary<string, Tool> tools, List<RowMistake> mistakes)
{
    private readonly JsonTape _tape = new();

    /// <summary>What stands between the tags of a call, or is a message of its own: an object, a list of them, or XML.</summary>
    public void Read(ReadOnlyMemory<byte> text, int turn, List<ToolCall> calls)
    {
        if (text.Span.StartsWith("<function="u8) && XmlCall.Read(text.Span, tools) is { } call)
            calls.Add(call);
        else
            ReadJson(text, turn, calls, isStringFine: false);
    }

    /// <summary>The <c>tool_calls</c> of a message in OpenAI's form, whose arguments are objects or, as the API has them, texts.</summary>
    public void ReadList(ReadOnlyMemory<byte> json, int turn, List<ToolCall> calls) => ReadJson(json, turn, calls, isStringFine: true);

    private void ReadJson(ReadOnlyMemory<byte> json, int turn, List<ToolCall> calls, bool isStringFine)
    {
        if (!_tape.Read(json))
        {
            Add(RowMistake.BadPayload, "", json, "The call is not JSON.");
            calls.Add(new ToolCall("", "{}"u8.ToArray()));
            return;
        }

        if (_tape.Kind(0) != JsonKind.Array) ReadOne(0);
        else
            for (int item = 1, end = _tape[0].End; item < end; item = _tape[item].End) ReadOne(item);

        void ReadOne(int item)
        {
            var function = isStringFine && _tape.Find(item, "function"u8) is >= 0 and var inner ? inner : item;
            var (name, arguments) = (_tape.Find(function, "name"u8), _tape.Find(function, "arguments"u8));
            var raw = _tape.Raw(item).ToArray();
            if (_tape.Kind(function) != JsonKind.Object) Add(RowMistake.CallShape, "", raw, "The call is no object.");
            else if (name < 0) Add(RowMistake.CallShape, "", raw, "The call has no name.");
            else if (_tape.Kind(name) != JsonKind.String) Add(RowMistake.CallShape, "/name", _tape.Raw(name).ToArray(), "The name of the call is no text.");
            if (name >= 0 && arguments < 0) Add(RowMistake.CallShape, "", raw, "The call has no arguments.");
            if (function == item) CheckKeys(item);
            calls.Add(new ToolCall(NameOf(name), arguments < 0 ? "{}"u8.ToArray() : Arguments(arguments, isStringFine)));
        }

        void CheckKeys(int item)
        {
            if (_tape.Kind(item) != JsonKind.Object) return;
            for (int key = item + 1, end = _tape[item].End; key < end; key = _tape[key].End)
                if (!_tape.Name(key).SequenceEqual("name"u8) && !_tape.Name(key).SequenceEqual("arguments"u8) && !(isStringFine && _tape.Name(key).SequenceEqual("id"u8)))
                    Add(RowMistake.CallShape, TapePointer.Of(_tape, key)[(item == 0 ? 0 : TapePointer.Of(_tape, item).Length)..], _tape.Raw(key).ToArray(), "A call has nothing but name and arguments.");
        }

        void Add(string code, string pointer, ReadOnlyMemory<byte> evidence, string says) =>
            mistakes.Add(new RowMistake(code, turn, calls.Count, pointer, evidence, says));
    }

    private string NameOf(int node) => node < 0 ? "" : Encoding.UTF8.GetString(_tape.Kind(node) == JsonKind.String ? _tape.Text(node) : _tape.Raw(node));

    private byte[] Arguments(int node, bool isStringFine) =>
        isStringFine && _tape.Kind(node) == JsonKind.String ? _tape.Text(node).ToArray() : _tape.Raw(node).ToArray();
}
