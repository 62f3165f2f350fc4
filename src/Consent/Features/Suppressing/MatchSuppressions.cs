using FluentValidation;
using Gdpr.Consent.Data;
using Gdpr.Kernel;
using Gdpr.Kernel.Identifiers;
using Gdpr.Platform.Data;
using Gdpr.Platform.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Gdpr.Consent.Features.Suppressing;

/// <summary>
/// Contacts asks, before it commits people, who of them has refused. The matching ones stand under the refusal from this
/// moment: there is no window between the question and their commit.
/// </summary>
internal static class MatchSuppressions
{
    private const int MostItems = 1000;

    internal sealed record Request(IReadOnlyList<Candidate>? Items);

    internal sealed record Candidate(SubjectId SubjectId, IReadOnlyList<string>? Hashes);

    internal sealed record Response(IReadOnlyList<SubjectId> Suppressed);

    internal sealed class Rules : AbstractValidator<Request>
    {
        public Rules()
        {
            RuleFor(r => r.Items).NotNull();
            RuleFor(r => r.Items!.Count).LessThanOrEqualTo(MostItems).WithErrorCode("BATCH_TOO_LARGE").When(r => r.Items is not null);
            RuleForEach(r => r.Items).Must(i => i.Hashes is { Count: <= 100 } && i.Hashes.All(h => IdentifierHash.TryParse(h, out _)))
                .WithErrorCode("HASH_MALFORMED");
        }
    }

    internal static void Map(IEndpointRouteBuilder inside) =>
        inside.MapPost("/suppressions/match", HandleAsync).CalledBy("contacts");

    internal static async Task<Ok<Response>> HandleAsync(Request request, ConsentDbContext db, CancellationToken ct)
    {
        HashedSubject[] people = [.. request.Items!
            .GroupBy(i => i.SubjectId)
            .Select(g => new HashedSubject(g.Key, [.. g.SelectMany(i => i.Hashes!).Distinct(StringComparer.Ordinal)]))];
        var suppressed = await db.InTransactionAsync(token => BindAsync(db, people, token), ct);
        return TypedResults.Ok(new Response(suppressed));
    }

    private static async Task<IReadOnlyList<SubjectId>> BindAsync(ConsentDbContext db, HashedSubject[] people, CancellationToken ct)
    {
        var matches = await db.MatchAsync(people, ct);
        if (matches.Count == 0)
        {
            return [];
        }

        var living = (await db.LivingAsync([.. matches.Select(m => m.Key)], ct)).ToHashSet();
        await db.RememberAsync([.. people.Where(p => living.Contains(p.SubjectId))], ct);
        await db.BindAsync(
            matches.Where(m => living.Contains(m.Key)).SelectMany(m => m.Select(id => (m.Key, id))).ToLookup(p => p.Key, p => p.id), ct);
        await db.SaveChangesAsync(ct);
        return [.. matches.Select(m => m.Key)];
    }
}
