using Gdpr.Consent.Domain;
using Gdpr.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Consent.Data;

/// <summary>By which way people may be asked for a consent now: the same decision that every mail passes.</summary>
internal static class Asking
{
    public const int Chunk = 500;

    public static async Task<IReadOnlyList<(SubjectId Subject, AskingRoute Route, string Code)>> AskableAsync(
        this ConsentDbContext db, SubjectId[] people, Purpose purpose, string home, CancellationToken ct)
    {
        var asked = new DecisionQuestion(purpose.Code, Channel.Email, db.Now, purpose.IsService, home);
        var facts = await db.FactsAsync(people, purpose, asked, ct);
        return [.. facts.Select(f => (f.Key, Requalification.Of(f.Value, ContactDecision.Of(f.Value, asked)))).Select(f => (f.Key, f.Item2.Route, f.Item2.Code))];
    }

    /// <summary>Records that somebody was asked, once and for good: whoever was asked is asked no more.</summary>
    public static ConsentEvent Ask(this ConsentDbContext db, RequalificationAsk ask, RequalificationRun run, Purpose purpose, Notice notice)
    {
        var asked = new ConsentEvent
        {
            Id = db.NewId(), SubjectId = ask.SubjectId, Purpose = purpose.Code, Channel = Channel.Email, Decision = ConsentDecision.Requested, NoticeId = notice.Id,
            Method = Methods.Requalification, At = db.Now, RecordedAt = db.Now, ControllerId = purpose.ControllerId,
        };
        db.Events.Add(asked);
        (ask.EventId, ask.AskedAt, ask.AnswerBy) = (asked.Id, db.Now, db.Now.AddDays(run.AnswerDays));
        return asked;
    }

    /// <summary>The words asked with: the newest of the purpose in the language, else in the other.</summary>
    public static async Task<Func<string, Notice?>> WordsAsync(this ConsentDbContext db, Purpose purpose, CancellationToken ct)
    {
        var newest = (await db.Notices.AsNoTracking().Where(n => n.Purpose == purpose.Code && (n.Language == "fr" || n.Language == "en")).ToListAsync(ct))
            .GroupBy(n => n.Language).ToDictionary(g => g.Key, g => g.MaxBy(n => n.Version)!);
        return language => newest.GetValueOrDefault(language) ?? newest.Values.FirstOrDefault();
    }
}
