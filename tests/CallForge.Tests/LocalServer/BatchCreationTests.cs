using Xunit;

namespace CallForge.Tests.LocalServer;

public sealed class BatchCreationTests
{
    private const string Good = """ "input_file_id":"file-x","endpoint":"/v1/responses","completion_window":"24h" """;

    [Theory]
    [InlineData("""{"endpoint":"/v1/responses","completion_window":"24h"}""", "input_file_id", "missing_required_parameter")]
    [InlineData("""{"input_file_id":"file-x","completion_window":"24h"}""", "endpoint", "missing_required_parameter")]
    [InlineData("""{"input_file_id":"file-x","endpoint":"/v1/responses"}""", "completion_window", "missing_required_parameter")]
    [InlineData("""{"input_file_id":7,"endpoint":"/v1/responses","completion_window":"24h"}""", "input_file_id", "invalid_type")]
    [InlineData("""{"input_file_id":"f","endpoint":"/v1/invalid/endpoint","completion_window":"24h"}""", "endpoint", "invalid_value")]
    [InlineData("""{"input_file_id":"f","endpoint":"/v1/responses","completion_window":"48h"}""", "completion_window", "invalid_value")]
    [InlineData("{" + Good + ""","metadata":{"tags":["a"]}}""", "metadata.tags", "invalid_type")]
    [InlineData("{" + Good + ""","metadata":"a"}""", "metadata", "invalid_type")]
    [InlineData("{" + Good + ""","output_expires_after":{"anchor":"created_at","seconds":60}}""", "output_expires_after.seconds", null)]
    [InlineData("no json", null, null)]
    [InlineData("[]", null, null)]
    public async Task A_wrong_body_is_refused_at_once(string body, string? param, string? code)
    {
        await using var server = await TestServer.StartAsync();

        var reply = await server.PostAsync("batches", body);

        Assert.Equal(400, reply.Status);
        Assert.Equal(param, reply.Json.GetProperty("error").GetProperty("param").GetString());
        Assert.Equal(code, reply.Json.GetProperty("error").GetProperty("code").GetString());
        Assert.Empty((await server.GetAsync("batches")).Json.GetProperty("data").EnumerateArray());
    }

    [Theory]
    [InlineData(17, 2, 1, false)]
    [InlineData(16, 64, 512, true)]
    [InlineData(1, 65, 1, false)]
    [InlineData(1, 64, 513, false)]
    public async Task Metadata_has_its_limits(int pairs, int keyLength, int valueLength, bool isAccepted)
    {
        await using var server = await TestServer.StartAsync();
        var metadata = Enumerable.Range(0, pairs)
            .Select(i => $"\"{i.ToString("D2").PadLeft(keyLength, 'k')}\":\"{new string('v', valueLength)}\"");

        var reply = await server.PostAsync("batches", "{" + Good + ",\"metadata\":{" + string.Join(',', metadata) + "}}");

        Assert.Equal(isAccepted ? 200 : 400, reply.Status);
    }

    [Fact]
    public async Task The_message_names_the_type_that_came_instead()
    {
        await using var server = await TestServer.StartAsync();

        var reply = await server.PostAsync("batches", "{" + Good + ""","metadata":{"tags":["a"]}}""");

        Assert.Equal("Invalid type for 'metadata.tags': expected a string, but got an array instead.", reply.Message);
    }

    [Fact]
    public async Task Output_files_live_as_long_as_asked()
    {
        await using var server = await TestServer.StartAsync();
        var file = await server.UploadAsync(Requests.Line("a"));
        var created = await server.PostAsync("batches", $$"""
            {"input_file_id":"{{file.Id}}","endpoint":"/v1/responses","completion_window":"24h",
             "output_expires_after":{"anchor":"created_at","seconds":7200} }
            """);

        var batch = await server.EndOfAsync(created.Id);

        var output = (await server.GetAsync($"files/{batch.GetProperty("output_file_id").GetString()}")).Json;
        Assert.Equal(7200, output.GetProperty("expires_at").GetInt64() - output.GetProperty("created_at").GetInt64());
    }
}
