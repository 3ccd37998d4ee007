using System.Globalization;
using System.Text.Json.Nodes;
using CallForge.Conversations;
using CallForge.LocalServer.Teachers.Language;
using JsonArray = System.Text.Json.Nodes.JsonArray;

namespace CallForge.LocalServer.Teachers.Generic;

internal sealed class Korean : Tongue
{
    private const int LongestLabel = 16;

    private static readonly Dictionary<string, string> Names = new()
    {
        ["name"] = "이름",
        ["title"] = "제목",
        ["query"] = "검색어",
        ["keyword"] = "검색어",
        ["quantity"] = "수량",
        ["count"] = "개수",
        ["date"] = "날짜",
        ["time"] = "시간",
        ["at"] = "시각",
        ["phone"] = "전화번호",
        ["email"] = "이메일",
        ["address"] = "주소",
        ["line1"] = "주소",
        ["line2"] = "상세 주소",
        ["price"] = "가격",
        ["amount"] = "금액",
        ["total"] = "합계",
        ["subtotal"] = "소계",
        ["fee"] = "요금",
        ["status"] = "상태",
        ["category"] = "분류",
        ["rating"] = "평점",
        ["avg"] = "평점",
        ["note"] = "요청 사항",
        ["request"] = "요청 사항",
        ["method"] = "방법",
        ["id"] = "번호",
        ["number"] = "번호",
        ["password"] = "비밀번호",
        ["city"] = "도시",
        ["color"] = "색상",
        ["size"] = "크기",
        ["author"] = "저자",
        ["genre"] = "장르",
        ["branch"] = "지점",
        ["open"] = "영업 여부",
        ["available"] = "이용 가능 여부",
        ["default"] = "기본 여부",
        ["items"] = "항목",
        ["menus"] = "메뉴",
        ["addresses"] = "주소",
        ["message"] = "안내",
        ["sort"] = "정렬 기준",
        ["reason"] = "사유",
        ["code"] = "코드",
        ["type"] = "종류",
        ["page"] = "쪽",
        ["duration"] = "소요 시간",
        ["minutes"] = "소요 시간(분)",
        ["people"] = "인원",
        ["guests"] = "인원",
    };

    private static readonly (string End, string Spoken)[] Endings =
        [("달라고 한다", "주세요."), ("싶어 한다", "싶어요."), ("는지 묻는다", "는지 알려 주세요."), ("을 묻는다", "을 알려 주세요."), ("를 묻는다", "를 알려 주세요."), ("한다", "해 주세요."), ("담는다", "담아 주세요."), ("바꾼다", "바꿔 주세요."),
            ("뺀다", "빼 주세요."), ("찾는다", "찾아 주세요."), ("넣는다", "넣어 주세요."), ("지운다", "지워 주세요."), ("만든다", "만들어 주세요."), ("고친다", "고쳐 주세요."), ("보낸다", "보내 주세요."),
            ("준다", "주세요.")];

    // A clause that leads up to the wish tells how the conversation goes, and is not said.
    private static readonly string[] Leading = ["며 ", "면서 ", " 뒤 ", " 다음 ", "다가 ", "지만 ", "는데 ", "고객", "상담"];

    public override Wish? OfText(string text)
    {
        var sentence = First(text);
        return Leading.Any(sentence.Contains) || Spoken(sentence) is not { } wish ? null : new Wish("wish-own", wish);
    }

    public override Wish OfTool(Tool tool)
    {
        var sentence = First(tool.Description).Replace("고객의 ", "제 ", StringComparison.Ordinal).Replace("고객이 ", "", StringComparison.Ordinal);
        return Spoken(sentence) is { } wish ? new Wish("wish-service", wish) : new Wish("wish-with", string.Join(' ', NameWords.Split(tool.Name)));
    }

    public override Wish OfId(string id) => new("wish-with", string.Join(' ', NameWords.Split(id)));

    public override Wish About(Wish wish, string kind) => wish;

    public override string Label(string name, Schema schema)
    {
        var described = First(schema.Description).Split(',')[0].Trim();
        if (described.Length is > 0 and <= LongestLabel && described.Any(c => c is >= '가' and <= '힣') && !described.EndsWith('다') && !described.EndsWith("기준", StringComparison.Ordinal)) return described;
        var words = NameWords.Split(name);
        return Names.GetValueOrDefault(words[^1]) ?? words.Select(Names.GetValueOrDefault).FirstOrDefault(word => word is not null) ?? string.Join(' ', words);
    }

    public override string State(IEnumerable<SaidValue> said) => string.Join(' ', said.Select(Sentence));

    public override string Details(IEnumerable<(string Name, Schema Schema, JsonNode? Value)> fields)
    {
        var parts = fields.Select(field => (Label: Label(field.Name, field.Schema), Text: Told(field.Name, field.Schema, field.Value)))
            .DistinctBy(part => part.Label).ToList();
        return string.Join(", ", parts.Select((part, i) =>
            $"{part.Label}{Josa.After(part.Label, "은")} {part.Text}{Josa.After(part.Text, i == parts.Count - 1 ? "이에요" : "이고")}"));
    }

    public override string Item(string? name, IEnumerable<(string Name, Schema Schema, JsonNode? Value)> fields)
    {
        var details = string.Join(", ", fields.Select(field => $"{Label(field.Name, field.Schema)} {Told(field.Name, field.Schema, field.Value)}"));
        return name is null ? details : details.Length == 0 ? OneLine(name) : $"{OneLine(name)}({details})";
    }

    public override string Count(int count, string kind) => Numerals.Count(Math.Clamp(count, 1, 99), "개");

    public override string Join(IReadOnlyList<string> parts, bool isChoice = false) => string.Join(", ", parts);

    public override string After(string opening, string sentence) => $"{opening} {sentence}";

    protected override string YesNo(bool flag) => flag ? "맞음" : "아님";

    protected override string Day(DateOnly day) => day.ToString("yyyy년 M월 d일", CultureInfo.InvariantCulture);

    protected override string Quote(string text) => $"'{text}'";

    protected override string MoneyFormat(decimal number) => "#,0.##";

    private static string First(string text)
    {
        text = OneLine(text);
        var end = text.IndexOf(". ", StringComparison.Ordinal);
        return (end < 0 ? text : text[..end]).TrimEnd('.');
    }

    private static string? Spoken(string sentence)
    {
        foreach (var (end, spoken) in Endings)
            if (sentence.EndsWith(end, StringComparison.Ordinal)) return sentence[..^end.Length] + spoken;
        return null;
    }

    private string Sentence(SaidValue said)
    {
        var (label, value) = (Label(said.Name, said.Schema), Value(said.Name, said.Schema, said.Value));
        if (ArgumentMaker.IsQuery(said.Name)) return $"{value}{Josa.After(value, "을")} 찾고 있어요.";
        if (Json.Flag(said.Value) is { } flag) return flag ? $"{label} 조건으로 부탁드려요." : $"{label}{Josa.After(label, "은")} 필요 없어요.";
        return $"{label}{Josa.After(label, "은")} {value}{Josa.After(value, "이에요")}.";
    }

    private string Told(string name, Schema schema, JsonNode? value) => value switch
    {
        JsonArray list => $"{list.Count}개",
        _ when Json.Flag(value) is { } flag => name.Contains("open", StringComparison.Ordinal) ? (flag ? "영업 중" : "영업 종료") : name.Contains("available", StringComparison.Ordinal) ? (flag ? "가능" : "불가") : flag ? "해당" : "해당 없음",
        _ => Value(name, schema, value),
    };
}
