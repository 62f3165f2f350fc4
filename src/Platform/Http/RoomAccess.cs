using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Gdpr.Platform.Http;

/// <summary>Who may call what: scopes <c>&lt;room&gt;.read</c> and <c>&lt;room&gt;.write</c> for integrators, scope <c>internal</c> for rooms.</summary>
public static class RoomAccess
{
    /// <summary>A POST that only reads (search, evaluate) asks for the read scope.</summary>
    public static TBuilder ReadsOnly<TBuilder>(this TBuilder endpoint)
        where TBuilder : IEndpointConventionBuilder => endpoint.WithMetadata(ReadsOnlyMark.Instance);

    /// <summary>Leaves an endpoint open to everybody, saying why.</summary>
    public static TBuilder AllowAnonymousBecause<TBuilder>(this TBuilder endpoint, string reason)
        where TBuilder : IEndpointConventionBuilder => endpoint.WithMetadata(new AllowAnonymousAttribute(), new AnonymousReason(reason));

    /// <summary>Names the rooms that may call an internal endpoint.</summary>
    public static TBuilder CalledBy<TBuilder>(this TBuilder endpoint, params string[] rooms)
        where TBuilder : IEndpointConventionBuilder => endpoint.WithMetadata(new InternalCallers(rooms));

    /// <summary>Demands one more scope than the room's, for what only few may see.</summary>
    public static TBuilder DemandsScope<TBuilder>(this TBuilder endpoint, string scope)
        where TBuilder : IEndpointConventionBuilder =>
        endpoint.RequireAuthorization(p => p.RequireAuthenticatedUser().RequireAssertion(c => Scopes.Of(c.User).Contains(scope)));

    /// <summary>The client or staff member that acts, for the audit trail.</summary>
    public static string Actor(this HttpContext http) =>
        http.User.FindFirst("sub")?.Value ?? http.User.Identity?.Name ?? "anonymous";
}

public sealed record AnonymousReason(string Reason);

public sealed record InternalCallers(IReadOnlyList<string> Rooms);

internal sealed class ReadsOnlyMark
{
    public static readonly ReadsOnlyMark Instance = new();
}

/// <summary>Demands the scope of the room that the path belongs to.</summary>
internal sealed record RoomScope(string Room) : IAuthorizationRequirement;

/// <summary>Demands the scope <c>internal</c> and that the calling room is on the endpoint's list.</summary>
internal sealed record InternalScope : IAuthorizationRequirement;

internal sealed class RoomScopeHandler : AuthorizationHandler<RoomScope>
{
    protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, RoomScope requirement)
    {
        var http = (HttpContext?)context.Resource;
        var reads = http is not null
            && (HttpMethods.IsGet(http.Request.Method) || HttpMethods.IsHead(http.Request.Method)
                || http.GetEndpoint()?.Metadata.GetMetadata<ReadsOnlyMark>() is not null);
        var scopes = Scopes.Of(context.User);
        if (scopes.Contains($"{requirement.Room}.write") || (reads && scopes.Contains($"{requirement.Room}.read")))
        {
            context.Succeed(requirement);
        }

        return Task.CompletedTask;
    }
}

internal sealed class InternalScopeHandler : AuthorizationHandler<InternalScope>
{
    protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, InternalScope requirement)
    {
        var callers = ((HttpContext?)context.Resource)?.GetEndpoint()?.Metadata.GetMetadata<InternalCallers>();
        var caller = context.User.FindFirst("sub")?.Value;
        if (Scopes.Of(context.User).Contains("internal") && callers is not null && caller is not null
            && callers.Rooms.Any(r => caller == RoomTokens.ClientId(r)))
        {
            context.Succeed(requirement);
        }

        return Task.CompletedTask;
    }
}

internal static class Scopes
{
    public static HashSet<string> Of(System.Security.Claims.ClaimsPrincipal user) =>
        [.. user.FindAll("scope").SelectMany(c => c.Value.Split(' ', StringSplitOptions.RemoveEmptyEntries))];
}
