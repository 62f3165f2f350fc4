using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Gdpr.Consent.Data;
using Gdpr.Consent.Domain;
using Gdpr.Kernel;
using Gdpr.Kernel.Identifiers;
using Gdpr.Platform.Data;
using Gdpr.Platform.Http;
using Gdpr.Platform.Modules;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Consent.Features.Importing;

/// <summary>
/// Writes rows of a file. A refusal is always taken, of an address alone as its hash, and for everything where it does not
/// say clearly for what; a consent only of somebody known who has not refused, and without its proof it is worth nothing.
/// Rows taken before are recognised, so a file may come again.
/// </summary>
internal sealed class ImportBatch(ConsentDbContext db, IdentifierHasher hasher, GdprSettings settings)
{
    private const int LongestEvidence = 500;
    private const string PurposeMissing = "PURPOSE_MISSING";
    private const string ChannelUnknown = "CHANNEL_UNKNOWN";
    private readonly Dictionary<string, Purpose?> _purposes = new(StringComparer.Ordinal);

    public async Task WriteAsync(IReadOnlyList<(long Number, ImportRow Row)> rows, ImportCounts counts, CancellationToken ct)
    {
        foreach (var (number, row) in rows)
        {
            try
            {
                await (row.Act == ImportAct.Given ? ConsentAsync(number, row, counts, ct) : RefusalAsync(number, row, counts, ct));
            }
            catch (RowRefused e)
            {
                counts.Reject(number, e);
            }
        }
    }

    private async Task RefusalAsync(long number, ImportRow row, ImportCounts counts, CancellationToken ct)
    {
        var (identifier, bounced) = (Normalise(row), row.Act == ImportAct.Bounced);
        var act = new Suppression
        {
            Id = db.NewId(),
            Scope = row.Act.IsSaidNo() ? RefusedScope(number, row, counts) : Channel(row),
            Purpose = bounced ? null : await RefusedPurposeAsync(number, row, counts, ct),
            Reason = row.Act switch { ImportAct.Bounced => SuppressionReason.Bounce, ImportAct.Refused => SuppressionReason.Refused, _ => SuppressionReason.Withdrawn },
            At = row.At is { } at && at <= db.Now ? at : db.Now,
            RecordedAt = db.Now,
        };
        var hashes = Hashes(identifier);
        var same = await (
            from s in db.Suppressions
            where s.Scope == act.Scope && s.Purpose == act.Purpose && s.Reason == act.Reason && (row.At == null || s.At == act.At)
            where db.SuppressionHashes.Any(h => h.SuppressionId == s.Id && hashes.Contains(h.Hash))
            select s.Id).AnyAsync(ct);
        if (same)
        {
            counts.Same();
            return;
        }

        await db.SuppressAsync(act, identifier, hasher, ct);
        await db.SaveChangesAsync(ct);
        counts.Refusal(bounced);
    }

    // Whoever said no must not be written to because a file says it in words of its own.
    private async Task<string?> RefusedPurposeAsync(long number, ImportRow row, ImportCounts counts, CancellationToken ct)
    {
        if (await FindPurposeAsync(row, ct) is { } purpose)
        {
            return purpose.Code;
        }

        counts.Note(number, "purpose", row.Purpose is null ? PurposeMissing : ConsentErrors.PurposeUnknown.Code);
        return null;
    }

    private static Channel RefusedScope(long number, ImportRow row, ImportCounts counts)
    {
        if (Channels.IsKnown(row.Channel))
        {
            return Channels.Parse(row.Channel!);
        }

        counts.Note(number, "channel", row.Channel is null ? "CHANNEL_MISSING" : ChannelUnknown);
        return Domain.Channel.All;
    }

    private async Task ConsentAsync(long number, ImportRow row, ImportCounts counts, CancellationToken ct)
    {
        var (purpose, channel, evidence) = (await PurposeAsync(row, ct), Channel(row), Evidence(row));
        if (!purpose.Uses(channel.Name()))
        {
            throw new RowRefused("channel", ConsentErrors.ChannelNotInPurpose.Code);
        }

        var hashes = Hashes(Normalise(row));
        var subject = await OwnerAsync(row, hashes, ct);
        if (await IsRefusedAsync(hashes, subject, purpose, channel, ct))
        {
            counts.LeftOut(number);
            return;
        }

        var notice = await NoticeAsync(row, purpose, ct);
        var said = Make(row, subject, purpose, channel, notice, evidence);
        if (await db.Events.AnyAsync(e => e.SubjectId == subject && e.Purpose == said.Purpose && e.Channel == channel && e.Method == Methods.Import && e.Decision == ConsentDecision.Given && (row.At == null || e.At == said.At), ct))
        {
            counts.Same();
            return;
        }

        db.Events.Add(said);
        Trace(number, row, said, counts);
        await db.SaveChangesAsync(ct);
        counts.Consent(notice is not null);
    }

    private ConsentEvent Make(ImportRow row, SubjectId subject, Purpose purpose, Channel channel, Guid? notice, string? evidence) => new()
    {
        Id = db.NewId(),
        SubjectId = subject,
        Purpose = purpose.Code,
        Channel = channel,
        Decision = ConsentDecision.Given,
        NoticeId = notice,
        Method = Methods.Import,
        At = row.At is { } at && at <= db.Now ? at : db.Now,
        RecordedAt = db.Now,
        ConfirmedAt = row.ConfirmedAt,
        Evidence = evidence,
    };

