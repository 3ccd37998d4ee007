using System.Net.Http.Headers;
using System.Text;
using Xunit;

namespace CallForge.Tests.LocalServer;

public sealed class UploadTests
{
    [Fact]
    public async Task The_recorded_form_of_the_dotnet_sdk_is_answered_as_recorded()
    {
        await using var server = await TestServer.StartAsync();
        var recording = Fixture.Json("wire/upload.json");
        var body = recording.GetProperty("body").EnumerateArray().Select(part => part.GetString()!)
            .SelectMany(part => part.StartsWith("b64:", StringComparison.Ordinal)
                ? Convert.FromBase64String(part[4..])
                : Encoding.UTF8.GetBytes(part)).ToArray();
        Assert.Equal(recording.GetProperty("content_length").GetInt32(), body.Length);

        var reply = await server.SendAsync(HttpMethod.Post, "files", Form(body, recording.GetProperty("content_type").GetString()!));

        Assert.Equal(200, reply.Status);
        var recorded = recording.GetProperty("reply");
        Shape.AssertEqual(recorded, reply.Json);
        Assert.Equal(recorded.GetProperty("bytes").GetInt64(), reply.Json.GetProperty("bytes").GetInt64());
        Assert.Equal("test-batch-file", reply.Json.GetProperty("filename").GetString());
        Assert.Equal(2_592_000, reply.Json.GetProperty("expires_at").GetInt64() - reply.Json.GetProperty("created_at").GetInt64());
        var line = Convert.FromBase64String(recording.GetProperty("body")[3].GetString()![4..]);
        Assert.Equal(Encoding.UTF8.GetString(line), (await server.GetAsync($"files/{reply.Id}/content")).Text);
    }

    [Theory]
    [InlineData("name=\"file\"; filename=\"in.jsonl\"\r\nContent-Type: application/jsonl", "in.jsonl")]
    [InlineData("name=file; filename=in.jsonl", "in.jsonl")]
    [InlineData("name=\"file\"; filename=\"你好.jsonl\"", "你好.jsonl")]
    [InlineData("name=file; filename=\"=?utf-8?B?5L2g5aW9Lmpzb25s?=\"; filename*=utf-8''%E4%BD%A0%E5%A5%BD.jsonl", "你好.jsonl")]
    public async Task The_file_part_is_understood_in_every_form_that_clients_send(string disposition, string filename)
    {
        await using var server = await TestServer.StartAsync();
        var file = $"--b=_\r\nContent-Disposition: form-data; {disposition}\r\n\r\none\ntwo\r\n";
        const string Purpose = "--b=_\r\nContent-Disposition: form-data; name=purpose\r\n\r\nbatch\r\n";
        foreach (var form in new[] { file + Purpose, Purpose + file })
        {
            var reply = await server.SendAsync(
                HttpMethod.Post, "files", Form(Encoding.UTF8.GetBytes(form + "--b=_--\r\n"), "multipart/form-data; boundary=\"b=_\""));

            Assert.Equal(200, reply.Status);
            Assert.Equal(filename, reply.Json.GetProperty("filename").GetString());
            Assert.Equal(7, reply.Json.GetProperty("bytes").GetInt64());
            Assert.Equal("one\ntwo", (await server.GetAsync($"files/{reply.Id}/content")).Text);
        }
    }

    [Fact]
    public async Task A_file_can_be_given_its_own_lifetime()
    {
        await using var server = await TestServer.StartAsync();
        using var form = new MultipartFormDataContent
        {
            { new StringContent("{}"), "file", "a.jsonl" },
            { new StringContent("user_data"), "purpose" },
            { new StringContent("created_at"), "expires_after[anchor]" },
            { new StringContent("3600"), "expires_after[seconds]" },
        };

        var file = (await server.SendAsync(HttpMethod.Post, "files", form)).Json;

        Assert.Equal(3600, file.GetProperty("expires_at").GetInt64() - file.GetProperty("created_at").GetInt64());
    }

    [Fact]
    public async Task An_unknown_purpose_is_refused_as_recorded()
    {
        await using var server = await TestServer.StartAsync();

        var reply = await server.UploadAsync("{}", purpose: "world_domination");

        Assert.Equal(400, reply.Status);
        Assert.Equal(Fixture.Json("wire/unknown_purpose.json").ToString(), reply.Text);
    }

    [Theory]
    [InlineData("", "input.jsonl", "File is empty.")]
    [InlineData("{}", "input.txt", "Invalid file format for Batch API. Must be .jsonl")]
    public async Task A_file_that_no_batch_can_use_is_refused(string content, string filename, string message)
    {
        await using var server = await TestServer.StartAsync();

        var reply = await server.UploadAsync(content, filename);

        Assert.Equal(400, reply.Status);
        Assert.Equal(message, reply.Message);
        Assert.Equal(message, reply.Json.GetProperty("detail").GetProperty("message").GetString());
        Assert.Empty((await server.GetAsync("files")).Json.GetProperty("data").EnumerateArray());
    }

    [Theory]
    [InlineData("multipart/form-data; boundary=b", "--b\r\nContent-Disposition: form-data; name=purpose\r\n\r\nbatch\r\n--b--\r\n", "'file'")]
    [InlineData("multipart/form-data; boundary=b", "--b\r\nContent-Disposition: form-data; name=file; filename=a\r\n\r\n1\r\n--b--\r\n", "'purpose'")]
    [InlineData("multipart/form-data; boundary=b", "--b\r\nContent-Disposition: form-data; name=file; filename=a\r\n\r\n1", "form ends")]
    [InlineData("application/json", "{}", "no form")]
    public async Task A_form_with_something_missing_is_refused(string contentType, string body, string message)
    {
        await using var server = await TestServer.StartAsync();

        var reply = await server.SendAsync(HttpMethod.Post, "files", Form(Encoding.ASCII.GetBytes(body), contentType));

        Assert.Equal(400, reply.Status);
        Assert.Contains(message, reply.Message, StringComparison.Ordinal);
    }

    private static ByteArrayContent Form(byte[] body, string contentType) =>
        new(body) { Headers = { ContentType = MediaTypeHeaderValue.Parse(contentType) } };
}
