using System.Security.Cryptography;
using Gdpr.Connectors.Domain;
using Gdpr.Kernel;
using Gdpr.Platform.Modules;
using Microsoft.AspNetCore.DataProtection;

namespace Gdpr.Connectors.ThirdParties;

/// <summary>Encrypts tokens, secrets and export keys by a key ring that lies beside the database, not in it (Art. 32).</summary>
internal sealed class Credentials(IDataProtectionProvider protection)
{
    private readonly IDataProtector _tokens = protection.CreateProtector("Gdpr.Connectors.Token");
    private readonly IDataProtector _secrets = protection.CreateProtector("Gdpr.Connectors.WebhookSecret");
    private readonly IDataProtector _exports = protection.CreateProtector("Gdpr.Connectors.ExportKey");

    /// <summary>Characters that a header or a script carries unchanged.</summary>
    public static bool IsPrintable(string text) => text.All(c => c is > ' ' and < '\x7f');

    public string Protect(string token) => _tokens.Protect(token);

    public string TokenOf(Connection connection) => Open(_tokens, connection.ProtectedToken);

    public string ProtectSecret(string secret) => _secrets.Protect(secret);

    public string SecretOf(Webhook webhook) => Open(_secrets, webhook.ProtectedSecret);

    public string ProtectKey(byte[] key) => _exports.Protect(Convert.ToBase64String(key));

    public byte[] KeyOf(SealedExport export) => Convert.FromBase64String(_exports.Unprotect(export.ProtectedKey));

    private static string Open(IDataProtector lockedBy, string text)
    {
        try
        {
            return lockedBy.Unprotect(text);
        }
        catch (CryptographicException)
        {
            throw new RuleViolation(ConnectorsErrors.CredentialUnreadable);
        }
    }

    /// <summary>Keeps the key ring in <c>keys/dataprotection</c>; instances that share a database share this folder.</summary>
    public static void Add(IHostApplicationBuilder builder)
    {
        var folder = Directory.CreateDirectory(Path.Combine(GdprSettings.Of(builder).KeysFolder, "dataprotection"));
        if (!OperatingSystem.IsWindows())
        {
            folder.UnixFileMode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
        }

        builder.Services.AddDataProtection().SetApplicationName("gdpr").PersistKeysToFileSystem(folder);
        builder.Services.AddSingleton<Credentials>();
    }
}
