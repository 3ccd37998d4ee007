using System.Text;

namespace CallForge.Text.Rows.Reading;

/// <summary>Messages in one text, between <c>&lt;|im_start|&gt;</c> and <c>&lt;|im_end|&gt;</c>, as chat templates write them.</summary>
internal static class ChatMarkup
{
    /// <param name="problem">What is wrong with the text, or null; what was read before it counts.</param>
    public static IReadOnlyList<RowMessage> Messages(ReadOnlyMemory<byte> text, out string? problem)
    {
        var messages = new List<RowMessage>();
        problem = null;
        for (var rest = text; !rest.Span.Trim(" \r\n"u8).IsEmpty;)
        {
            var start = rest.Span.IndexOf("<|im_start|>"u8);
            if (start < 0 || !rest.Span[..start].Trim(" \r\n"u8).IsEmpty)
            {
                problem = "Text stands outside of <|im_start|> and <|im_end|>.";
                break;
            }

            rest = rest[(start + "<|im_start|>".Length)..];
            var end = rest.Span.IndexOf("<|im_end|>"u8);
            if (end < 0) problem = "The last message has no <|im_end|>.";
            var message = end < 0 ? rest : rest[..end];
            rest = end < 0 ? default : rest[(end + "<|im_end|>".Length)..];
            var line = message.Span.IndexOf((byte)'\n');
            messages.Add(new RowMessage(Encoding.UTF8.GetString(line < 0 ? message.Span : message.Span[..line]), line < 0 ? default : message[(line + 1)..], default));
        }

        return messages;
    }
}
