using Gdpr.Identity.Data;
using Gdpr.Identity.Domain;
using Gdpr.Kernel;
using Gdpr.Kernel.Identifiers;
using Gdpr.Messages.Identity;
using Gdpr.Platform.Http;
using Gdpr.Platform.Mail;
using Gdpr.Platform.Modules;
using MassTransit;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Identity.Features.SigningIn;

/// <summary>
/// Finds out who has the address and mails a code. Nobody, or several people who share it, get a mail without one: a
/// code would open what is somebody else's.
/// </summary>
internal sealed class SendSignInMailConsumer(
    IdentityDbContext db, RoomHttp rooms, IdentifierHasher hasher, GdprSettings settings, IConfiguration configuration) : IConsumer<SendSignInMail>
{
    public const string Endpoint = "identity-send-sign-in-mail";

    public async Task Consume(ConsumeContext<SendSignInMail> context)
    {
        var attempt = await db.SignIns.SingleOrDefaultAsync(a => a.Id == context.Message.AttemptId, context.CancellationToken);
        if (attempt?.Address is not { } address || attempt.ExpiresAt < db.Now)
        {
            return;
        }

        var asked = new { identifiers = new[] { new { kind = IdentifierKind.Email, value = address } } };
        var found = await rooms.PostAsync<Found>(db.Room, "contacts", "internal/contacts/subjects/resolve", asked, context.CancellationToken);
        var (code, link) = (SignInSecrets.NewCode(), SignInSecrets.NewSecret());
        if (found.Matches is [var one])
        {
            attempt.SubjectId = one.SubjectId;
            attempt.CodeHash = SubjectGrant.HashOf(hasher, attempt.Id, code);
            attempt.LinkHash = SignInSecrets.HashOf(link);
        }

        var url = $"{configuration["Gdpr:PublicUrl"]?.TrimEnd('/')}/{attempt.Language}/sign-in/{link}";
        var (subject, html) = found.Matches.Count == 1
            ? SignInMails.Code(attempt.Language, code, url, settings.Controller)
            : SignInMails.WithoutCode(attempt.Language, shared: found.Matches.Count > 1, settings.Controller);
        db.Mails.Add(new MailMessage
        {
            Id = db.NewId(), SubjectId = attempt.SubjectId, Kind = "sign-in", To = address, Subject = subject, Html = html, CreatedAt = db.Now, AvailableAt = db.Now,
        });
        attempt.Address = null;
    }

    private sealed record Found(IReadOnlyList<Match> Matches);

    private sealed record Match(SubjectId SubjectId);
}
