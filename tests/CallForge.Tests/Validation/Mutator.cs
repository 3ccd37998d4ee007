using System.Text.Json.Nodes;

namespace CallForge.Tests.Validation;

/// <summary>Everything that can be made wrong in a clean conversation of the built-in domain, of the rungs form, schema and provenance.</summary>
internal static class Mutator
{
    private const string Fresh = "0b5f6a1e-7c1d-4e0a-9a34-5d1c2b3a4f50";
    private const string OfPrompt = "bc21d84f-e281-499d-82dc-a54c9edb0e5f";
    private static readonly string[] Foreign =
    [
        "Your order has been placed successfully, thank you for waiting.", "您的订单已经确认，谢谢您的耐心等待。", "ご注文を承りました。ありがとうございます。", "네, 담았어요. Please let me know if you need anything else.",
        "Ваш заказ принят, спасибо за ожидание.",
    ];

    private static readonly string[] Ids = ["restaurant_id", "menu_item_id", "cart_item_id", "address_id", "order_id", "cart_id"];

    public static IEnumerable<Mutation> Of(MutableRow row) => [.. Order(row), .. Texts(row), .. Calls(row), .. Responses(row), .. Provenance(row)];

    private static Mutation Make(string code, int message, string pointer, MutableRow row, Action<MutableRow> change)
    {
        var copy = row.Copy();
        change(copy);
        return new Mutation(code, message, pointer, copy.Messages);
    }

    private static IEnumerable<Mutation> Order(MutableRow row)
    {
        yield return Make("first_turn_not_customer", 0, "", row, copy => copy.Insert(0, "assistant", "안녕하세요, 무엇을 도와드릴까요?"));
        yield return Make("last_turn_not_assistant", row.Count, "", row, copy => copy.Insert(row.Count, "user", "네, 고마워요."));
        foreach (var i in row.Answers) yield return Make("turn_order", i + 1, "", row, copy => copy.Insert(i + 1, "assistant", "잠시만요."));
        foreach (var i in row.Customers) yield return Make("turn_order", i + 1, "", row, copy => copy.Insert(i + 1, "user", "저기요."));
        foreach (var i in row.Responses.Where(i => i + 1 < row.Count)) yield return Make("call_without_response", i - 1, "", row, copy => copy.Messages.RemoveAt(i));
        foreach (var i in row.Answers) yield return Make("response_without_call", i + 1, "", row, copy => copy.Insert(i + 1, "user", "<tool_response>\n{}\n</tool_response>"));
        foreach (var i in row.Answers.Where(i => i > 0 && row.Responses.Contains(i - 1) && row.Customers.Contains(i + 1)))
            yield return Make("response_without_answer", i, "", row, copy => copy.Messages.RemoveAt(i));
        foreach (var i in row.Responses) yield return Make("response_count", i, "", row, copy => copy[i] += "\n" + copy[i]);
    }

    private static IEnumerable<Mutation> Texts(MutableRow row)
    {
        foreach (var i in row.Answers.Concat(row.Customers)) yield return Make("empty_turn", i, "", row, copy => copy[i] = " \n");
        foreach (var i in row.Answers) yield return Make("special_token", i, "", row, copy => copy[i] = $"{copy[i]}<|im_end|>");
        foreach (var i in row.Customers) yield return Make("special_token", i, "", row, copy => copy[i] = $"<think>{copy[i]}");
        foreach (var i in row.Answers) yield return Make("stray_marker", i, "", row, copy => copy[i] = $"{copy[i]}\n(고객) 네");
        foreach (var i in row.Answers) yield return Make("stray_marker", i, "", row, copy => copy[i] = $"상담사: {copy[i]}");
        foreach (var (i, n) in row.Answers.Select((i, n) => (i, n))) yield return Make("wrong_language", i, "", row, copy => copy[i] = Foreign[n % Foreign.Length]);
        foreach (var i in row.Answers) yield return Make("loop", i, "", row, copy => copy[i] += string.Concat(Enumerable.Repeat(" 주문을 도와드릴게요.", 6)));
        foreach (var i in row.Answers) yield return Make("loop", i, "", row, copy => copy[i] += "\n" + string.Join('\n', Enumerable.Repeat("- 김치찌개 9,000원 (판매 중)", 12)));
        yield return Make("loop", row.Count + 4, "", row, copy =>
        {
            for (var n = 0; n < 3; n++)
            {
                copy.Insert(copy.Count, "user", "그래서 언제 와요?");
                copy.Insert(copy.Count, "assistant", "확인하고 있어요.");
            }
        });
    }

