using System.Collections.Frozen;

namespace CallForge.LocalServer.Teachers.Scripts;

/// <summary>How a conversation ends: often with the answer itself, else with a word that fits what has happened.</summary>
internal static class Closings
{
    // By then the customer has said that this is all.
    private static readonly FrozenSet<string> Finished = new[]
    {
        "offer-anything", "offer-later", "accept-decline", "kept-in-cart", "kept-until-open", "not-ordered-yet", "ok-empty", "order-stopped",
        "stopped-below-minimum", "wait-for-number",
    }.ToFrozenSet();

    // After this nobody wishes a nice day.
    private const string Grave = "chitchat-despair";

    public static void Play(Scene scene, Beat last, bool complains)
    {
        var about = About(scene, last);
        if (complains) Complain(scene, about, last);
        else if (!EndsWithAnswer(scene)) TakeLeave(scene, about);
    }

    private static bool EndsWithAnswer(Scene scene)
    {
        if (scene.Dialogue.LastAnswer == Grave) return true;
        if (Finished.Contains(scene.Dialogue.LastAnswer)) return scene.Chance(75);
        return scene.Chance(scene.Dialogue.AgentAsks ? 12 : 36);
    }

    private static void Complain(Scene scene, string about, Beat last)
    {
        if (scene.Dialogue.AgentAsks && !last.IsSmallTalk) scene.Customer(about is "address" or "unsupported" ? "all-right" : "not-now");
        Complaints.AtEnd(scene, wasRefused: last.About == "unsupported" && scene.Chance(70));
    }

    private static void TakeLeave(Scene scene, string about)
    {
        if (scene.Dialogue.AgentAsks) scene.Customer($"leave-{about}-asked");
        else if (about is not ("talk" or "unsupported") && scene.Chance(16))
        {
            scene.Agent("anything-else");
            scene.Customer("nothing-else");
        }
        else scene.Customer($"leave-{about}");

        scene.Agent($"farewell-{about}");
    }

    private static string About(Scene scene, Beat last)
    {
        if (last.About is "talk" or "unsupported") return last.About;
        if (scene.Dialogue.LastAnswer == "cart-is-empty") return "look";
        return scene.Transcript.Functions.LastOrDefault() switch
        {
            "place_order" => "order",
            "get_order_status" => scene.Placed is null ? "status" : "order",
            "list_addresses" or "upsert_address" => "address",
            "get_cart" or "add_to_cart" or "update_cart_item" or "remove_cart_items" or "prepare_checkout" => "cart",
            _ => "look",
        };
    }
}
