using Gdpr.Consent.Domain;
using Gdpr.Kernel;
using Gdpr.Kernel.Law;
using Gdpr.Messages.Consent;
using Gdpr.Platform.Http;
using Gdpr.Platform.Modules;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Consent.Data;

/// <summary>
/// An entry whose address was confirmed: Contacts learns the person, and each box becomes a request and a consent with
/// both steps as proof. Confirmed again, it is the same consent.
/// </summary>
internal sealed class EntryConfirmation(ConsentDbContext db, RoomHttp rooms, GdprSettings settings)
{
    public async Task<ConsentEvent> ConfirmAsync(FormEntry entry, string? ip, string? userAgent, CancellationToken ct)
    {
        if (db.Now - entry.At > TimeSpan.FromDays(LawParameters.Number("consent.confirmWithinDays", settings.Controller.DayOf(db.Now))))
        {
            throw new RuleViolation(ConsentErrors.ConfirmationExpired);
        }

        var form = await db.Forms.AsNoTracking().SingleAsync(f => f.Code == entry.Form, ct);
        if (await FirstAsync(entry, ct) is { } already)
        {
            return already;
        }

        var person = await rooms.PostAsync<Registered>(db.Room, "contacts", "internal/contacts/subjects/by-form", new Registration(entry), ct);
        return await db.InTransactionAsync(token => RecordAsync(entry, form, person.SubjectId, ip, userAgent, token), ct);
    }

    private async Task<ConsentEvent> RecordAsync(
        FormEntry entry, CollectionForm form, SubjectId subject, string? ip, string? userAgent, CancellationToken ct)
    {
        if (await FirstAsync(entry, ct) is { } already)
        {
            return already;
        }

        ConsentEvent? first = null;
        foreach (var (i, box) in FormBox.Read(form.Boxes).Where(b => entry.Boxes.Contains(b.Name)).Index())
        {
            var asked = Said(entry, box, subject, Of(entry.Id, (2 * i) + 1), ConsentDecision.Requested, entry.At);
            var given = Said(entry, box, subject, Of(entry.Id, 2 * i), ConsentDecision.Given, db.Now, asked.Id);
            db.Events.Add(asked);
            db.Trace(asked, step: 1, entry.Ip, entry.UserAgent);
            await db.RecordAsync(given, ct);
            db.Trace(given, step: 2, ip, userAgent);
            db.Send("consent-send-receipt", new SendReceipt(given.Id, given.SubjectId));
            first ??= given;
        }

        await db.SaveChangesAsync(ct);
        return first!;
    }

    private ConsentEvent Said(FormEntry entry, FormBox box, SubjectId subject, Guid id, ConsentDecision decision, DateTimeOffset at, Guid? firstStep = null) => new()
    {
        Id = id, SubjectId = subject, Purpose = box.Purpose, Channel = Channels.Parse(box.Channel), Decision = decision, NoticeId = box.Notices[entry.Language],
        Method = Methods.Form, At = at, RecordedAt = db.Now, FirstStepId = firstStep, ConfirmedAt = firstStep is null ? null : at,
        Evidence = $$"""{"form":"{{entry.Form}}"}""",
    };

    private Task<ConsentEvent?> FirstAsync(FormEntry entry, CancellationToken ct)
    {
        var id = Of(entry.Id, 0);
        return db.Events.AsNoTracking().SingleOrDefaultAsync(e => e.Id == id, ct);
    }

    // Follows from the entry, so that a second press is refused by the keys and is no second consent.
    private static Guid Of(Guid entry, int number)
    {
        var bytes = entry.ToByteArray(bigEndian: true);
        bytes[14] ^= (byte)number;
        return new Guid(bytes, bigEndian: true);
    }

    private sealed record Registration(
        string Form, string Email, string? GivenName, string? FamilyName, string? Organisation, string? Phone, string Language, DateTimeOffset ObtainedAt)
    {
        public Registration(FormEntry entry)
            : this(entry.Form, entry.Email, entry.GivenName, entry.FamilyName, entry.Organisation, entry.Phone, entry.Language, entry.At)
        {
        }
    }

    private sealed record Registered(SubjectId SubjectId);
}
