using System.Text.RegularExpressions;

namespace CallForge.Conversations;

/// <summary>What models call a call, a response and a speaker where they forget the words of the pack.</summary>
internal static partial class ForeignNames
{
    /// <param name="name">As <see cref="TranscriptGrammar.Normalise"/> leaves it.</param>
    public static Marker MarkerOf(string name)
    {
        name = name.Replace("_", "", StringComparison.Ordinal).Replace("-", "", StringComparison.Ordinal).Replace(".", "", StringComparison.Ordinal);
        return Call().IsMatch(name) ? Marker.FunctionCall : Response().IsMatch(name) ? Marker.FunctionResponse : Marker.None;
    }

    /// <summary>Whether a name alone in brackets is that of somebody who speaks.</summary>
    public static bool IsRole(string name) => Role().IsMatch(name);

    private const string Thing = "(?:tools?|functions?|func|fn|api|plugin|도구|툴|함수|펑션)";

    [GeneratedRegex($@"\A(?:(?:ai|assistant|parallel)?{Thing}(?:calls?|called|calling|uses?|invocations?|invoke|requests?|code|input|args|arguments|호출|콜|콜링|실행|요청|사용|입력)(?:begin|start|시작)?|(?:call|invoke|use|호출|실행){Thing})\z")]
    private static partial Regex Call();

    [GeneratedRegex($@"\A{Thing}(?:calls?|호출|실행)?의?(?:responses?|results?|outputs?|returns?|returned|repl(?:y|ies)|answers?|응답|결과|출력|반환|반환값|결과값|결괏값|리턴|리턴값|회신|답변)\z")]
    private static partial Regex Response();

    [GeneratedRegex($@"\A(?:{Thing}|system|시스템|developer|human|bot|chatbot|챗봇|봇|agent|에이전트|ai|ai에이전트|ai챗봇|어시스턴트|ai어시스턴트|assistant|user|customer|client|유저|이용자|손님|소비자|narrator|narration|내레이션|나레이션|내레이터|해설)\z")]
    private static partial Regex Role();
}
