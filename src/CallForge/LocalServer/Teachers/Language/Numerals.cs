using System.Globalization;

namespace CallForge.LocalServer.Teachers.Language;

/// <summary>Numbers as they are spoken: 두 그릇, 3인분, 24개, 12,000원, 첫 번째.</summary>
internal static class Numerals
{
    private static readonly string[] Units = ["", "한", "두", "세", "네", "다섯", "여섯", "일곱", "여덟", "아홉"];
    private static readonly string[] Ordinals = ["첫", "두", "세", "네", "다섯", "여섯"];

    public static string Count(int number, string counter)
    {
        if (counter == "인분" || number >= 20) return $"{number}{counter}";
        return $"{(number >= 10 ? "열" : "")}{Units[number % 10]} {counter}";
    }

    public static string Won(int amount) => amount.ToString("N0", CultureInfo.InvariantCulture) + "원";

    public static string Ordinal(int index) => $"{Ordinals[index]} 번째";

    /// <summary>밤 12시, 오전 11시, 낮 12시, 오후 2시, 저녁 7시, 밤 10시.</summary>
    public static string Hour(int hour)
    {
        var part = hour switch { 0 => "밤", < 12 => "오전", 12 => "낮", < 18 => "오후", < 21 => "저녁", _ => "밤" };
        return $"{part} {(hour + 11) % 12 + 1}시";
    }

    /// <summary>A rating kept in tenths: 46 is 4.6.</summary>
    public static string Rating(int tenths) => $"{tenths / 10}.{tenths % 10}";
}
