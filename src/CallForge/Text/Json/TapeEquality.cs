namespace CallForge.Text.Json;

/// <summary>Values that say the same: objects without order, <c>1</c> and <c>1.0</c> as one number.</summary>
internal static class TapeEquality
{
    private const int Few = 32; // So many are compared each with each.

    public static bool AreEqual(JsonTape tape, int node, JsonTape other, int second)
    {
        ref readonly var one = ref tape[node];
        ref readonly var two = ref other[second];
        if (one.Kind != two.Kind || one.Count != two.Count) return false;
        return one.Kind switch
        {
            JsonKind.String => tape.Text(node).SequenceEqual(other.Text(second)),
            JsonKind.Number => one.IsInteger && two.IsInteger ? one.Integer == two.Integer : JsonNumber.Compare(tape.Number(node), other.Number(second)) == 0,
            JsonKind.Array => HaveEqualElements(tape, node, other, second),
            JsonKind.Object => one.Count > Few ? HaveEqualManyMembers(tape, node, other, second) : HaveEqualMembers(tape, node, other, second),
            _ => true,
        };
    }

    /// <summary>The first element that is equal to an earlier one, and that one; -1 if all are different.</summary>
    public static (int Element, int Earlier) FirstRepeated(JsonTape tape, int array)
    {
        if (tape[array].Count > Few) return FirstRepeatedOfMany(tape, array);
        for (int child = array + 1, end = tape[array].End; child < end; child = tape[child].End)
            for (var earlier = array + 1; earlier < child; earlier = tape[earlier].End)
                if (AreEqual(tape, child, tape, earlier)) return (child, earlier);
        return (-1, -1);
    }

    private static bool HaveEqualElements(JsonTape tape, int node, JsonTape other, int second)
    {
        for (int child = node + 1, end = tape[node].End, twin = second + 1; child < end; child = tape[child].End, twin = other[twin].End)
            if (!AreEqual(tape, child, other, twin)) return false;
        return true;
    }

    private static bool HaveEqualMembers(JsonTape tape, int node, JsonTape other, int second)
    {
        var expected = second + 1; // Mostly both have one order.
        for (int child = node + 1, end = tape[node].End; child < end; child = tape[child].End)
        {
            var name = tape.Name(child);
            var twin = expected < other[second].End && other.Name(expected).SequenceEqual(name) ? expected : other.Find(second, name);
            if (twin < 0 || !AreEqual(tape, child, other, twin)) return false;
            expected = other[twin].End;
        }

        return true;
    }

    private static bool HaveEqualManyMembers(JsonTape tape, int node, JsonTape other, int second)
    {
        var (one, two) = (ByName(tape, node), ByName(other, second));
        for (var i = 0; i < one.Length; i++)
            if (!tape.Name(one[i]).SequenceEqual(other.Name(two[i])) || !AreEqual(tape, one[i], other, two[i])) return false;
        return true;
    }

    private static int[] ByName(JsonTape tape, int node)
    {
        var members = Children(tape, node);
        Array.Sort(members, (one, other) => tape.Name(one).SequenceCompareTo(tape.Name(other)) is not 0 and var order ? order : one.CompareTo(other));
        return members;
    }

    private static (int Element, int Earlier) FirstRepeatedOfMany(JsonTape tape, int array)
    {
        var first = new Dictionary<int, List<int>>();
        foreach (var child in Children(tape, array))
        {
            var hash = Hash(tape, child);
            if (!first.TryGetValue(hash, out var alike)) first.Add(hash, alike = []);
            foreach (var earlier in alike)
                if (AreEqual(tape, child, tape, earlier)) return (child, earlier);
            alike.Add(child);
        }

        return (-1, -1);
    }

    private static int[] Children(JsonTape tape, int node)
    {
        var children = new int[tape[node].Count];
        for (int i = 0, child = node + 1; i < children.Length; i++, child = tape[child].End) children[i] = child;
        return children;
    }

    private static int Hash(JsonTape tape, int node)
    {
        var hash = new HashCode();
        hash.Add(tape.Kind(node));
        if (tape.Kind(node) == JsonKind.String) hash.AddBytes(tape.Text(node));
        else if (tape.Kind(node) == JsonKind.Number) hash.Add(tape.Number(node).Hash());
        else if (tape.Kind(node) == JsonKind.Array)
            foreach (var child in Children(tape, node)) hash.Add(Hash(tape, child));
        else if (tape.Kind(node) == JsonKind.Object) hash.Add(Children(tape, node).Aggregate(0, (sum, child) => sum + MemberHash(tape, child)));
        return hash.ToHashCode();
    }

    private static int MemberHash(JsonTape tape, int member)
    {
        var hash = new HashCode();
        hash.AddBytes(tape.Name(member));
        hash.Add(Hash(tape, member));
        return hash.ToHashCode();
    }
}
