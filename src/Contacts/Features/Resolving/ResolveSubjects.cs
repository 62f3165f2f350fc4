using FluentValidation;
using Gdpr.Contacts.Data;
using Gdpr.Contacts.Domain;
using Gdpr.Kernel;
using Gdpr.Kernel.Identifiers;
using Gdpr.Platform.Http;
using Gdpr.Platform.Modules;
using Gdpr.Platform.Participation;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Gdpr.Contacts.Features.Resolving;

/// <summary>Who is meant by an address or an id: nobody, one person, or several among whom a person must choose.</summary>
internal static class ResolveSubjects
{
    internal sealed record Request(IReadOnlyList<CaseIdentifier>? Identifiers);

    /// <param name="Aliases">Ids that were merged into this one.</param>
    internal sealed record Match(SubjectId SubjectId, IReadOnlyList<SubjectId> Aliases);

    internal sealed record Response(IReadOnlyList<Match> Matches);

    internal sealed class Rules : AbstractValidator<Request>
    {
        public Rules()
        {
            RuleFor(r => r.Identifiers).NotNull();
            RuleFor(r => r.Identifiers).Must(i => i is not { Count: > 1000 }).WithErrorCode("BATCH_TOO_LARGE");
        }
    }

    internal static void Map(IEndpointRouteBuilder inside) =>
        inside.MapPost("/subjects/resolve", Handle).CalledBy("subject-rights", "consent", "identity");

    internal static async Task<Ok<Response>> Handle(Request request, ContactsDbContext db, GdprSettings settings, CancellationToken ct)
    {
        var identifiers = request.Identifiers!.SelectMany(i => Normalised(i, settings.Controller.Country)).ToList();
        var people = await db.PeopleWithAsync(identifiers, ct);
        var second = await db.SecondIdsAsync(people, ct);
        return TypedResults.Ok(new Response([.. people.Select(p => new Match(new SubjectId(p), [.. second[p].Select(s => new SubjectId(s))]))]));
    }

    private static IEnumerable<Identifier> Normalised(CaseIdentifier raw, string country)
    {
        var value = IdentifierNormalisation.Qualified(raw.Kind, raw.Value);
        return IdentifierNormalisation.TryNormalise(raw.Kind, value, country, out var normalised) ? [new Identifier(raw.Kind, normalised)] : [];
    }
}
