using Gdpr.Kernel;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;

namespace Gdpr.Platform.Http;

/// <summary>
/// What a data subject may call: <c>/api/&lt;room&gt;/me</c>. Who is asked about is what the token says, never what the
/// address or the body says.
/// </summary>
public static class SelfAccess
{
    public const string Scope = "self";

    /// <summary>The claim that carries the SubjectId of a signed-in person.</summary>
    public const string Claim = "subject_id";

    /// <summary>The person whose session this is; the policy of the path has made sure that there is one.</summary>
    public static SubjectId OwnSubject(this HttpContext http) => SubjectId.Parse(http.User.FindFirst(Claim)!.Value);
}

/// <summary>Demands the session of a data subject.</summary>
internal sealed record SelfScope : IAuthorizationRequirement;

internal sealed class SelfScopeHandler : AuthorizationHandler<SelfScope>
{
    protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, SelfScope requirement)
    {
        if (Scopes.Of(context.User).SetEquals([SelfAccess.Scope]) && SubjectId.TryParse(context.User.FindFirst(SelfAccess.Claim)?.Value, out _))
        {
            context.Succeed(requirement);
        }

        return Task.CompletedTask;
    }
}
