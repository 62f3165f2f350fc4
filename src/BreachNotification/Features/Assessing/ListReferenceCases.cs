using Gdpr.BreachNotification.Domain;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Gdpr.BreachNotification.Features.Assessing;

/// <summary>The examples of EDPB Guidelines 01/2021, for a person to compare a breach with.</summary>
internal static class ListReferenceCases
{
    internal sealed record Response(string Source, IReadOnlyList<ReferenceCase> Items);

    internal static void Map(IEndpointRouteBuilder api) =>
        api.MapGet("/reference-cases", Handle)
            .WithName(nameof(ListReferenceCases))
            .WithSummary("Examples of EDPB 01/2021: advice, never a decision");

    internal static Ok<Response> Handle() => TypedResults.Ok(new Response(ReferenceCase.Source, ReferenceCase.All));
}