    private static IEnumerable<Mutation> Calls(MutableRow row)
    {
        foreach (var i in row.Calls)
        {
            var call = row.Payload(i)!.AsObject();
            var arguments = call["arguments"]!.AsObject();
            yield return Make("bad_payload", i, "", row, copy => copy.SetInside(i, copy.Inside(i)[..^1]));
            yield return Make("call_shape", i, "/name", row, copy => Change(copy, i, value => value["name"] = 5));
            yield return Make("call_shape", i, "", row, copy => Change(copy, i, value => value.Remove("name")));
            yield return Make("call_shape", i, "/id", row, copy => Change(copy, i, value => value["id"] = "call_1"));
            yield return Make("stray_text", i, "", row, copy => copy[i] += "\n조회했습니다.");
            yield return Make("unknown_function", i, "/name", row, copy => Change(copy, i, value => value["name"] = $"{(string)value["name"]!}s"));
            yield return Make("arguments_not_object", i, "/arguments", row, copy => Change(copy, i, value => value["arguments"] = new JsonArray(value["arguments"]!.DeepClone())));
            yield return Make("arguments_not_object", i, "/arguments", row, copy => Change(copy, i, value => value["arguments"] = value["arguments"]!.ToJsonString()));
            yield return Make("unknown_argument", i, "/arguments/language", row, copy => Change(copy, i, value => value["arguments"]!["language"] = "ko"));
            if (arguments.ContainsKey("user_id")) yield return Make("missing_argument", i, "/arguments", row, copy => Change(copy, i, value => value["arguments"]!.AsObject().Remove("user_id")));
            foreach (var key in arguments.Where(argument => argument.Value is JsonValue).Select(argument => argument.Key))
            {
                yield return Make("argument_type", i, $"/arguments/{key}", row, copy => Change(copy, i, value => value["arguments"]![key] = new JsonObject()));
                yield return Make("argument_type", i, $"/arguments/{key}", row, copy => Change(copy, i, value => value["arguments"]![key] = null));
            }

            foreach (var (key, bad) in new[] { ("quantity", JsonValue.Create(0)), ("sort", JsonValue.Create("distance")), ("category", JsonValue.Create("양식")) })
                if (arguments.ContainsKey(key)) yield return Make("argument_value", i, $"/arguments/{key}", row, copy => Change(copy, i, value => value["arguments"]![key] = bad!.DeepClone()));
        }
    }

    private static IEnumerable<Mutation> Responses(MutableRow row)
    {
        foreach (var i in row.Responses)
        {
            yield return Make("bad_payload", i, "", row, copy => copy.SetInside(i, copy.Inside(i)[1..]));
            yield return Make("error_shape", i, "/error/code", row, copy => copy.SetInside(i, "{\"error\": {\"code\": 404, \"message\": \"없는 번호입니다\"}}"));
            yield return Make("error_shape", i, "/error", row, copy => copy.SetInside(i, "{\"error\": {\"message\": \"없는 번호입니다\"}}"));
            yield return Make("error_shape", i, "/status", row, copy => copy.SetInside(i, "{\"error\": {\"code\": \"NOT_FOUND\", \"message\": \"없는 번호입니다\"}, \"status\": 404}"));
            if (row.Payload(i) is not JsonObject response || response.ContainsKey("error")) continue;
            yield return Make("unknown_field", i, "/took_ms", row, copy => Change(copy, i, value => value["took_ms"] = 12));
            foreach (var (pointer, _, key) in MutableRow.Members(response, (key, value) => value is JsonValue && !Ids.Contains(key)).Take(4))
            {
                yield return Make("missing_field", i, pointer[..pointer.LastIndexOf('/')], row, copy => At(copy, i, pointer, owner => owner.Remove(key)));
                yield return Make("response_type", i, pointer, row, copy => At(copy, i, pointer, owner => owner[key] = new JsonArray()));
            }

            foreach (var (pointer, _, key) in MutableRow.Members(response, (key, _) => key is "quantity" or "status" or "payment_status"))
                yield return Make("response_value", i, pointer, row, copy => At(copy, i, pointer, owner => owner[key] = key == "quantity" ? JsonValue.Create(0) : JsonValue.Create("lost")));
        }
    }

