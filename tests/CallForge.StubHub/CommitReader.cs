using System.Collections.Immutable;
using System.Text;
using System.Text.Json;

namespace CallForge.StubHub;

/// <summary>What a commit asks for.</summary>
internal sealed record CommitRequest(string Title, string? Parent, ImmutableSortedDictionary<string, StubFile> Changed, ImmutableSortedSet<string> Deleted);

/// <summary>Reads a commit: a JSON object on each line, the head first, each path once.</summary>
internal sealed class CommitReader(StubRepository repository, StubHubOptions options)
{
    private readonly Dictionary<string, StubFile?> _files = new(StringComparer.Ordinal);

    public CommitRequest Read(byte[] body)
    {
        var lines = Encoding.UTF8.GetString(body).Split('\n');
        if (lines[^1].Length == 0) lines = lines[..^1]; // Python ends the last line, JavaScript does not.
        var operations = lines.Select(Parse).ToList();
        if (operations.Count == 0 || operations[0].Key != "header") throw Refusal.Bad("the first line must be the header");
        var head = operations[0].Value;
        var title = Answers.Text(head, "summary");
        if (title.Length == 0) throw Refusal.Bad("'summary' must not be empty");
        var parent = Answers.TextOrNull(head, "parentCommit");
        if (parent is not null && (parent.Length != 40 || !parent.All(char.IsAsciiHexDigitLower))) throw Refusal.Bad("'parentCommit' must be a commit in hex");
        foreach (var (key, value) in operations.Skip(1)) Add(key, value);
        if (_files.Count == 0) throw Refusal.Bad("a commit must change something");
        return new CommitRequest(
            title, parent,
            _files.Where(file => file.Value is not null).ToImmutableSortedDictionary(file => file.Key, file => file.Value!, StringComparer.Ordinal),
            [.. _files.Where(file => file.Value is null).Select(file => file.Key)]);
    }

    private static (string Key, JsonElement Value) Parse(string line)
    {
        try
        {
            using var json = JsonDocument.Parse(line);
            var names = json.RootElement.EnumerateObject().Select(member => member.Name).Order(StringComparer.Ordinal);
            if (!names.SequenceEqual(["key", "value"])) throw Refusal.Bad("a line must have a key and a value");
            return (Answers.Text(json.RootElement, "key"), json.RootElement.GetProperty("value").Clone());
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            throw Refusal.Bad("a line is no JSON object");
        }
    }

    private void Add(string key, JsonElement value)
    {
        var path = Answers.Text(value, "path");
        if (!PreuploadRoute.IsPath(path)) throw Refusal.Bad($"'{path}' is no path");
        StubFile? file = key switch
        {
            "file" => Regular(path, value),
            "lfsFile" => Large(path, value),
            "deletedFile" => null,
            _ => throw Refusal.Bad($"'{key}' is no operation"),
        };
        if (!_files.TryAdd(path, file)) throw Refusal.Bad($"'{path}' is there twice");
    }

    private StubFile.Regular Regular(string path, JsonElement value)
    {
        if (Answers.Text(value, "encoding") != "base64") throw Refusal.Bad("'encoding' must be base64");
        var content = Answers.Base64(value, "content");
        if (content.Length > 0 && PreuploadRoute.IsLfs(path, content.Length, options)) throw Refusal.Bad($"'{path}' must be sent as a large file");
        return content.AsSpan().IndexOf(Encoding.ASCII.GetBytes(options.Token)) < 0 ? new StubFile.Regular(content) : throw Refusal.Bad($"'{path}' has the token in it");
    }

    private StubFile.Lfs Large(string path, JsonElement value)
    {
        var (oid, size) = (Answers.Sha256(value, "oid"), Answers.Number(value, "size"));
        if (Answers.Text(value, "algo") != "sha256") throw Refusal.Bad("'algo' must be sha256");
        if (!PreuploadRoute.IsLfs(path, size, options)) throw Refusal.Bad($"'{path}' must be sent as a regular file");
        return repository.Objects.GetValueOrDefault(oid, -1) == size ? new StubFile.Lfs(oid, size) : throw Refusal.Bad($"the object of '{path}' was not sent, or has another size");
    }
}
