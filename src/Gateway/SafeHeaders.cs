using Yarp.ReverseProxy.Transforms;
using Yarp.ReverseProxy.Transforms.Builder;

namespace Gdpr.Gateway;

/// <summary>A stranger does not say where a request comes from: such headers are dropped, then the gateway writes its own.</summary>
internal sealed class SafeHeaders : ITransformProvider
{
    private static readonly string[] Dropped = ["Forwarded", "X-Real-IP", "X-Original-URL", "X-Rewrite-URL", "X-Gdpr-Own"];

    public void ValidateRoute(TransformRouteValidationContext context)
    {
    }

    public void ValidateCluster(TransformClusterValidationContext context)
    {
    }

    public void Apply(TransformBuilderContext context)
    {
        context.AddRequestTransform(request =>
        {
            var names = request.ProxyRequest.Headers.Select(h => h.Key).Where(IsClaim).ToList();
            names.ForEach(name => request.ProxyRequest.Headers.Remove(name));
            return ValueTask.CompletedTask;
        });
        context.AddXForwarded(ForwardedTransformActions.Set);

        // Links that a room writes into an answer must lead through the gateway again.
        context.AddOriginalHost();
    }

    private static bool IsClaim(string header) =>
        header.StartsWith("X-Forwarded-", StringComparison.OrdinalIgnoreCase) || Dropped.Contains(header, StringComparer.OrdinalIgnoreCase);
}