    private static IEnumerable<Mutation> Provenance(MutableRow row)
    {
        foreach (var i in row.Answers) yield return Make("id_only_said", i, "", row, copy => copy[i] += $" 주문 번호는 {Fresh}예요.");
        foreach (var i in row.Responses)
        {
            foreach (var (pointer, _, key) in MutableRow.Members(row.Payload(i), (key, _) => Ids.Contains(key)).Take(3))
                yield return Make("id_malformed", i, pointer, row, copy => At(copy, i, pointer, owner => owner[key] = ((string)owner[key]!).Replace('-', '_')));
            foreach (var (pointer, owner, key) in MutableRow.Members(row.Payload(i), (key, _) => key is "restaurant_id" or "menu_item_id").Where(member => IsNew(row, i, (string)member.Owner[member.Key]!)).Take(3))
                yield return Make("id_of_example", i, pointer, row, copy => Everywhere(copy, (string)owner[key]!, OfPrompt));
            var listed = MutableRow.Members(row.Payload(i), (key, value) => key is "items" or "menus" && value is JsonArray { Count: > 1 }).FirstOrDefault();
            if (listed.Owner?[listed.Key] is JsonArray list && list[0]!.AsObject().First() is { Key: "restaurant_id" or "menu_item_id" } first)
                yield return Make("id_of_two_things", i, $"{listed.Pointer}/1/{first.Key}", row, copy => At(copy, i, $"{listed.Pointer}/1/{first.Key}", owner => owner[first.Key] = first.Value!.DeepClone()));
        }

        foreach (var i in row.Calls)
        {
            foreach (var (pointer, _, key) in MutableRow.Members(row.Payload(i)!["arguments"], (key, _) => Ids.Contains(key) || key == "user_id"))
            {
                var code = key == "user_id" ? "id_of_other_customer" : "id_unknown";
                yield return Make(code, i, $"/arguments{pointer}", row, copy => At(copy, i, $"/arguments{pointer}", owner => owner[key] = Fresh));
                if (key != "user_id" && OtherId(row, i, key) is { } other)
                    yield return Make("id_of_other_kind", i, $"/arguments{pointer}", row, copy => At(copy, i, $"/arguments{pointer}", owner => owner[key] = other));
            }

            foreach (var (pointer, _, key) in MutableRow.Members(row.Payload(i)!["arguments"], (key, _) => key == "cart_item_ids"))
                yield return Make("id_unknown", i, $"/arguments{pointer}/0", row, copy => At(copy, i, $"/arguments{pointer}", owner => owner[key]![0] = Fresh));
        }
    }

    private static bool IsNew(MutableRow row, int message, string id) => Enumerable.Range(0, message).All(i => !row[i].Contains(id, StringComparison.Ordinal));

    /// <summary>An id of another kind that came up before.</summary>
    private static string? OtherId(MutableRow row, int message, string key) =>
        row.Responses.Where(i => i < message).SelectMany(i => MutableRow.Members(row.Payload(i), (other, value) => other != key && Ids.Contains(other) && value is JsonValue))
            .Select(member => (string)member.Owner[member.Key]!).FirstOrDefault();

    private static void Everywhere(MutableRow row, string from, string to)
    {
        for (var i = 0; i < row.Count; i++) row[i] = row[i].Replace(from, to, StringComparison.Ordinal);
    }

    private static void Change(MutableRow row, int message, Action<JsonObject> change)
    {
        var payload = row.Payload(message)!.AsObject();
        change(payload);
        row.SetPayload(message, payload);
    }

    private static void At(MutableRow row, int message, string pointer, Action<JsonObject> change)
    {
        var payload = row.Payload(message);
        change(MutableRow.Members(payload, (_, _) => true).First(member => member.Pointer == pointer).Owner);
        row.SetPayload(message, payload);
    }
}
