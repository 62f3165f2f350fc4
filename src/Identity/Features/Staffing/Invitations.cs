using Gdpr.Identity.Data;
using Gdpr.Identity.Domain;
using Gdpr.Identity.Features.SigningIn;
using Gdpr.Platform.Mail;
using Gdpr.Platform.Modules;

namespace Gdpr.Identity.Features.Staffing;

/// <summary>Writes the mail by which a member of staff chooses a password; a new one makes the earlier void.</summary>
internal sealed class Invitations(IdentityDbContext db, GdprSettings settings, IConfiguration configuration)
{
    private static readonly TimeSpan Life = TimeSpan.FromDays(7);

    public void Send(StaffAccount account)
    {
        var secret = SignInSecrets.NewSecret();
        account.InvitationHash = SignInSecrets.HashOf(secret);
        account.InvitationEndsAt = db.Now + Life;
        var link = $"{configuration["Gdpr:PublicUrl"]?.TrimEnd('/')}/connect/invitations/{secret}";
        var (subject, html) = SignInMails.Invitation(link, settings.Controller);
        db.Mails.Add(new MailMessage
        {
            Id = db.NewId(), Kind = "invitation", Reference = account.Id, To = account.Email, Subject = subject, Html = html, CreatedAt = db.Now, AvailableAt = db.Now,
        });
    }
}
