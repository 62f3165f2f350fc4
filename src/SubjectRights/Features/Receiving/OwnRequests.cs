using System.Text.Json;
using System.Text.Json.Serialization;
using FluentValidation;
using Gdpr.Kernel;
using Gdpr.Kernel.Identifiers;
using Gdpr.Messages.SubjectRights;
using Gdpr.Platform.Http;
using Gdpr.Platform.Modules;
using Gdpr.Platform.Participation;
using Gdpr.SubjectRights.Data;
using Gdpr.SubjectRights.Features.CaseFiles;
using Gdpr.SubjectRights.Features.Identifying;
using Gdpr.SubjectRights.Features.Reviewing;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Gdpr.SubjectRights.Features.Receiving;

/// <summary>A signed-in person makes a request: the session is the proof of identity, so nothing waits for a code.</summary>
internal static class OwnRequests
{
    internal sealed record Request(RightRequested? Right, JsonElement? Details, string Language)
    {
        /// <summary>As in <see cref="ReceiveRequest.Request.Others"/>.</summary>
        [JsonExtensionData]
        public Dictionary<string, JsonElement>? Others { get; init; }
    }

    internal sealed class Rules : AbstractValidator<Request>
    {
        public Rules()
        {
            RuleFor(r => r.Right).NotNull().WithErrorCode("RIGHT_UNKNOWN");
            RuleFor(r => r.Others).Must(AskedDetails.AreNotThere).OverridePropertyName("details").WithErrorCode("DETAILS_MISPLACED");
            RuleFor(r => r.Language).Must(l => l is "fr" or "en").WithErrorCode("LANGUAGE_UNKNOWN");
        }
    }

    internal static void Map(IEndpointRouteBuilder self) =>
        self.MapPost("/requests", HandleAsync).WithIdempotency<SubjectRightsDbContext>().WithName("MakeMyRequest").WithSummary("Exercise one of my rights");

    private static async Task<Results<Created<ReceiveRequest.Response>, Ok<ReceiveRequest.Response>>> HandleAsync(
        Request request, SubjectRightsDbContext db, CaseVault vault, OneTimeCodes codes, IdentifierHasher hasher, GdprSettings settings, HttpContext http, CancellationToken ct)
    {
        var me = http.OwnSubject();
        var asked = new ReceiveRequest.Request(
            request.Right!.Value, new ReceiveRequest.Subject(me, null, null), db.Now, "portal", null, request.Language, request.Details, null, null);
        return await db.InTransactionAsync(
            async token =>
            {
                var answer = await ReceiveRequest.Handle(asked, db, vault, codes, hasher, settings, http, token);
                if (answer.Result is Created<ReceiveRequest.Response> { Value: { } made })
                {
                    db.Remember(made.Id, http.Actor(), "IDENTITY_SESSION_CONFIRMED");
                    db.Send(ParticipationEndpoints.Saga, new IdentityConfirmed(made.Id, "session", me));
                    await db.SaveChangesAsync(token);
                }

                return answer;
            },
            ct);
    }
}
