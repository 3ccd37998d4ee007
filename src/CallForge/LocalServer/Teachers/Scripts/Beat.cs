using CallForge.Domains;

namespace CallForge.LocalServer.Teachers.Scripts;

/// <summary>One part of a conversation: something the customer wants, or small talk.</summary>
/// <param name="About"><c>food</c>, <c>cart</c>, <c>address</c>, <c>status</c>, <c>unsupported</c> or <c>talk</c>.</param>
/// <param name="Play">Plays it; told whether it is the last.</param>
/// <param name="IsGrievance">Whether the wish itself is a complaint.</param>
internal sealed record Beat(string About, Action<Scene, bool> Play, bool IsGrievance = false)
{
    public bool IsSmallTalk => About == "talk";

    public static Beat Of(Topic topic) => new(
        topic.Functions switch
        {
            ["list_addresses", "prepare_checkout", ..] => "cart",
            ["list_addresses" or "upsert_address", ..] => "address",
            ["get_order_status", ..] => "status",
            ["search_restaurants" or "get_restaurant_detail", ..] => "food",
            _ => "cart",
        },
        (scene, _) => Repertoire.Play(scene, topic.Id, topic.Functions));
}
