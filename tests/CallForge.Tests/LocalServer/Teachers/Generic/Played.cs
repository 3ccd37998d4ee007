using System.Text;
using System.Text.Json;
using CallForge.Conversations;
using CallForge.Domains;
using CallForge.Generate;
using CallForge.LocalServer.Teachers.Generic;
using NJsonSchema;
using Xunit;

namespace CallForge.Tests.LocalServer.Teachers.Generic;

/// <summary>A call and what it returned, as the reader found them, with what the customer had said before it.</summary>
internal sealed record PlayedCall(string Name, JsonElement Arguments, JsonElement Response, string Before);

/// <summary>Conversations of a pack, acted and read back.</summary>
internal sealed class Played(DomainPack pack, bool checksSchemas = true)
{
    private readonly Dictionary<string, (JsonSchema Parameters, JsonSchema Returns)> _schemas = pack.Tools.Where(_ => checksSchemas).ToDictionary(
        tool => tool.Name, tool => (Schema(tool.Parameters), Schema(tool.Returns)));

    private readonly GenericTeacher _teacher = new(pack);

    public IEnumerable<(Scenario Scenario, string Text)> Texts(int count) =>
        new ScenarioDealer(pack, pack.Mixes[0], 7, pack.Pools.Chitchat).Deal(count)
            .Select((scenario, i) => (scenario, _teacher.Play(scenario, SeededRandom.For(1, "test", $"{i}"))));

    /// <summary>Reads a transcript, which must need no repair, and gives its calls.</summary>
    public List<PlayedCall> Calls(string text)
    {
        var reading = new TranscriptReader(pack.Labels, pack.Tools).Read(Encoding.UTF8.GetBytes(text));
        Assert.True(reading.Rejection is null, $"{reading.Rejection} in\n{text}");
        Assert.Empty(reading.Repairs);
        var (calls, turns, before) = (new List<PlayedCall>(), reading.Conversation!.Turns, new StringBuilder());
        for (var i = 0; i < turns.Count; i++)
        {
            if (turns[i] is CustomerTurn customer) before.Append(Encoding.UTF8.GetString(customer.Text.Span)).Append('\n');
            if (turns[i] is not AssistantTurn { Calls: [var call] }) continue;
            var response = Parse(Assert.Single(Assert.IsType<ResponseTurn>(turns[i + 1]).Responses));
            calls.Add(new PlayedCall(call.Name, Parse(call.Arguments), response, before.ToString()));
            before.Append(response.GetRawText()).Append('\n');
        }

        return calls;
    }

    /// <summary>What NJsonSchema has against a call and its response.</summary>
    public IEnumerable<string> Faults(PlayedCall call) =>
        _schemas[call.Name].Parameters.Validate(call.Arguments.GetRawText()).Concat(_schemas[call.Name].Returns.Validate(call.Response.GetRawText()))
            .Select(error => $"{call.Name}: {error} in {call.Arguments} or {call.Response}");

    private static JsonElement Parse(ReadOnlyMemory<byte> json) => JsonDocument.Parse(json).RootElement;

    private static JsonSchema Schema(JsonElement schema) => JsonSchema.FromJsonAsync(schema.GetRawText()).GetAwaiter().GetResult();
}
