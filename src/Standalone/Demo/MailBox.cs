using System.Text.RegularExpressions;
using MimeKit;

namespace Gdpr.Standalone.Demo;

/// <summary>Reads the pickup folder as the person reads their mails: the code to confirm, the link to follow the case.</summary>
internal sealed partial class MailBox(DemoFolder folder)
{
    public Task<string?> CodeAsync(string reference, CancellationToken ct) => FindAsync(reference, Code(), ct);

    public Task<string?> LinkAsync(string reference, CancellationToken ct) => FindAsync(reference, Link(), ct);

    private async Task<string?> FindAsync(string reference, Regex wanted, CancellationToken ct)
    {
        var mails = Directory.Exists(folder.Mails) ? new DirectoryInfo(folder.Mails).EnumerateFiles("*.eml") : [];
        foreach (var file in mails.OrderByDescending(f => f.LastWriteTimeUtc))
        {
            using var mail = await MimeMessage.LoadAsync(file.FullName, ct);
            if (mail.Subject?.Contains(reference, StringComparison.Ordinal) is true && wanted.Match(mail.HtmlBody ?? string.Empty) is { Success: true } match)
            {
                return match.Groups[1].Value;
            }
        }

        return null;
    }

    [GeneratedRegex("<strong>([0-9]{8})</strong>")]
    private static partial Regex Code();

    [GeneratedRegex("href=\"(http[^\"]+/cases/[^\"]+)\"")]
    private static partial Regex Link();
}
