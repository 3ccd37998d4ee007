using System.Buffers;

namespace CallForge.LocalServer;

/// <summary>What <c>/v1/responses</c> answers, in the keys and order of the recording <c>ResponsesWithReasoning</c>.</summary>
internal static class ResponseBody
{
    private static readonly BodyTemplate Template = new("""
        {"id": <id>, "object": "response", "created_at": <created_at>, "status": <status>, "background": <background|false>,
        "billing": {"payer": "developer"}, "completed_at": <completed_at>, "error": null,
        "frequency_penalty": <frequency_penalty|0.0>, "incomplete_details": <incomplete_details>, "instructions": <instructions>,
        "max_output_tokens": <max_output_tokens>, "max_tool_calls": <max_tool_calls|null>, "model": <model>, "moderation": null,
        "output": [<output>], "parallel_tool_calls": <parallel_tool_calls|true>, "presence_penalty": <presence_penalty|0.0>,
        "previous_response_id": <previous_response_id|null>, "prompt_cache_key": <prompt_cache_key|null>,
        "prompt_cache_retention": <prompt_cache_retention|"24h">,
        "reasoning": {"context": <reasoning.context|"all_turns">, "effort": <effort>, "mode": <reasoning.mode|"standard">,
        "summary": <reasoning.summary|null>}, "safety_identifier": <safety_identifier|null>, "service_tier": "default",
        "store": <store|true>, "temperature": <temperature|1.0>,
        "text": <text|{"format": {"type": "text"}, "verbosity": "medium"}>, "tool_choice": <tool_choice|"auto">,
        "tool_usage": {"image_gen": {"input_tokens": 0, "input_tokens_details": {"image_tokens": 0, "text_tokens": 0},
        "output_tokens": 0, "output_tokens_details": {"image_tokens": 0, "text_tokens": 0}, "total_tokens": 0},
        "web_search": {"num_requests": 0}}, "tools": <tools|[]>, "top_logprobs": <top_logprobs|0>, "top_p": <top_p|0.98>,
        "truncation": <truncation|"disabled">, "usage": {"input_tokens": <input_tokens>,
        "input_tokens_details": {"cache_write_tokens": 0, "cached_tokens": <cached_tokens>}, "output_tokens": <output_tokens>,
        "output_tokens_details": {"reasoning_tokens": <reasoning_tokens>}, "total_tokens": <total_tokens>},
        "user": <user|null>, "metadata": <metadata|{}>}
        """);

    private static readonly BodyTemplate Reasoning = new("""
        {"id": <id>, "type": "reasoning", "content": [], "encrypted_content": <encrypted_content>, "summary": []}
        """);

    private static readonly BodyTemplate Message = new("""
        {"id": <id>, "type": "message", "status": <status>,
        "content": [{"type": "output_text", "annotations": [], "logprobs": [], "text": <text>}],
        "phase": "final_answer", "role": "assistant"}
        """);

    private static readonly BodyTemplate Refused = new("""
        {"id": <id>, "type": "message", "status": <status>, "content": [{"type": "refusal", "refusal": <text>}],
        "phase": "final_answer", "role": "assistant"}
        """);

    /// <param name="hash">64 hexadecimal digits that stand for the request.</param>
    public static void Write(RequestBody request, Answer answer, string hash, long time, IBufferWriter<byte> output) =>
        Template.Write(output, request.Others, (slot, output) =>
        {
            switch (slot)
            {
                case "id": output.Add("resp_" + hash[..50]); break;
                case "created_at": output.Add(time); break;
                case "completed_at" when answer.IsCut: output.Write("null"u8); break;
                case "completed_at": output.Add(time); break;
                case "status": output.Add(Status(answer)); break;
                case "incomplete_details" when answer.IsCut: output.Write("{\"reason\": \"max_output_tokens\"}"u8); break;
                case "incomplete_details": output.Write("null"u8); break;
                case "instructions" when request.Instructions?.Shared is { } shared: output.Write(shared.Ascii); break;
                case "instructions": output.Add(request.Instructions?.Text); break;
                case "max_output_tokens" when request.MaxOutputTokens is { } maximum: output.Add(maximum); break;
                case "max_output_tokens": output.Write("null"u8); break;
                case "model": output.Add(ModelObject.SnapshotOf(request.Model!)); break;
                case "effort": output.Add(answer.Effort); break;
                case "output": WriteItems(request, answer, hash, output); break;
                case "input_tokens": output.Add(answer.InputTokens); break;
                case "cached_tokens": output.Add(answer.CachedTokens); break;
                case "output_tokens": output.Add(answer.OutputTokens); break;
                case "reasoning_tokens": output.Add(answer.ReasoningTokens); break;
                case "total_tokens": output.Add(answer.InputTokens + answer.OutputTokens); break;
            }
        });

    private static string Status(Answer answer) => answer.IsCut ? "incomplete" : "completed";

    // A model that spends all it may on reasoning writes no message.
    private static void WriteItems(RequestBody request, Answer answer, string hash, IBufferWriter<byte> output)
    {
        var hasMessage = !answer.IsCut || answer.Text.Length > 0;
        if (answer.Effort is not (null or "none"))
        {
            Reasoning.Write(output, request.Others, (slot, output) =>
                output.Add(slot == "id" ? "rs_" + hash[7..57] : "gAAAAAB" + hash));
            if (hasMessage) output.Write(", "u8);
        }

        if (answer.Fragment is { } fragment)
        {
            WriteMessage("msg_" + hash[..50], answer with { Text = fragment }, output);
            output.Write(", "u8);
        }

        if (hasMessage) WriteMessage("msg_" + hash[14..], answer, output);
    }

    private static void WriteMessage(string id, Answer answer, IBufferWriter<byte> output) =>
        (answer.IsRefusal ? Refused : Message).Write(output, [], (slot, output) =>
            output.Add(slot switch { "id" => id, "status" => Status(answer), _ => answer.Text }));
}
