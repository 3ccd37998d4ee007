using System.Buffers;

namespace CallForge.LocalServer;

/// <summary>What <c>/v1/chat/completions</c> answers: https://platform.openai.com/docs/api-reference/chat/object</summary>
internal static class ChatBody
{
    private static readonly BodyTemplate Template = new("""
        {"id": <id>, "object": "chat.completion", "created": <created>, "model": <model>,
        "choices": [{"index": 0, "message": {"role": "assistant", "content": <content>, "refusal": <refusal>, "annotations": []},
        "logprobs": null, "finish_reason": <finish_reason>}],
        "usage": {"prompt_tokens": <prompt_tokens>, "completion_tokens": <completion_tokens>, "total_tokens": <total_tokens>,
        "prompt_tokens_details": {"cached_tokens": <cached_tokens>, "audio_tokens": 0},
        "completion_tokens_details": {"reasoning_tokens": <reasoning_tokens>, "audio_tokens": 0,
        "accepted_prediction_tokens": 0, "rejected_prediction_tokens": 0}},
        "service_tier": "default", "system_fingerprint": null}
        """);

    public static void Write(RequestBody request, Answer answer, string hash, long time, IBufferWriter<byte> output) =>
        Template.Write(output, request.Others, (slot, output) =>
        {
            switch (slot)
            {
                case "id": output.Add("chatcmpl-" + hash[..29]); break;
                case "created": output.Add(time); break;
                case "model": output.Add(ModelObject.SnapshotOf(request.Model!)); break;
                case "content": output.Add(answer.IsRefusal ? null : answer.Text); break;
                case "refusal": output.Add(answer.IsRefusal ? answer.Text : null); break;
                case "finish_reason": output.Add(answer.IsCut ? "length" : "stop"); break;
                case "prompt_tokens": output.Add(answer.InputTokens); break;
                case "completion_tokens": output.Add(answer.OutputTokens); break;
                case "total_tokens": output.Add(answer.InputTokens + answer.OutputTokens); break;
                case "cached_tokens": output.Add(answer.CachedTokens); break;
                case "reasoning_tokens": output.Add(answer.ReasoningTokens); break;
            }
        });
}
