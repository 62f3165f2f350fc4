using Gdpr.Campaigns.Asking;
using Gdpr.Campaigns.Domain;
using Gdpr.Campaigns.Wording;
using MimeKit;

namespace Gdpr.Campaigns.Delivering;

/// <summary>Makes the message for one person: words, mandatory links, one-click headers (RFC 8058), signature.</summary>
internal sealed class Composer(LinkTokens tokens, CampaignsSettings settings, TimeProvider clock)
{
    private readonly DkimSeal? _seal = settings.Dkim is { } dkim ? new DkimSeal(dkim) : null;

    public Letter Write(Campaign campaign, Template template, Words words, Recipient to, Guid send, bool variantB)
    {
        var facts = new LetterFacts(
            to.GivenName, to.FamilyName, to.Organisation, campaign.SenderName, campaign.SenderAddress, to.Origin, LinkOf(send), settings.PublicUrl + "/");
        var text = template.TextFor(to.Language);
        var letter = words.Write(text, facts, variantB);
        return letter with { Unsaid = MandatoryWords.Missing(template.Channel, text.Language, letter, facts).FirstOrDefault() };
    }

    public string LinkOf(Guid send) => $"{settings.PublicUrl}/u/{tokens.Link(send)}";

    public MimeMessage Mail(Campaign campaign, Letter letter, string to, Guid send, bool test = false)
    {
        var mail = new MimeMessage
        {
            Subject = test ? $"[TEST] {letter.Subject}" : letter.Subject,
            Date = clock.GetUtcNow(),
            MessageId = $"{tokens.MessageId(send)}@{campaign.SenderAddress[(campaign.SenderAddress.IndexOf('@', StringComparison.Ordinal) + 1)..]}",
            Body = BodyOf(letter),
        };
        mail.From.Add(new MailboxAddress(campaign.SenderName, campaign.SenderAddress));
        var mailbox = MailboxAddress.Parse(to);
        mail.To.Add(mailbox);
        if (campaign.ReplyTo is { } reply)
        {
            mail.ReplyTo.Add(MailboxAddress.Parse(reply));
        }

        mail.Headers.Add("List-Unsubscribe", $"<{LinkOf(send)}>");
        mail.Headers.Add("List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
        if (test)
        {
            mail.Headers.Add("X-Campaign-Test", "yes");
        }

        _seal?.Sign(mail, MailFormats.For(mailbox));
        return mail;
    }

    private static MimeEntity BodyOf(Letter letter)
    {
        var text = new TextPart("plain") { Text = letter.Text };
        return letter.Html is null ? text : new MultipartAlternative(text, new TextPart("html") { Text = letter.Html });
    }
}
