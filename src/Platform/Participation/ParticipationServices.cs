using Gdpr.Platform.Data;
using Gdpr.Platform.FreeText;
using Gdpr.Platform.Http;
using Gdpr.Platform.Ledger;
using Gdpr.Platform.Messaging;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Gdpr.Kernel;

namespace Gdpr.Platform.Participation;

/// <summary>Makes a room a participant: three lines in its module.</summary>
public static class ParticipationServices
{
    /// <summary>A participant that holds people under their SubjectIds: it replays the erasure ledger at each start.</summary>
    public static void AddParticipant<TDb, TParticipant>(this IHostApplicationBuilder builder)
        where TDb : RoomDbContext
        where TParticipant : class, IParticipant
    {
        builder.AddParticipant<TParticipant>();
        var room = builder.Rooms().Single(r => r.Context == typeof(TDb)).Room;
        builder.Services.AddSingleton(new ReplayingRoom(room, typeof(TDb)));
        builder.Services.AddHostedService<LedgerReplay<TDb, TParticipant>>();
    }

    /// <summary>Lets what a reviewer kept until a day go by itself; the room maps <see cref="KeptClasses.MapKept"/>.</summary>
    public static void AddKeptSweeper<TDb, TParticipant>(this IHostApplicationBuilder builder)
        where TDb : RoomDbContext
        where TParticipant : class, IErasesKept
    {
        builder.Services.TryAddSingleton<StandingClaims>();
        builder.Services.AddHostedService<KeptSweeper<TDb, TParticipant>>();
    }

    /// <summary>A participant that holds nobody under a SubjectId.</summary>
    public static void AddParticipant<TParticipant>(this IHostApplicationBuilder builder)
        where TParticipant : class, IParticipant
    {
        builder.Services.AddScoped<TParticipant>();
        builder.Services.TryAddSingleton<CaseFiles>();
    }

    public static void AddParticipant<TDb, TParticipant>(this RoomBus bus)
        where TDb : RoomDbContext
        where TParticipant : class, IParticipant => bus.AddConsumer<ParticipationConsumer<TDb, TParticipant>>("participation");

    /// <summary>
    /// Maps <c>/internal/&lt;room&gt;/participation/{requestId}/export</c>, read by SubjectRights when it packs an answer, and
    /// <c>…/texts</c>, the words that name the person, which staff read to decide about them.
    /// </summary>
    public static void MapParticipation<TDb, TParticipant>(this IEndpointRouteBuilder inside)
        where TDb : RoomDbContext
        where TParticipant : class, IParticipant
    {
        inside.MapGet("/participation/{requestId:guid}/export", ExportAsync<TDb, TParticipant>).CalledBy("subject-rights");
        inside.MapGet("/participation/{requestId:guid}/texts", TextsAsync<TDb, TParticipant>).CalledBy("subject-rights");
    }

    /// <summary>Refuses an act about a person while a request about the person is being carried out.</summary>
    public static async Task DemandNotHeldAsync(this RoomDbContext db, SubjectId subject, CancellationToken ct)
    {
        if (await db.Holds.AnyAsync(h => h.SubjectId == subject && h.EditsHeld, ct))
        {
            throw new RuleViolation(new RuleError("SUBJECT_HELD", "A request about this person is being carried out; edit after it.", 423));
        }
    }

    /// <summary>
    /// Refuses an edit by staff or a machine: while a request is being carried out, and while processing is restricted to
    /// storage (Art. 18). The person's own refusals, answers and what the law commands do not ask.
    /// </summary>
    public static async Task DemandEditableAsync(this RoomDbContext db, SubjectId subject, CancellationToken ct)
    {
        await db.DemandNotHeldAsync(subject, ct);
        var standing = await db.Restrictions.AsNoTracking().Where(r => r.SubjectId == subject).OrderBy(r => r.Since).FirstOrDefaultAsync(ct);
        if (standing is not null)
        {
            throw new RuleViolation(new RuleError(
                "SUBJECT_RESTRICTED", $"Processing of this person's data is restricted to storage (Art. 18(1), {standing.Ground}) since {standing.Since:yyyy-MM-dd}.", 423));
        }
    }

    // The framework reads enums of a query by their exact C# spelling only; our contract is camelCase.
    private static async Task<Results<Ok<IReadOnlyList<ExportTable>>, NotFound, ProblemHttpResult>> ExportAsync<TDb, TParticipant>(
        Guid requestId, string right, TDb db, TParticipant participant, CaseFiles cases, CancellationToken ct)
        where TDb : RoomDbContext
        where TParticipant : class, IParticipant
    {
        if (!Enum.TryParse<RightRequested>(right, ignoreCase: true, out var asked) || !Enum.IsDefined(asked))
        {
            return Problems.Create(400, "RIGHT_UNKNOWN", "No right has this name.");
        }

        var file = await cases.ReadAsync(db.Room, requestId, ct);
        if (file is null)
        {
            return TypedResults.NotFound();
        }

        var @case = new ParticipationCase(
            requestId, asked, file.Subjects, file.Known(), [], null) { Asked = file.Asked, ReceivedAt = file.ReceivedAt };
        return TypedResults.Ok(await participant.ExportAsync(@case, ct));
    }

    private static async Task<Results<Ok<IReadOnlyList<TextFound>>, NotFound>> TextsAsync<TDb, TParticipant>(
        Guid requestId, TDb db, TParticipant participant, CaseFiles cases, CancellationToken ct)
        where TDb : RoomDbContext
        where TParticipant : class, IParticipant
    {
        if (await cases.ReadAsync(db.Room, requestId, ct) is not { } file)
        {
            return TypedResults.NotFound();
        }

        var @case = new ParticipationCase(requestId, RightRequested.Erasure, file.Subjects, file.Known(), [], null);
        return TypedResults.Ok(await db.NamedInTextsAsync(@case, participant, ct));
    }
}
