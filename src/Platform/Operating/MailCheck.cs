using System.Net.Sockets;
using Gdpr.Platform.Modules;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using Microsoft.Extensions.Configuration;

namespace Gdpr.Platform.Operating;

/// <summary>Whether the mail server lets us in; nothing is sent.</summary>
internal static class MailCheck
{
    private const int Patience = 5_000;

    public static async Task<IReadOnlyList<Finding>> LookAsync(IConfiguration configuration, GdprSettings settings, CancellationToken ct)
    {
        if (configuration["Mail:Smtp"] is not { Length: > 0 } smtp)
        {
            return [Finding.Doubtful("MAIL_PICKUP", $"Mails are files in {settings.PickupFolder} and reach nobody: set Mail:Smtp.")];
        }

        if (!Uri.TryCreate(smtp, UriKind.Absolute, out var server))
        {
            return [Finding.Bad("MAIL_ADDRESS_MALFORMED", "Mail:Smtp is smtp://user:password@host:port.")];
        }

        List<Finding> sender = string.IsNullOrWhiteSpace(configuration["Mail:From"]) && settings.Controller.DpoEmail is null
            ? [Finding.Doubtful("MAIL_FROM_MISSING", "Mails come from an example address: set Mail:From.")] : [];
        return [await KnockAsync(server, ct), .. sender];
    }

    private static async Task<Finding> KnockAsync(Uri server, CancellationToken ct)
    {
        try
        {
            using var client = new SmtpClient { Timeout = Patience };
            await client.ConnectAsync(server.Host, server.Port > 0 ? server.Port : 25, SecureSocketOptions.Auto, ct);
            if (server.UserInfo.Split(':') is [{ Length: > 0 } user, var password])
            {
                await client.AuthenticateAsync(Uri.UnescapeDataString(user), Uri.UnescapeDataString(password), ct);
            }

            await client.DisconnectAsync(true, ct);
            return Finding.Good("MAIL_OK", server.Host);
        }
        catch (AuthenticationException)
        {
            return Finding.Bad("MAIL_CREDENTIALS_REFUSED", "The server does not take user and password of Mail:Smtp.");
        }
        catch (Exception e) when (e is SocketException or IOException or TimeoutException or ProtocolException or CommandException or SslHandshakeException)
        {
            return Finding.Bad("MAIL_OUT_OF_REACH", $"{e.GetType().Name}: check host and port of Mail:Smtp, and the firewall.");
        }
    }
}
