using System.Globalization;
using System.Numerics;

namespace CallForge.Conversations;

/// <summary>Dictionaries: keys that are equal in Python are one, and the last value counts.</summary>
internal ref partial struct PythonLiteral
{
    private void ReadDict()
    {
        Open();
        var members = new OrderedDictionary<string, string>();
        var keys = new Dictionary<string, string>();
        for (SkipBlank(); Peek() != '}'; SkipBlank())
        {
            var (key, identity) = ReadKey();
            if (!keys.TryAdd(identity, key)) (key, _repeatsKey) = (keys[identity], true);
            else if (members.ContainsKey(key)) throw Error($"two different keys would both be \"{key}\" in JSON");
            SkipBlank();
            if (!Skip(':')) throw Error("a ':' is missing (a set cannot be said in JSON)");
            var start = _json.Length;
            ReadValue();
            members[key] = _json.ToString(start, _json.Length - start);
            _json.Length = start;
            SkipBlank();
            if (!Skip(',') && Peek() != '}') throw Error("a comma or '}' is missing");
        }

        Close();
        AppendMembers(members);
    }

    private readonly void AppendMembers(OrderedDictionary<string, string> members)
    {
        _json.Append('{');
        var first = true;
        foreach (var (key, value) in members)
        {
            if (!first) _json.Append(',');
            first = false;
            PythonLiteralString.AppendJson(_json, key);
            _json.Append(':').Append(value);
        }

        _json.Append('}');
    }

    /// <summary>A key as <c>json.dumps</c> writes it, and what it equals in Python, where <c>1 == 1.0 == True</c>.</summary>
    private (string Key, string Identity) ReadKey()
    {
        if (Peek() is '"' or '\'')
        {
            var text = ReadStrings();
            return (text, "s" + text);
        }

        if (Peek() is (>= '0' and <= '9') or '.' or '-' or '+')
        {
            var number = ReadNumber();
            return (number, "n" + ValueOf(number));
        }

        var name = ReadName();
        return (name, name switch { "true" => "n1", "false" => "n0", _ => name });
    }

    /// <summary>A whole float equals the integer of its value: <c>-0.0 == 0</c>, <c>1e16 == 10000000000000000</c>.</summary>
    private static string ValueOf(string number) =>
        number.AsSpan().ContainsAny('.', 'e') && double.Parse(number, CultureInfo.InvariantCulture) is var value && double.IsInteger(value)
            ? new BigInteger(value).ToString(CultureInfo.InvariantCulture)
            : number;
}
