using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;

namespace Gdpr.Campaigns.Delivering;

/// <summary>One SMTP connection, kept open from mail to mail.</summary>
internal sealed class SmtpLane(Uri server, CampaignsSettings settings) : ILane
{
    private readonly MailboxAddress _bounces = MailboxAddress.Parse(settings.BounceAddress);
    private SmtpClient _client = new();

    public async Task OpenAsync(CancellationToken ct)
    {
        if (_client.IsConnected)
        {
            return;
        }

        _client.Dispose();
        _client = new SmtpClient { Timeout = (int)settings.SmtpTimeout.TotalMilliseconds };
        await _client.ConnectAsync(server.Host, server.Port > 0 ? server.Port : 25, server.Scheme == "smtps" ? SecureSocketOptions.SslOnConnect : SecureSocketOptions.StartTlsWhenAvailable, ct);
        if (server.UserInfo.Split(':') is [{ Length: > 0 } user, var password])
        {
            await _client.AuthenticateAsync(Uri.UnescapeDataString(user), Uri.UnescapeDataString(password), ct);
        }
    }

    public async Task<Outcome> SendAsync(Parcel parcel)
    {
        if (!MailboxAddress.TryParse(parcel.To, out var to))
        {
            return Of(parcel, Fate.Failed, "ADDRESS_MALFORMED");
        }

        // A local part beyond ASCII needs SMTPUTF8 (RFC 6531) all the way: without it the mail is refused here, in clear words.
        if (MailFormats.NeedsUtf8(to) && !_client.Capabilities.HasFlag(SmtpCapabilities.UTF8))
        {
            return Of(parcel, Fate.Failed, "SMTPUTF8_UNSUPPORTED");
        }

        return await SendAsync(parcel, to, MailFormats.For(to));
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            await _client.DisconnectAsync(true, CancellationToken.None);
        }
        catch (Exception e) when (e is IOException or ProtocolException or CommandException or TimeoutException)
        {
            // Every mail has had its answer: how the server says good-bye changes nothing.
        }

        _client.Dispose();
    }

    private async Task<Outcome> SendAsync(Parcel parcel, MailboxAddress to, FormatOptions format)
    {
        var progress = new Progress();
        try
        {
            await _client.SendAsync(format, parcel.Mail!, _bounces, [to], CancellationToken.None, progress);
            return Of(parcel, Fate.Sent, null);
        }
        catch (SmtpCommandException refused)
        {
            return Of(parcel, FateOf(refused), $"SMTP_{(int)refused.StatusCode}");
        }
        catch (Exception) when (progress.Began)
        {
            await CloseAsync();
            return Of(parcel, Fate.Unknown, "CUT_OFF");
        }
        catch (Exception e) when (e is IOException or ProtocolException or TimeoutException or OperationCanceledException or System.Net.Sockets.SocketException or ServiceNotConnectedException)
        {
            // Nothing of the body had left: the mail may be tried again.
            await CloseAsync();
            return Of(parcel, Fate.Deferred, "CONNECTION_LOST");
        }
    }

    private static Fate FateOf(SmtpCommandException refused) => (int)refused.StatusCode switch
    {
        < 500 => Fate.Deferred,
        _ when refused.ErrorCode == SmtpErrorCode.SenderNotAccepted => Fate.Barred,
        550 or 551 or 553 when refused.ErrorCode == SmtpErrorCode.RecipientNotAccepted => Fate.Bounced,
        _ => Fate.Failed,
    };

    private async Task CloseAsync()
    {
        await DisposeAsync();
        _client = new SmtpClient();
    }

    private static Outcome Of(Parcel parcel, Fate fate, string? code) => new(parcel.SendId, parcel.SubjectId, fate, code);

    private sealed class Progress : ITransferProgress
    {
        /// <summary>Some of the body has left: without an answer nobody knows whether the server took it.</summary>
        public bool Began { get; private set; }

        public void Report(long bytesTransferred, long totalSize) => Began = true;

        public void Report(long bytesTransferred) => Began = true;
    }
}
