using System.Text;
using System.Text.Json;
using CallForge.Conversations;
using CsCheck;
using Xunit;

namespace CallForge.Tests.Conversations;

public sealed class TextOutputTests
{
    private static readonly Gen<string> AnyText = Gen.Char.Where(letter => !char.IsSurrogate(letter)).Array[0, 80].Select(letters => new string(letters));

    private static readonly string[] Specials = ["\"", "\\", "\n", "\u0001", "😀", "가"];

    [Fact]
    public void What_is_escaped_reads_back_as_the_same_text() =>
        Gen.Select(AnyText, Gen.Int[0, Specials.Length - 1].Select(i => Specials[i]), AnyText).Sample((before, special, after) =>
        {
            var text = before + special + after;
            var output = new TextOutput(capacity: 8) { Escapes = true };
            output.Write(Encoding.UTF8.GetBytes(text));
            return JsonSerializer.Deserialize<string>($"\"{Encoding.UTF8.GetString(output.Written)}\"") == text;
        });

    [Fact]
    public void A_prepared_text_is_written_as_the_text_itself_would_be() =>
        AnyText.Sample(text =>
        {
            var prepared = PreparedText.Of(Encoding.UTF8.GetBytes(text));
            return Array.TrueForAll([true, false], escapes => Written(escapes, output => output.Write(prepared)) == Written(escapes, output => output.Write(Encoding.UTF8.GetBytes(text))));
        });

    private static string Written(bool escapes, Action<TextOutput> write)
    {
        var output = new TextOutput(capacity: 8) { Escapes = escapes };
        write(output);
        return Encoding.UTF8.GetString(output.Written);
    }
}
