using FluentValidation;
using Gdpr.Kernel;
using Gdpr.Platform.Http;
using Gdpr.SubjectRights.Data;
using Gdpr.SubjectRights.Domain;
using Gdpr.SubjectRights.Features.CaseFiles;
using Gdpr.SubjectRights.Features.Reading;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.SubjectRights.Features.Corresponding;

/// <summary>The person writes to us about the request, by reference and secret link.</summary>
internal static class WriteToController
{
    internal sealed record Request(string Reference, string Secret, string Text);

    internal sealed record Response(DateTimeOffset At);

    internal sealed class Rules : AbstractValidator<Request>
    {
        public Rules()
        {
            RuleFor(r => r.Reference).NotEmpty().MaximumLength(20);
            RuleFor(r => r.Secret).NotEmpty().MaximumLength(64);
            RuleFor(r => r.Text).NotEmpty().WithErrorCode("TEXT_MISSING").MaximumLength(WriteToPerson.MostText).WithErrorCode("TEXT_TOO_LONG");
        }
    }

    internal static void Map(IEndpointRouteBuilder api) =>
        api.MapPost("/cases/messages", Handle).AllowAnonymousBecause("The secret link is the key.").WithSummary("Write to us about a case, by its secret link");

    internal static async Task<IResult> Handle(Request request, SubjectRightsDbContext db, CaseVault vault, CancellationToken ct)
    {
        var row = await FollowCase.FindAsync(db, new FollowCase.Request(request.Reference, request.Secret), ct)
            ?? throw new RuleViolation(SubjectRightsErrors.NotFound);
        if (await db.Messages.CountAsync(m => m.RequestId == row.CorrelationId, ct) >= WriteToPerson.MostMessages)
        {
            throw new RuleViolation(SubjectRightsErrors.TooManyMessages);
        }

        var message = await vault.WriteMessageAsync(row.CorrelationId, request.Text, fromPerson: true, null, ct);
        db.Remember(row.CorrelationId, "person", "MESSAGE_RECEIVED");
        await db.SaveChangesAsync(ct);
        return TypedResults.Created((string?)null, new Response(message.At));
    }
}
