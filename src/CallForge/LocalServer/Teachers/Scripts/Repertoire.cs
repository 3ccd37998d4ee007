using System.Collections.Frozen;

namespace CallForge.LocalServer.Teachers.Scripts;

/// <summary>The script of each topic of the built-in pack.</summary>
internal static class Repertoire
{
    private static readonly FrozenDictionary<string, Action<Scene>> Scripts = new Dictionary<string, Action<Scene>>
    {
        ["search-by-dish"] = SearchActs.ByDish,
        ["search-by-brand"] = SearchActs.ByBrand,
        ["search-by-category"] = SearchActs.ByCategory,
        ["search-open-now"] = SearchActs.OpenNow,
        ["search-min-rating"] = SearchActs.MinRating,
        ["search-sort-rating"] = SearchActs.SortRating,
        ["search-sort-delivery-fee"] = SearchActs.SortDeliveryFee,
        ["search-combined-filters"] = SearchActs.CombinedFilters,
        ["search-refine"] = SearchActs.Refine,
        ["search-no-result"] = SearchActs.NoResult,
        ["recommend-vague"] = SearchActs.Recommend,
        ["closed-restaurant"] = SearchActs.Closed,
        ["menu-view"] = MenuActs.View,
        ["menu-price-question"] = MenuActs.Price,
        ["menu-availability"] = MenuActs.Availability,
        ["menu-at-time"] = MenuActs.AtTime,
        ["sold-out"] = MenuActs.SoldOut,
        ["search-compare-menus"] = MenuActs.CompareMenus,
        ["search-refine-menu"] = MenuActs.RefineThenMenu,
        ["address-list"] = AddressActs.List,
        ["address-add"] = AddressActs.Add,
        ["address-add-default"] = AddressActs.AddDefault,
        ["address-edit"] = AddressActs.Edit,
        ["address-gate-password"] = AddressActs.GatePassword,
        ["cart-view"] = CartActs.View,
        ["cart-view-empty"] = CartActs.ViewEmpty,
        ["cart-add"] = CartActs.Add,
        ["cart-add-request"] = CartActs.AddWithRequest,
        ["cart-add-two"] = CartActs.AddTwo,
        ["cart-update-quantity"] = CartActs.UpdateQuantity,
        ["cart-update-request"] = CartActs.UpdateRequest,
        ["cart-remove-one"] = CartActs.RemoveOne,
        ["cart-remove-several"] = CartActs.RemoveSeveral,
        ["checkout-preview"] = CheckoutActs.Preview,
        ["checkout-with-note"] = CheckoutActs.PreviewWithNote,
        ["order-place-cart"] = CheckoutActs.PlaceCart,
        ["order-status"] = StatusActs.Status,
        ["order-status-paid"] = StatusActs.Paid,
        ["order-status-two"] = StatusActs.Two,
        ["order-full"] = OrderActs.Full,
        ["order-full-two-items"] = OrderActs.FullTwoItems,
        ["order-new-address"] = OrderActs.NewAddress,
        ["order-from-category"] = OrderActs.FromCategory,
        ["order-then-status"] = OrderActs.ThenStatus,
        ["order-with-special-request"] = OrderActs.WithRequest,
        ["order-change-quantity"] = OrderActs.ChangeQuantity,
        ["order-remove-item"] = OrderActs.RemoveItem,
        ["cart-to-order"] = CheckoutActs.CartToOrder,
        ["cart-edit-then-order"] = CheckoutActs.EditThenOrder,
        ["address-then-order"] = CheckoutActs.AddressThenOrder,
        ["browse-and-save"] = OrderActs.BrowseAndSave,
        ["status-without-number"] = StatusActs.WithoutNumber,
        ["status-short-number"] = StatusActs.ShortNumber,
        ["search-what-food"] = ClarificationActs.WhatFood,
        ["cart-which-menu"] = ClarificationActs.WhichMenu,
        ["address-missing-phone"] = AddressActs.MissingPhone,
        ["address-missing-detail"] = AddressActs.MissingDetail,
        ["remove-which-item"] = ClarificationActs.WhichItem,
        ["checkout-which-address"] = ClarificationActs.WhichAddress,
        ["payment-method-missing"] = ClarificationActs.PaymentMethod,
        ["quantity-missing"] = ClarificationActs.HowMany,
        ["change-dish"] = CorrectionActs.ChangeDish,
        ["typo-dish"] = CorrectionActs.TypoDish,
        ["change-quantity-after-add"] = CorrectionActs.QuantityAfterAdd,
        ["change-menu-item"] = CorrectionActs.MenuItem,
        ["change-address"] = CorrectionActs.ChangeAddress,
        ["drop-filter"] = CorrectionActs.DropFilter,
        ["vague-then-specific"] = CorrectionActs.Vague,
        ["cancel-before-order"] = CorrectionActs.CancelBeforeOrder,
        ["same-sentence-change"] = CorrectionActs.SameSentence,
        ["change-payment-words"] = CorrectionActs.ChangePayment,
    }.ToFrozenDictionary();

    public static IEnumerable<string> Topics => Scripts.Keys;

    /// <summary>Plays a topic, then whatever function of it the script did not come to.</summary>
    public static void Play(Scene scene, string topic, IReadOnlyList<string> functions)
    {
        var start = scene.Transcript.Functions.Count;
        if (Scripts.TryGetValue(topic, out var script)) script(scene);
        GenericActs.Complete(scene, functions, start);
    }
}
