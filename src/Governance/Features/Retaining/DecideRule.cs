using System.Text.RegularExpressions;
using FluentValidation;
using Gdpr.Governance.Data;
using Gdpr.Governance.Domain;
using Gdpr.Kernel;
using Gdpr.Kernel.Retention;
using Gdpr.Platform.Data;
using Gdpr.Platform.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Governance.Features.Retaining;

/// <summary>The company decides a retention period of its own, or changes one of the table: a new version with its day, source and reason.</summary>
internal static partial class DecideRule
{
    internal sealed record Period(int Years, int Months, int Days, bool Minimum);

    internal sealed record Request(
        string Code, string Covers, string Start, Period? Period, RetentionForce? Force, string Source, string Reason, DateOnly? From);

    internal sealed record Response(string Code, int Version);

    internal sealed partial class Rules : AbstractValidator<Request>
    {
        public Rules()
        {
            RuleFor(r => r.Code).Must(c => c is not null && Shape().IsMatch(c)).WithErrorCode("RETENTION_CODE_MALFORMED");
            RuleFor(r => r.Covers).NotEmpty().MaximumLength(300);
            RuleFor(r => r.Start).NotEmpty().MaximumLength(300);
            RuleFor(r => r.Source).NotEmpty().MaximumLength(300);
            RuleFor(r => r.Reason).NotEmpty().MaximumLength(GovernanceConfiguration.Text);
            RuleFor(r => r.Force).NotNull();
            RuleFor(r => r.From).NotNull();
            RuleFor(r => r.Period).NotNull();
            RuleFor(r => r.Period).Must(p => p is null or { Years: >= 0 and <= 100, Months: >= 0 and <= 1200, Days: >= 0 and <= 36_500 })
                .WithErrorCode("RETENTION_PERIOD_INVALID");
        }

        [GeneratedRegex(@"^[A-Z][A-Z0-9_]{1,59}\z")]
        private static partial Regex Shape();
    }

    internal static void Map(IEndpointRouteBuilder api) =>
        api.MapPost("/retention-rules", Handle)
            .WithIdempotency<GovernanceDbContext>()
            .WithName(nameof(DecideRule))
            .WithSummary("Decide a company retention period; earlier versions stay");

    internal static async Task<Created<Response>> Handle(Request request, GovernanceDbContext db, HttpContext http, CancellationToken ct)
    {
        var rule = await db.InTransactionAsync(
            async token =>
            {
                var last = await db.Rules.AsNoTracking().Where(r => r.Code == request.Code).OrderByDescending(r => r.Version).FirstOrDefaultAsync(token);
                var next = Make(request, (last?.Version ?? 0) + 1, db, http.Actor());
                if (last is not null && next.From <= last.From)
                {
                    throw new RuleViolation(GovernanceErrors.RuleNotLater);
                }

                if (!next.RespectsLaw())
                {
                    throw new RuleViolation(GovernanceErrors.ShorterThanLaw);
                }

                db.Rules.Add(next);
                db.Audit(http.Actor(), "retention-rule.decided");
                await SaveAsync(db, token);
                return next;
            },
            ct);
        return TypedResults.Created($"/api/governance/retention-rules?code={rule.Code}", new Response(rule.Code, rule.Version));
    }

    private static async Task SaveAsync(GovernanceDbContext db, CancellationToken ct)
    {
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateException e) when (UniqueKeys.IsTaken(e))
        {
            throw new RuleViolation(GovernanceErrors.RuleVersionTaken);
        }
    }

    private static CompanyRule Make(Request request, int version, GovernanceDbContext db, string actor) => new()
    {
        Code = request.Code,
        Version = version,
        Covers = request.Covers,
        Start = request.Start,
        Years = request.Period!.Years,
        Months = request.Period.Months,
        Days = request.Period.Days,
        Minimum = request.Period.Minimum,
        Force = request.Force!.Value,
        Source = request.Source,
        Reason = request.Reason,
        From = request.From!.Value,
        DecidedBy = actor,
        DecidedAt = db.Now,
    };
}
