using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Serialization;
using FluentValidation;
using Gdpr.Kernel;
using Gdpr.Kernel.Calendars;
using Gdpr.Kernel.Identifiers;
using Gdpr.Messages.SubjectRights;
using Gdpr.Platform.Data;
using Gdpr.Platform.Http;
using Gdpr.Platform.Modules;
using Gdpr.Platform.Participation;
using Gdpr.SubjectRights.Data;
using Gdpr.SubjectRights.Domain;
using Gdpr.SubjectRights.Features.CaseFiles;
using Gdpr.SubjectRights.Features.Identifying;
using Gdpr.SubjectRights.Sagas;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.SubjectRights.Features.Receiving;

/// <summary>Takes a data subject's request in; the clock of Art. 12(3) runs since the day it arrived.</summary>
internal static class ReceiveRequest
{
    internal sealed record Request(
        RightRequested Right,
        Subject Subject,
        DateTimeOffset ReceivedAt,
        string Channel,
        string? Country,
        string? Language,
        JsonElement? Details,
        Asker? Requester,
        Guid? After)
    {
        /// <summary>What belongs into the details and stands beside them would be passed over: an erasure of a part would erase everything.</summary>
        [JsonExtensionData]
        public Dictionary<string, JsonElement>? Others { get; init; }
    }

    /// <param name="Email">Where the answer goes to one who asks for somebody else; without it, by post.</param>
    internal sealed record Asker(RequesterCapacity Capacity, string? Name, string? Mandate, string? Email);

    internal sealed record Subject(SubjectId? SubjectId, string? Email, string? Phone);

    internal sealed record Response(Guid Id, string Reference, string Status, DateTimeOffset? DueAt, bool Joined);

    internal sealed class Rules : AbstractValidator<Request>
    {
        private static readonly string[] Channels = ["portal", "api", "email", "post", "phone", "inPerson"];

        public Rules(TimeProvider clock)
        {
            RuleFor(r => r.Subject).NotNull().WithErrorCode("SUBJECT_MISSING");
            RuleFor(r => r.Subject).Must(HasOne).When(r => r.Subject is not null).WithErrorCode("SUBJECT_MISSING");
            RuleFor(r => r).Must(r => !IsBad(IdentifierKind.Email, r.Subject.Email, r.Country)).When(r => r.Subject is not null).OverridePropertyName("subject.email").WithErrorCode("EMAIL_INVALID");
            RuleFor(r => r).Must(r => !IsBad(IdentifierKind.Phone, r.Subject.Phone, r.Country)).When(r => r.Subject is not null).OverridePropertyName("subject.phone").WithErrorCode("PHONE_INVALID");
            RuleFor(r => r.Others).Must(AskedDetails.AreNotThere).OverridePropertyName("details").WithErrorCode("DETAILS_MISPLACED");
            RuleFor(r => r.ReceivedAt).NotEmpty().WithErrorCode("RECEIVED_AT_MISSING");
            RuleFor(r => r.ReceivedAt).LessThanOrEqualTo(_ => clock.GetUtcNow().AddMinutes(5)).WithErrorCode("DATE_IN_FUTURE");
            RuleFor(r => r.ReceivedAt).GreaterThan(_ => clock.GetUtcNow().AddYears(-2)).WithErrorCode("RECEIVED_TOO_LONG_AGO").When(r => r.ReceivedAt != default);
            RuleFor(r => r.Channel).Must(c => Channels.Contains(c)).WithErrorCode("CHANNEL_UNKNOWN");
            RuleFor(r => r.Country).Must(c => c is null || Jurisdiction.TryFind(c, out _)).WithErrorCode("COUNTRY_UNKNOWN");
            RuleFor(r => r.Language).Must(l => l is null or "fr" or "en").WithErrorCode("LANGUAGE_UNKNOWN");
            RuleFor(r => r.Requester!.Name).Must(n => !string.IsNullOrWhiteSpace(n) && n.Length <= 200)
                .When(r => r.Requester is { Capacity: not RequesterCapacity.Self }).WithErrorCode("REQUESTER_NAME");
            RuleFor(r => r.Requester!.Mandate).NotEmpty().When(r => r.Requester is { Capacity: RequesterCapacity.Representative }).WithErrorCode("MANDATE_MISSING");
            RuleFor(r => r).Must(r => !IsBad(IdentifierKind.Email, r.Requester!.Email, r.Country)).When(r => r.Requester is not null).OverridePropertyName("requester.email").WithErrorCode("EMAIL_INVALID");
            RuleFor(r => r.Right).Must(HeirRights.Include).When(r => r.Requester is { Capacity: RequesterCapacity.Heir }).WithErrorCode("RIGHT_NOT_OF_HEIRS");
            RuleFor(r => r.Requester!.Mandate).MaximumLength(1000).When(r => r.Requester is not null).WithErrorCode("MANDATE_TOO_LONG");
        }

