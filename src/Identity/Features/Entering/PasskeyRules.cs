using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Gdpr.Identity.Features.Entering;

/// <summary>A passkey lives in the device, which knows its owner; it is good for the address that <c>Gdpr:PublicUrl</c> names, and no other.</summary>
internal sealed class PasskeyRules(IConfiguration configuration) : IConfigureOptions<IdentityPasskeyOptions>
{
    public void Configure(IdentityPasskeyOptions options)
    {
        options.UserVerificationRequirement = "required";
        options.ResidentKeyRequirement = "required";
        options.AttestationConveyancePreference = "none";

        // On one's own machine the name that was asked for counts: no passkey can belong to a number.
        var home = Uri.TryCreate(configuration["Gdpr:PublicUrl"], UriKind.Absolute, out var url) && !url.IsLoopback ? url : null;
        options.ServerDomain = home?.Host;

        // Not by the header Origin, which a page that sends no referrer leaves out.
        options.ValidateOrigin = context => ValueTask.FromResult(
            !context.CrossOrigin && context.Origin == (home?.GetLeftPart(UriPartial.Authority) ?? $"{context.HttpContext.Request.Scheme}://{context.HttpContext.Request.Host}"));
    }
}
