using System.Text.RegularExpressions;
using Xunit;

namespace CallForge.Tests.LocalServer.Teachers;

/// <summary>Invariant 13: what the agent says it did, a call in the same turn did.</summary>
internal static class Claims
{
    private static readonly Regex Forbidden = new("전달(하겠|해 드리|했|드리)|접수(했|하겠|되|해)|담당자|신속히|처리하겠습니다|확인 후 연락");

    private static readonly (Regex Words, string[] Functions)[] Deeds =
    [
        (new Regex("담았|담아 드렸어요|추가했어요|장바구니에 넣었|넣고 '|담았고"), ["add_to_cart"]),
        (new Regex("(수량을|으로|로) (바꿨|변경했|수정했)"), ["update_cart_item", "upsert_address", "remove_cart_items"]),
        (new Regex("뺐(어요|습니다)|삭제했|비웠어요"), ["remove_cart_items"]),
        (new Regex("등록했|저장했|배송지가 추가됐"), ["upsert_address"]),
        (new Regex("주문이 완료|주문을 넣었|주문이 들어갔|주문 완료입니다|주문을 마쳤"), ["place_order"]),
        (new Regex("주문서를 준비했|준비됐어요"), ["prepare_checkout"]),
    ];

    public static void Check(string text, IReadOnlySet<string> done)
    {
        Assert.DoesNotMatch(Forbidden, text);
        foreach (var (words, functions) in Deeds)
        {
            if (words.IsMatch(text)) Assert.True(functions.Any(done.Contains), $"Nothing was called for what is claimed: {text}");
        }
    }
}
