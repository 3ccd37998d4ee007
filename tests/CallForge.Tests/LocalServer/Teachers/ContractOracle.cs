using System.Text.Json;
using System.Text.RegularExpressions;
using Xunit;

namespace CallForge.Tests.LocalServer.Teachers;

/// <summary>
/// Checks a transcript against the invariants and slot rules of the delivery contract, knowing nothing of the simulation:
/// only what was said and returned.
/// </summary>
internal sealed partial class ContractOracle
{
    private readonly TranscriptLines _transcript;
    private readonly HashSet<string> _known;
    private readonly OracleCart _cart = new();
    private readonly OracleMarket _market = new();
    private readonly Dictionary<string, JsonElement> _addresses = [];
    private readonly List<JsonElement> _responses = [];
    private readonly HashSet<string> _doneThisTurn = [];
    private readonly HashSet<string> _gone = [];
    private string _customerSoFar = "";
    private string _heard = "";
    private string? _snapshot;
    private string? _refusal;

    private ContractOracle(TranscriptLines transcript)
    {
        _transcript = transcript;
        _known = [transcript.UserId];
    }

    public static void Check(string text)
    {
        var transcript = TranscriptLines.Parse(text);
        CheckTurns(transcript);
        var oracle = new ContractOracle(transcript);
        foreach (var line in transcript.Lines) oracle.Read(line);
    }

    // Invariant 1.
    private static void CheckTurns(TranscriptLines transcript)
    {
        Assert.Equal("customer", transcript.Lines[0].Kind);
        Assert.Equal("agent", transcript.Lines[^1].Kind);
        for (var i = 1; i < transcript.Lines.Count; i++)
        {
            var (before, line) = (transcript.Lines[i - 1], transcript.Lines[i]);
            if (line.Kind != "call") Assert.NotEqual(before.Kind, line.Kind);
            if (line.Kind == "customer") Assert.Equal("agent", before.Kind);
        }
    }

    private void Read(TranscriptLine line)
    {
        switch (line.Kind)
        {
            case "customer":
                _customerSoFar += line.Text + "\n";
                _heard = line.Text;
                _doneThisTurn.Clear();
                foreach (Match id in Uuid().Matches(line.Text)) _known.Add(id.Value);
                break;
            case "agent": CheckSpeech(line.Text); break;
            default: ReadCall(line); break;
        }
    }

    private void ReadCall(TranscriptLine line)
    {
        if (line.Arguments.TryGetProperty("user_id", out var user)) Assert.Equal(_transcript.UserId, user.GetString());
        CheckIds(line.Arguments, mustBeKnown: true);
        CheckIds(line.Response, mustBeKnown: false);
        CheckTimes(line);
        CheckSaid(line);
        if (line.IsError) ReadRefusal(line);
        else CheckMeaning(line);
        _responses.Add(line.Response);
        if (!line.IsError) _doneThisTurn.Add(line.Name);
    }

    private void CheckMeaning(TranscriptLine line)
    {
        var (arguments, response) = (line.Arguments, line.Response);
        switch (line.Name)
        {
            case "search_restaurants":
                SlotRules.Check(arguments, _customerSoFar, _heard);
                _market.ReadSearch(arguments, response);
                break;
            case "get_restaurant_detail": _market.ReadDetail(arguments, response); break;
            case "get_cart": _cart.ReadCart(response); break;
            case "add_to_cart":
                _market.CheckOrderable(arguments);
                _cart.Add(arguments, response, _market);
                break;
            case "update_cart_item": _cart.Update(arguments, response); break;
            case "remove_cart_items": _cart.Remove(arguments, response); break;
            case "list_addresses":
                foreach (var address in response.EnumerateArray()) ReadListed(address);
                break;
            case "upsert_address": ReadUpsert(arguments, response.GetString()!); break;
            case "prepare_checkout": ReadCheckout(arguments, response); break;
            case "place_order":
                Assert.Equal(_snapshot, arguments.GetProperty("snapshot").GetRawText());
                Assert.Contains(arguments.Text("payment_method"), new[] { "card", "kakao", "naver", "toss" });
                _cart.Clear();
                break;
            case "get_order_status": Assert.Equal(arguments.Text("order_id"), response.Text("order_id")); break;
            default: Assert.Fail($"There is no function '{line.Name}'."); break;
        }
    }

    // What the agent does not know from the list came from the customer.
    private void ReadUpsert(JsonElement arguments, string id)
    {
        Assert.Equal(arguments.Text("address_id") ?? id, id);
        var listed = arguments.Text("address_id") is null ? "" : _addresses[id].GetRawText();
        foreach (var name in (string[])["recipient_name", "phone", "line1", "line2", "gate_password", "delivery_note"])
        {
            if (arguments.Text(name) is { } value) Assert.Contains(value, _customerSoFar + listed, StringComparison.Ordinal);
        }

        _addresses[id] = arguments;
    }

    private void ReadListed(JsonElement address)
    {
        var id = address.Text("address_id")!;
        Assert.DoesNotContain(id, _gone);
        if (_addresses.TryGetValue(id, out var known)) Assert.Equal(known.Text("line1"), address.Text("line1"));
        _addresses[id] = address;
    }

    // Invariants 8 and 12.
    private void ReadCheckout(JsonElement arguments, JsonElement response)
    {
        _cart.CheckItems(response);
        _market.CheckMinimum(response);
        var address = _addresses[arguments.Text("address_id")!];
        Assert.Equal(arguments.Text("address_id"), response.Text("address_id"));
        foreach (var field in (string[])["recipient_name", "phone", "line1", "line2"])
            Assert.Equal(address.Text(field), response.Text($"delivery_{field}"));
        Assert.Equal(arguments.Text("delivery_note"), response.Text("delivery_note"));
        Assert.Equal(response.Number("subtotal"), response.Number("total"));
        _snapshot = response.GetRawText();
    }

    // Invariants 3 and 4.
    private void CheckIds(JsonElement element, bool mustBeKnown)
    {
        foreach (Match match in Uuid().Matches(element.GetRawText()))
        {
            if (mustBeKnown) Assert.Contains(match.Value, _known);
            else _known.Add(match.Value);
        }

        if (element.ValueKind == JsonValueKind.Object)
        {
            var ids = element.EnumerateObject().Where(one => one.Name.EndsWith("_id", StringComparison.Ordinal) && one.Name != "pg_id");
            foreach (var property in ids) Assert.Matches($"^{Uuid()}$", property.Value.GetString());
        }
    }
}