        private static bool HasOne(Subject s) => s.SubjectId is not null || !string.IsNullOrWhiteSpace(s.Email) || !string.IsNullOrWhiteSpace(s.Phone);

        private static bool IsBad(IdentifierKind kind, string? value, string? country) =>
            !string.IsNullOrWhiteSpace(value) && !IdentifierNormalisation.TryNormalise(kind, value, country ?? "FR", out _);
    }

    private static readonly TimeSpan FirstLook = TimeSpan.FromMinutes(1);

    internal static void Map(IEndpointRouteBuilder api) =>
        api.MapPost("/requests", Handle).WithName(nameof(ReceiveRequest)).WithSummary("Take in a request of a data subject")
            .WithIdempotency<SubjectRightsDbContext>();

    internal static async Task<Results<Created<Response>, Ok<Response>>> Handle(
        Request request, SubjectRightsDbContext db, CaseVault vault, OneTimeCodes codes, IdentifierHasher hasher, GdprSettings settings, HttpContext http, CancellationToken ct)
    {
        var asked = AskedDetails.Read(request.Right, request.Details, request.Country ?? settings.Controller.Country);
        var identifiers = Identifiers(request, settings);
        var hash = identifiers.Count > 0
            ? hasher.Hash(new Identifier(identifiers[0].Kind, identifiers[0].Value)).ToString()
            : $"subject:{request.Subject.SubjectId}";
        var (row, joined) = await db.InTransactionAsync(
            async token =>
            {
                // Two letters that come at once are not two requests.
                await db.OneWriterAsync(token);
                if (await Duplicates.FindAsync(db, vault, new Duplicates.Same(request.Right, asked, request.Subject.SubjectId, hash, request.Requester?.Capacity ?? RequesterCapacity.Self, RequesterOf(request)), token) is { } open)
                {
                    await Duplicates.JoinAsync(db, vault, open, asked, http.Actor(), token);
                    return (open, true);
                }

                await DemandAfterAsync(db, request, hash, token);
                var made = TakeIn(request, new Given(asked, identifiers, hash), db, vault, codes, settings);
                db.Remember(made.CorrelationId, http.Actor(), "REQUEST_RECEIVED");
                await db.SaveChangesAsync(token);
                return (made, false);
            },
            ct);
        return joined ? TypedResults.Ok(Answer(row, joined)) : TypedResults.Created($"/api/subject-rights/requests/{row.CorrelationId}", Answer(row, joined));
    }

    private static SubjectRequest TakeIn(Request request, Given given, SubjectRightsDbContext db, CaseVault vault, OneTimeCodes codes, GdprSettings settings)
    {
        var secret = Secrets.NewLink();
        var row = NewRow(request, given.Asked, db, settings, given.Hash, secret);
        db.Requests.Add(row);
        var email = given.Identifiers.Find(i => i.Kind == IdentifierKind.Email)?.Value;
        SubjectId[] subjects = request.Subject.SubjectId is { } subject ? [subject] : [];
        vault.Create(row.CorrelationId, new CaseContent(subjects, given.Identifiers, ReplyTo(request, email, settings), secret, given.Asked, RequesterOf(request)));

        // Whoever reads a dead person's mail is not for that an heir.
        if (email is not null && row.Capacity != RequesterCapacity.Heir)
        {
            codes.Send(row, email);
        }

        // Waits for nobody: neither for proof of identity nor for the answer (Art. 21(3)).
        if (given.Asked.Scope == ObjectionScope.Marketing)
        {
            db.Send("consent-object-to-marketing", new ObjectToMarketing(row.CorrelationId));
        }

        db.Send(ParticipationEndpoints.Saga, new RequestReceived(row.CorrelationId));
        return row;
    }

