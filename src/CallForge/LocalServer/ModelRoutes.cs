using Microsoft.AspNetCore.Builder;

namespace CallForge.LocalServer;

/// <summary><c>/v1/models</c>: https://platform.openai.com/docs/api-reference/models</summary>
internal static class ModelRoutes
{
    public static void Map(WebApplication app)
    {
        app.MapGet("/v1/models", context => context.ReplyAsync(ModelObject.All, WireJson.Objects.ModelPage));
        app.MapGet("/v1/models/{id}", context => ModelObject.Exists(context.Id())
            ? context.ReplyAsync(ModelObject.Of(context.Id()), WireJson.Objects.ModelObject)
            : throw new RefusedException(Refusal.NotFound($"The model '{context.Id()}' does not exist", "model", "model_not_found")));
    }
}
