using Gdpr.Platform.Modules;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using Microsoft.Extensions.Configuration;
using MimeKit;

namespace Gdpr.Platform.Mail;

/// <summary>Where mails go.</summary>
public interface IMailMedium
{
    /// <summary>True when sending the same mail twice is one effect (a file written under the same name).</summary>
    bool Repeatable { get; }

    Task SendAsync(MailMessage mail, CancellationToken ct);

    /// <summary>Takes away what has stood long enough; called often.</summary>
    void Forget()
    {
    }
}

/// <summary>The connection ended after the body began to leave and before the server answered.</summary>
internal sealed class MailUnknownException(Exception inner) : Exception("The fate of the mail is unknown.", inner);

internal static class MailMedium
{
    public static IMailMedium Create(IConfiguration configuration, GdprSettings settings, TimeProvider clock)
    {
        var smtp = configuration["Mail:Smtp"];
        var from = configuration["Mail:From"] ?? settings.Controller.DpoEmail ?? "privacy@example.test";
        return string.IsNullOrWhiteSpace(smtp) ? new PickupFolder(settings.PickupFolder, from, TimeSpan.FromDays(configuration.GetValue("Mail:PickupDays", 30d)), clock)
            : new SmtpServer(new Uri(smtp), from);
    }

    public static MimeMessage ToMime(MailMessage mail, string from)
    {
        var mime = new MimeMessage
        {
            Subject = mail.Subject ?? string.Empty,
            MessageId = $"{mail.Id:N}@gdpr",
            Body = new TextPart("html") { Text = mail.Html ?? string.Empty },
            Date = mail.CreatedAt,
        };
        mime.From.Add(MailboxAddress.Parse(from));
        mime.To.Add(MailboxAddress.Parse(mail.To ?? throw new InvalidOperationException("The mail has no address.")));
        return mime;
    }

    /// <summary>Without a server, mails are files that the app shows; they name people, so they stay <c>Mail:PickupDays</c> and no longer.</summary>
    private sealed class PickupFolder(string folder, string from, TimeSpan keep, TimeProvider clock) : IMailMedium
    {
        private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
        private DateTimeOffset _next;

        public bool Repeatable => true;

        public async Task SendAsync(MailMessage mail, CancellationToken ct)
        {
            Directory.CreateDirectory(folder);
            var file = Path.Combine(folder, $"{mail.Id:N}.eml");
            await ToMime(mail, from).WriteToAsync(file + ".new", ct);
            File.SetLastWriteTimeUtc(file + ".new", clock.GetUtcNow().UtcDateTime);
            File.Move(file + ".new", file, overwrite: true);
        }

        public void Forget()
        {
            var now = clock.GetUtcNow();
            if (now < _next || !Directory.Exists(folder))
            {
                return;
            }

            _next = now + (keep < Hour ? keep : Hour);
            foreach (var file in Directory.EnumerateFiles(folder, "*.eml").Where(f => File.GetLastWriteTimeUtc(f) <= (now - keep).UtcDateTime))
            {
                File.Delete(file);
            }
        }
    }

    private sealed class SmtpServer(Uri server, string from) : IMailMedium
    {
        public bool Repeatable => false;

        public async Task SendAsync(MailMessage mail, CancellationToken ct)
        {
            using var client = new SmtpClient { Timeout = 30_000 };
            await client.ConnectAsync(server.Host, server.Port > 0 ? server.Port : 25, SecureSocketOptions.Auto, ct);
            if (server.UserInfo.Split(':') is [{ Length: > 0 } user, var password])
            {
                await client.AuthenticateAsync(Uri.UnescapeDataString(user), Uri.UnescapeDataString(password), ct);
            }

            var progress = new Progress();
            try
            {
                await client.SendAsync(ToMime(mail, from), ct, progress);
            }
            catch (Exception e) when (progress.Began && e is not CommandException)
            {
                throw new MailUnknownException(e);
            }

            await LeaveAsync(client, ct);
        }

        // The server has taken the mail: how it says good-bye changes nothing.
        private static async Task LeaveAsync(SmtpClient client, CancellationToken ct)
        {
            try
            {
                await client.DisconnectAsync(true, ct);
            }
            catch (Exception e) when (e is IOException or ProtocolException or CommandException or OperationCanceledException)
            {
            }
        }

        private sealed class Progress : ITransferProgress
        {
            /// <summary>Some of the body has left: without an answer nobody knows whether the server took it.</summary>
            public bool Began { get; private set; }

            public void Report(long bytesTransferred, long totalSize) => Began = true;

            public void Report(long bytesTransferred) => Began = true;
        }
    }
}