    /// <summary>What was understood of a request.</summary>
    private sealed record Given(RequestDetails Asked, List<CaseIdentifier> Identifiers, string Hash);

    private static Requester? RequesterOf(Request request) =>
        request.Requester is { Capacity: not RequesterCapacity.Self, Name: { } name } asker ? new Requester(name, asker.Mandate) : null;

    // The answer to somebody who asks for another goes to them, or by post: never unasked to the other's address.
    private static string? ReplyTo(Request request, string? own, GdprSettings settings) =>
        request.Requester is not { Capacity: not RequesterCapacity.Self } asker ? own
        : asker.Email is { } given && IdentifierNormalisation.TryNormalise(IdentifierKind.Email, given, request.Country ?? settings.Controller.Country, out var email) ? email
        : null;

    private static async Task DemandAfterAsync(SubjectRightsDbContext db, Request request, string hash, CancellationToken ct)
    {
        var subject = request.Subject.SubjectId;
        var known = request.After is not { } after || await db.Requests.IgnoreAutoIncludes().AnyAsync(
            r => r.CorrelationId == after && RequestStates.Open.Contains(r.CurrentState) && (r.IdentifierHash == hash || (subject != null && r.SubjectId == subject)), ct);
        if (!known)
        {
            throw new RuleViolation(SubjectRightsErrors.AfterUnknown);
        }
    }

    private static SubjectRequest NewRow(Request request, RequestDetails asked, SubjectRightsDbContext db, GdprSettings settings, string hash, string secret)
    {
        var row = new SubjectRequest
        {
            CorrelationId = db.NewId(),
            Reference = Secrets.NewReference(db.Now),
            Right = request.Right,
            Channel = request.Channel,
            Capacity = request.Requester?.Capacity ?? RequesterCapacity.Self,
            After = request.After,
            ObjectsTo = asked.Scope,
            Scope = request.Right == RightRequested.Erasure && asked.DataClasses.Count > 0 ? string.Join(',', asked.DataClasses) : null,
            Country = request.Country ?? settings.Controller.Region ?? settings.Controller.Country,
            Language = request.Language ?? (settings.Controller.Country == "FR" ? "fr" : "en"),
            ReceivedAt = request.ReceivedAt,
            RegisteredAt = db.Now,
            SubjectId = request.Subject.SubjectId,
            IdentifierHash = hash,
            SecretHash = Secrets.HashOf(secret),
            TraceParent = Activity.Current?.Id,
        };
        row.DueAt = Road.ClockOf(row, extended: false).DueAt;

        // Should the first message be set aside, the sweeper finds the request all the same.
        row.NextDueAt = db.Now + FirstLook;
        return row;
    }

    private static List<CaseIdentifier> Identifiers(Request request, GdprSettings settings)
    {
        var found = new List<CaseIdentifier>();
        Add(IdentifierKind.Email, request.Subject.Email);
        Add(IdentifierKind.Phone, request.Subject.Phone);
        return found;

        void Add(IdentifierKind kind, string? raw)
        {
            if (!string.IsNullOrWhiteSpace(raw) && IdentifierNormalisation.TryNormalise(kind, raw, request.Country ?? settings.Controller.Country, out var value))
            {
                found.Add(new CaseIdentifier(kind, value));
            }
        }
    }

    private static Response Answer(SubjectRequest row, bool joined) =>
        new(row.CorrelationId, row.Reference, row.CurrentState, row.ExtendedDueAt ?? row.DueAt, joined);
}