    // As the event of somebody else holds it: words by name.
    private static string? Evidence(ImportRow row)
    {
        var words = new[] { ("source", "method", row.Method), ("evidence", "evidence", row.Evidence) }.Where(w => w.Item3 is not null).ToList();
        return words.Find(w => w.Item3!.Length > LongestEvidence) is (_, { } column, _)
            ? throw new RowRefused(column, "EVIDENCE_TOO_LARGE")
            : words.Count == 0 ? null
            : JsonSerializer.Serialize(words.ToDictionary(w => w.Item1, w => w.Item3), RoomJson.Options);
    }

    // As of a consent given here: apart from the proof, and no longer after the act.
    private void Trace(long number, ImportRow row, ConsentEvent said, ImportCounts counts)
    {
        var ip = IPAddress.TryParse(row.Ip, out var address) ? address.ToString() : null;
        db.Trace(said, step: 1, ip, userAgent: null, said.At);
        if (row.Ip is not null && ip is null)
        {
            counts.Note(number, "ip", "IP_MALFORMED");
        }
    }

    // Several people share the address: whose consent it was is not known.
    private async Task<SubjectId> OwnerAsync(ImportRow row, List<string> hashes, CancellationToken ct)
    {
        var owners = await db.SubjectHashes.Where(h => hashes.Contains(h.Hash)).Select(h => h.SubjectId).Distinct().Take(3).ToListAsync(ct);
        return await db.LivingAsync(owners, ct) is not [var one, ..] living ? throw new RowRefused(row.IdentifierColumn, "SUBJECT_UNKNOWN")
            : living.Count == 1 ? one
            : throw new RowRefused(row.IdentifierColumn, "SUBJECT_AMBIGUOUS");
    }

    private async Task<bool> IsRefusedAsync(List<string> hashes, SubjectId subject, Purpose purpose, Channel channel, CancellationToken ct)
    {
        var standing = await db.Suppressions
            .Where(s => s.Reason != SuppressionReason.Bounce && (s.Purpose == null || s.Purpose == purpose.Code))
            .Where(s => db.SuppressionHashes.Any(h => h.SuppressionId == s.Id && hashes.Contains(h.Hash)) || db.SuppressionSubjects.Any(l => l.SuppressionId == s.Id && l.SubjectId == subject))
            .Select(s => s.Scope)
            .ToListAsync(ct);
        return standing.Exists(s => s.Refuses(channel));
    }

    // A consent is shown by its words and its day: without both there is no proof (Art. 7(1)).
    private async Task<Guid?> NoticeAsync(ImportRow row, Purpose purpose, CancellationToken ct)
    {
        if (row.At is null)
        {
            return null;
        }

        if (row.NoticeId is { } id)
        {
            return await db.Notices.AnyAsync(n => n.Id == id && n.Purpose == purpose.Code, ct) ? id : throw new RowRefused("noticeId", ConsentErrors.NoticeUnknown.Code);
        }

        return row.NoticeText is { Length: <= 50_000 } text ? await WordsAsync(text, purpose, ct) : null;
    }

    private async Task<Guid> WordsAsync(string text, Purpose purpose, CancellationToken ct)
    {
        var (sha, language) = (Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text))), "und");
        if (await db.Notices.FirstOrDefaultAsync(n => n.Purpose == purpose.Code && n.Sha256 == sha, ct) is { } known)
        {
            return known.Id;
        }

        var last = await db.Notices.Where(n => n.Purpose == purpose.Code && n.Language == language).MaxAsync(n => (int?)n.Version, ct) ?? 0;
        var notice = new Notice { Id = db.NewId(), Purpose = purpose.Code, Language = language, Version = last + 1, Text = text, Form = Methods.Import, Sha256 = sha, CreatedAt = db.Now };
        db.Notices.Add(notice);
        return notice.Id;
    }

    private async Task<Purpose> PurposeAsync(ImportRow row, CancellationToken ct) =>
        await FindPurposeAsync(row, ct) ?? throw new RowRefused("purpose", row.Purpose is null ? PurposeMissing : ConsentErrors.PurposeUnknown.Code);

    private async Task<Purpose?> FindPurposeAsync(ImportRow row, CancellationToken ct)
    {
        if (row.Purpose is not { } code)
        {
            return null;
        }

        if (!_purposes.TryGetValue(code, out var purpose))
        {
            purpose = await db.Purposes.AsNoTracking().SingleOrDefaultAsync(p => p.Code == code, ct);
            _purposes[code] = purpose;
        }

        return purpose;
    }

    private static Channel Channel(ImportRow row) => Channels.IsKnown(row.Channel) ? Channels.Parse(row.Channel!) : throw new RowRefused("channel", ChannelUnknown);

    private Identifier Normalise(ImportRow row) =>
        row.Identifier.Length <= 320 && IdentifierNormalisation.TryNormalise(row.Kind, IdentifierNormalisation.Qualified(row.Kind, row.Identifier), settings.Controller.Country, out var value)
            ? new Identifier(row.Kind, value)
            : throw new RowRefused(row.IdentifierColumn, ConsentErrors.IdentifierMalformed.Code);

    private List<string> Hashes(Identifier identifier) => [.. hasher.HashWithEveryKey(identifier).Select(h => h.ToString())];
}
