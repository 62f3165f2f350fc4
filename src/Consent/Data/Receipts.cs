using System.Globalization;
using System.Text.Json;
using Gdpr.Consent.Domain;
using Gdpr.Kernel;
using Gdpr.Platform.Participation;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Consent.Data;

/// <summary>A person's consent events as receipts, with the words that were shown, one table per legal basis of the purposes.</summary>
internal static class Receipts
{
    private static readonly string[] Columns =
        ["receiptId", "purpose", "channel", "decision", "at", "method", "noticeLanguage", "noticeVersion", "noticeText", "evidence"];

    /// <summary>For portability only what rests on consent or contract (Art. 20(1)(a)).</summary>
    public static async Task<IReadOnlyList<ExportTable>> ReceiptsAsync(
        this ConsentDbContext db, IReadOnlyCollection<SubjectId> subjects, bool portableOnly, CancellationToken ct)
    {
        var rows = await (
            from said in db.Events.AsNoTracking()
            where subjects.Contains(said.SubjectId)
            join purpose in db.Purposes on said.Purpose equals purpose.Code
            join notice in db.Notices on said.NoticeId equals (Guid?)notice.Id into notices
            from notice in notices.DefaultIfEmpty()
            orderby said.At, said.Id
            select new { said, purpose.LegalBasis, notice }).ToListAsync(ct);
        return [.. rows
            .Where(r => !portableOnly || r.LegalBasis is LegalBasis.Consent or LegalBasis.Contract)
            .GroupBy(r => r.LegalBasis)
            .Select(g => Table(g.Key, [.. g.Select(r => Row(r.said, r.notice))]))];
    }

    private static ExportTable Table(LegalBasis basis, IReadOnlyList<IReadOnlyList<string?>> rows)
    {
        var name = JsonNamingPolicy.CamelCase.ConvertName(basis.ToString());
        return new ExportTable(basis == LegalBasis.Consent ? "consents" : $"consents-{name}", Columns, rows, ConsentEvent.DataClass, name);
    }

    private static IReadOnlyList<string?> Row(ConsentEvent said, Notice? notice) =>
    [
        said.Id.ToString(),
        said.Purpose,
        said.Channel.Name(),
        JsonNamingPolicy.CamelCase.ConvertName(said.Decision.ToString()),
        said.At.ToString("O", CultureInfo.InvariantCulture),
        said.Method,
        notice?.Language,
        notice?.Version.ToString(CultureInfo.InvariantCulture),
        notice?.Text,
        said.Evidence,
    ];
}
