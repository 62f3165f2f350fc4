using FluentValidation;
using Gdpr.Kernel;
using Gdpr.Kernel.Intake;
using Gdpr.Platform.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Gdpr.SubjectRights.Features.Intake;

/// <summary>
/// Reads a letter or mail and proposes which rights it exercises, with the words that say so; a person confirms. The text
/// is neither stored, nor logged, nor audited: it may say anything about anybody.
/// </summary>
internal static class ProposeRights
{
    internal sealed record Request(string Text, string? Language);

    internal sealed record Response(string? Language, IReadOnlyList<Proposal> Proposals, bool PersonConfirms, bool LinkedRequests);

    /// <param name="Proposed">What the words ask for.</param>
    /// <param name="Right">The right to receive it as (<c>POST /requests</c>); null goes to Consent as a withdrawal.</param>
    /// <param name="AtOnce">A refusal that never waits for the road (Arts. 7(3), 21(3)).</param>
    internal sealed record Proposal(
        int Order, IntakeRight Proposed, RightRequested? Right, bool AtOnce, double Confidence, IReadOnlyList<IntakeEvidence> Because);

    internal sealed class Rules : AbstractValidator<Request>
    {
        public Rules()
        {
            RuleFor(r => r.Text).NotEmpty().WithErrorCode("TEXT_MISSING");
            RuleFor(r => r.Text).MaximumLength(FreeTextIntake.MostCharacters).WithErrorCode("TEXT_TOO_LONG");
            RuleFor(r => r.Language).Must(l => l is null or "fr" or "en").WithErrorCode("LANGUAGE_UNKNOWN");
        }
    }

    internal static void Map(IEndpointRouteBuilder api) =>
        api.MapPost("/intake/propose", Handle).ReadsOnly().WithSummary("Which rights a free text exercises, proposed by rules; stores nothing");

    internal static Ok<Response> Handle(Request request)
    {
        var reading = FreeTextIntake.Propose(request.Text);
        var proposals = reading.Proposals.Select((p, i) => new Proposal(
            i + 1,
            p.Right,
            p.Request,
            p.Right is IntakeRight.MarketingObjection or IntakeRight.Unsubscribe or IntakeRight.ConsentWithdrawal,
            p.Confidence,
            p.Because)).ToList();
        return TypedResults.Ok(new Response(
            request.Language ?? reading.Language, proposals, PersonConfirms: true, proposals.Select(p => p.Right).OfType<RightRequested>().Distinct().Count() > 1));
    }
}
