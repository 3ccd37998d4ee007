using System.Text.Json;
using Xunit;

namespace CallForge.Tests.LocalServer;

public sealed class FileTests
{
    [Fact]
    public async Task A_file_is_read_listed_and_deleted_as_recorded()
    {
        await using var server = await TestServer.StartAsync();
        var id = (await server.UploadAsync("你好", "你好.txt", "assistants")).Id;

        var file = (await server.GetAsync($"files/{id}")).Json;
        Shape.AssertEqual(Fixture.Json("wire/file_chinese_name.json"), file);
        Assert.Equal("你好.txt", file.GetProperty("filename").GetString());
        Assert.Equal(JsonValueKind.Null, file.GetProperty("expires_at").ValueKind);
        Assert.Equal(id, (await server.GetAsync("files?purpose=assistants")).Json.GetProperty("first_id").GetString());
        Assert.Equal(JsonValueKind.Null, (await server.GetAsync("files?purpose=batch")).Json.GetProperty("first_id").ValueKind);

        var deleted = await server.SendAsync(HttpMethod.Delete, $"files/{id}");
        Shape.AssertEqual(Fixture.Json("wire/file_deleted.json"), deleted.Json);
        Assert.Equal(404, (await server.GetAsync($"files/{id}")).Status);
    }

    [Fact]
    public async Task An_unknown_file_is_answered_as_recorded()
    {
        await using var server = await TestServer.StartAsync();

        var reply = await server.GetAsync("files/fake_id");

        Assert.Equal(404, reply.Status);
        Assert.Equal(Fixture.Json("wire/file_not_found.json").ToString(), reply.Text);
    }

    [Theory]
    [InlineData("..%2F..%2Flock")]
    [InlineData("file-1.json")]
    [InlineData("file-1111111111111111111111%0A")]
    public async Task No_id_reaches_another_path(string id)
    {
        await using var server = await TestServer.StartAsync();

        Assert.Equal(404, (await server.GetAsync($"files/{id}/content")).Status);
        Assert.Equal(404, (await server.SendAsync(HttpMethod.Delete, $"files/{id}")).Status);
        Assert.Equal(404, (await server.GetAsync($"batches/{id}")).Status);
    }

    [Fact]
    public async Task Files_are_listed_newest_first_or_oldest_first_in_pages()
    {
        await using var server = await TestServer.StartAsync();
        var ids = new List<string>();
        for (var i = 0; i < 3; i++) ids.Add((await server.UploadAsync($"{i}")).Id);

        var first = (await server.GetAsync("files?limit=2")).Json;
        Assert.Equal([ids[2], ids[1]], Ids(first));
        Assert.True(first.GetProperty("has_more").GetBoolean());
        var second = (await server.GetAsync($"files?limit=2&after={ids[1]}")).Json;
        Assert.Equal([ids[0]], Ids(second));
        Assert.False(second.GetProperty("has_more").GetBoolean());
        Assert.Equal(ids, Ids((await server.GetAsync("files?order=asc")).Json));
        Assert.Equal(400, (await server.GetAsync("files?limit=10001")).Status);
    }

    private static IEnumerable<string> Ids(JsonElement page) =>
        page.GetProperty("data").EnumerateArray().Select(file => file.GetProperty("id").GetString()!);
}
