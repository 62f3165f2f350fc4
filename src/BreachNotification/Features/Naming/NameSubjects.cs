using FluentValidation;
using Gdpr.BreachNotification.Data;
using Gdpr.BreachNotification.Domain;
using Gdpr.Kernel;
using Gdpr.Platform.Http;
using Gdpr.Platform.Participation;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.BreachNotification.Features.Naming;

/// <summary>Names people in the file of a breach, by SubjectId alone; the register keeps their number, never their ids.</summary>
internal static class NameSubjects
{
    private const int Most = 500;

    internal sealed record Request(IReadOnlyList<Named>? Subjects);

    internal sealed record Named(SubjectId SubjectId, string? Capacity, string? Note);

    internal sealed record Response(int Named, int Known);

    internal sealed class Rules : AbstractValidator<Request>
    {
        public Rules()
        {
            RuleFor(r => r.Subjects).NotEmpty().WithErrorCode("SUBJECT_MISSING");
            RuleFor(r => r.Subjects!.Count).LessThanOrEqualTo(Most).When(r => r.Subjects is not null).WithErrorCode("BATCH_TOO_LARGE");
            RuleForEach(r => r.Subjects).Must(s => s is not null && s.SubjectId != default).WithErrorCode("SUBJECT_MISSING");
            RuleForEach(r => r.Subjects).Must(s => s?.Capacity is null || NamedSubject.Capacities.Contains(s.Capacity)).WithErrorCode("CAPACITY_UNKNOWN");
            RuleForEach(r => r.Subjects).Must(s => s?.Note is null or { Length: <= 4000 }).WithErrorCode("TEXT_TOO_LONG");
        }
    }

    internal static void Map(IEndpointRouteBuilder api) =>
        api.MapPost("/breaches/{id:guid}/subjects", HandleAsync)
            .WithIdempotency<BreachNotificationDbContext>()
            .WithName(nameof(NameSubjects))
            .WithSummary("Name people in a breach");

    internal static async Task<Ok<Response>> HandleAsync(
        Guid id, Request request, BreachNotificationDbContext db, HttpContext http, CancellationToken ct)
    {
        var people = request.Subjects!.DistinctBy(s => s.SubjectId).ToList();
        var answer = await db.InTransactionAsync(
            async token =>
            {
                var breach = await db.BreachAsync(id, token);
                breach.NameSubjects();
                var ids = people.Select(p => p.SubjectId).ToList();
                var known = await db.Subjects.Where(s => s.BreachId == id && ids.Contains(s.SubjectId)).Select(s => s.SubjectId).ToListAsync(token);
                var fresh = people.Where(p => !known.Contains(p.SubjectId)).ToList();
                foreach (var person in fresh)
                {
                    await db.DemandNotHeldAsync(person.SubjectId, token);
                    db.Subjects.Add(Make(db, id, person));
                    db.Audit(http.Actor(), "breach.subject-named", person.SubjectId, id);
                }

                if (fresh.Count > 0)
                {
                    await db.RecordAsync(id, "subjects.named", http.Actor(), new { fresh.Count }, token);
                }

                await db.SaveChangesAsync(token);
                return new Response(fresh.Count, known.Count);
            },
            ct);
        return TypedResults.Ok(answer);
    }

    private static NamedSubject Make(BreachNotificationDbContext db, Guid id, Named person) => new()
    {
        Id = db.NewId(),
        BreachId = id,
        SubjectId = person.SubjectId,
        Capacity = person.Capacity ?? NamedSubject.Capacities[0],
        Note = person.Note,
        NamedAt = db.Now,
    };
}
