using CallForge.LocalServer.Teachers.Language;

namespace CallForge.LocalServer.Teachers.Scripts;

/// <summary>How a conversation begins: with a greeting or without, with a reason or without, then what is wanted.</summary>
internal static class Openings
{
    public static void Play(Scene scene, string date, Beat first, bool complainsAtOnce)
    {
        var isTalk = first.IsSmallTalk && !complainsAtOnce;
        if (scene.Chance(isTalk ? 40 : 58)) scene.Dialogue.Open(scene.Voice.Say(isTalk ? "greeting-talk" : "greeting"));
        if (first.IsSmallTalk || complainsAtOnce || !scene.Chance(first.About == "unsupported" ? 25 : 45)) return;
        var because = scene.Voice.Say(
            $"because-{first.About}", ("weather", scene.Voice.Say($"weather-{Season(date)}")), ("meal", Meal(scene.World.Clock.Hour)));
        scene.Dialogue.Open(scene.Voice.Say("reason", ("because", because)));
        scene.Voice.Mute(Voice.Reason);
    }

    // "2024-07-12"
    private static string Season(string date) => date.AsSpan(5, 2) switch
    {
        "12" or "01" or "02" => "winter",
        "03" or "04" or "05" => "spring",
        "06" or "07" or "08" => "summer",
        _ => "autumn",
    };

    // Never 야식, which is a category to search by.
    private static string Meal(int hour) => hour < 15 ? "점심" : "저녁";
}
