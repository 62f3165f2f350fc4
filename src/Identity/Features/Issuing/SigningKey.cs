using System.Security.Cryptography;
using Gdpr.Identity.Domain;
using Gdpr.Kernel;
using Gdpr.Platform.Modules;
using Microsoft.IdentityModel.Tokens;

namespace Gdpr.Identity.Features.Issuing;

/// <summary>The private key by which tokens are signed: made at the first start, readable by this process's user only.</summary>
internal static class SigningKey
{
    private const int Bits = 2048;

    /// <summary>Replicas without a shared folder name the same PEM by <c>Gdpr:Identity:SigningKey</c>.</summary>
    public static RsaSecurityKey Load(IConfiguration configuration, GdprSettings settings)
    {
        var configured = configuration["Gdpr:Identity:SigningKey"];
        var file = string.IsNullOrWhiteSpace(configured) ? Path.Combine(settings.KeysFolder, "identity-signing.pem") : configured;
        if (!File.Exists(file) && string.IsNullOrWhiteSpace(configured))
        {
            Make(file);
        }

        return Read(file);
    }

    private static RsaSecurityKey Read(string file)
    {
        var rsa = RSA.Create();
        try
        {
            rsa.ImportFromPem(File.ReadAllText(file));
        }
        catch (Exception e) when (e is ArgumentException or CryptographicException or IOException or UnauthorizedAccessException)
        {
            throw new RuleViolation(IdentityErrors.SigningKeyUnusable);
        }

        return rsa.KeySize >= Bits && HasPrivate(rsa) ? new RsaSecurityKey(rsa) : throw new RuleViolation(IdentityErrors.SigningKeyUnusable);
    }

    private static bool HasPrivate(RSA rsa)
    {
        try
        {
            rsa.SignData([1], HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
            return true;
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    // Written whole under another name first: a killed start leaves no half key, and of two replicas the first one wins.
    private static void Make(string file)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        using var rsa = RSA.Create(Bits);
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        var temporary = $"{file}.{Environment.ProcessId}";
        using (var writer = new StreamWriter(temporary, options))
        {
            writer.Write(rsa.ExportPkcs8PrivateKeyPem());
        }

        try
        {
            File.Move(temporary, file, overwrite: false);
        }
        catch (IOException) when (File.Exists(file))
        {
            File.Delete(temporary);
        }
    }
}
