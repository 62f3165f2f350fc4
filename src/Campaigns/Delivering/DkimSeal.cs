using System.Security.Cryptography;
using MimeKit;
using MimeKit.Cryptography;
using Org.BouncyCastle.Crypto;

namespace Gdpr.Campaigns.Delivering;

/// <summary>Signs mails (RFC 6376); the one-click headers are among what is signed, as RFC 8058 demands.</summary>
internal sealed class DkimSeal(DkimSettings settings) : IDisposable
{
    private static readonly string[] Signed =
    [
        "From", "Reply-To", "To", "Subject", "Date", "Message-Id", "MIME-Version", "Content-Type", "List-Unsubscribe", "List-Unsubscribe-Post",
    ];

    private readonly Signer _signer = new(settings)
    {
        HeaderCanonicalizationAlgorithm = DkimCanonicalizationAlgorithm.Relaxed,
        BodyCanonicalizationAlgorithm = DkimCanonicalizationAlgorithm.Relaxed,
        AgentOrUserIdentifier = $"@{settings.Domain}",
    };

    public void Sign(MimeMessage mail, FormatOptions format)
    {
        // The transport would otherwise choose the encoding after the signature and break it.
        mail.Prepare(EncodingConstraint.SevenBit);
        _signer.Sign(format, mail, Signed.Where(mail.Headers.Contains).ToList());
    }

    public void Dispose() => _signer.Dispose();

    private sealed class Signer : DkimSigner, IDisposable
    {
        private readonly RSA _key = RSA.Create();

        public Signer(DkimSettings settings)
            : base(settings.KeyFile, settings.Domain, settings.Selector, DkimSignatureAlgorithm.RsaSha256) => _key.ImportFromPem(File.ReadAllText(settings.KeyFile));

        public void Dispose() => _key.Dispose();

        protected override ISigner CreateSigningContext() => new NativeRsa(_key);
    }
}
