using System.Security.Cryptography;
using Gdpr.Connectors.Domain;
using Gdpr.Kernel;
using Gdpr.Platform.Modules;
using Microsoft.AspNetCore.DataProtection;

namespace Gdpr.Connectors.ThirdParties;

/// <summary>Encrypts tokens and export keys by a key ring that lies beside the database, not in it (Art. 32).</summary>
internal sealed class Credentials(IDataProtectionProvider protection)
{
    private readonly IDataProtector _tokens = protection.CreateProtector("Gdpr.Connectors.Token");
    private readonly IDataProtector _exports = protection.CreateProtector("Gdpr.Connectors.ExportKey");

    public string Protect(string token) => _tokens.Protect(token);

    public string TokenOf(Connection connection)
    {
        try
        {
            return _tokens.Unprotect(connection.ProtectedToken);
        }
        catch (CryptographicException)
        {
            throw new RuleViolation(ConnectorsErrors.CredentialUnreadable);
        }
    }

    public string ProtectKey(byte[] key) => _exports.Protect(Convert.ToBase64String(key));

    public byte[] KeyOf(SealedExport export) => Convert.FromBase64String(_exports.Unprotect(export.ProtectedKey));

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
