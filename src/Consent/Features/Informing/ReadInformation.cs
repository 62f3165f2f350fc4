using Gdpr.Consent.Data;
using Gdpr.Kernel;
using Gdpr.Platform.Http;
using Gdpr.Platform.Mail;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Consent.Features.Informing;

/// <summary>Whether one person had to be told, was told, and the proof of each notice (Arts. 5(2), 14).</summary>
internal static class ReadInformation
{
    internal sealed record Exemption(string Ground, string Reason, DateTimeOffset At, string By);

    /// <param name="Mail">waiting, left, unknown or givenUp.</param>
    internal sealed record Notice(Guid Id, Guid TextId, int TextVersion, string Language, string TextSha256, string BodySha256, string Origin, DateTimeOffset At, string By, string Mail, DateTimeOffset? LeftAt);

    internal sealed record Response(
        SubjectId SubjectId, string Origin, DateTimeOffset ObtainedAt, string? Supplier, bool? PartnersNamed, DateTimeOffset DueAt, DateTimeOffset? InformedAt, Exemption? Exemption,
        IReadOnlyList<Notice> Notices);

    internal static void Map(IEndpointRouteBuilder api) =>
        api.MapGet("/subjects/{id}/information", HandleAsync)
            .WithName(nameof(ReadInformation))
            .WithSummary("What a person was told about where their data come from, with the proof");

    internal static async Task<Results<Ok<Response>, NotFound>> HandleAsync(SubjectId id, ConsentDbContext db, HttpContext http, CancellationToken ct)
    {
        if (await db.Duties.AsNoTracking().SingleOrDefaultAsync(d => d.SubjectId == id, ct) is not { } duty)
        {
            return TypedResults.NotFound();
        }

        var notices = await db.InformationNotices.AsNoTracking().Where(n => n.SubjectId == id).OrderBy(n => n.Id).ToListAsync(ct);
        var ids = notices.ConvertAll(n => (Guid?)n.Id);
        var mails = await db.Mails.AsNoTracking().Where(m => ids.Contains(m.Reference)).ToDictionaryAsync(m => m.Reference!.Value, ct);
        db.Audit(http.Actor(), "information.read", id);
        await db.SaveChangesAsync(ct);
        var shown = notices.ConvertAll(n => Show(n, mails.GetValueOrDefault(n.Id)));
        return TypedResults.Ok(new Response(
            id, duty.Origin, duty.ObtainedAt, duty.Supplier, duty.PartnersNamed, duty.DueAt, duty.InformedAt ?? shown.Find(n => n.Id == duty.NoticeId)?.LeftAt,
            duty.ExemptAt is { } at ? new Exemption(duty.ExemptGround!, duty.ExemptReason!, at, duty.ExemptBy!) : null,
            shown));
    }

    private static Notice Show(InformationNotice n, MailMessage? mail) => new(
        n.Id, n.TextId, n.TextVersion, n.Language, n.TextSha256, n.BodySha256, n.Origin, n.At, n.By, StateOf(mail), mail?.SentAt);

    private static string StateOf(MailMessage? mail) => mail switch
    {
        { SentAt: not null } => "left",
        null or { LastError: MailErrors.Unknown } => "unknown",
        { LastError: MailErrors.GivenUp } => "givenUp",
        _ => "waiting",
    };
}
