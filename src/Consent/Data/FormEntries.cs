using System.Security.Cryptography;
using System.Text.Json;
using Gdpr.Platform.Modules;
using Microsoft.AspNetCore.DataProtection;

namespace Gdpr.Consent.Data;

/// <summary>What somebody typed into a form. Until the address is confirmed it may be anybody's, so it is kept nowhere but in the link of the mail.</summary>
internal sealed record FormEntry(
    Guid Id, string Form, string Language, string Email, string? GivenName, string? FamilyName, string? Organisation, string? Phone,
    IReadOnlyList<string> Boxes, DateTimeOffset At, string? Ip, string? UserAgent);

/// <summary>Encloses an entry in a link that only this deployment can open.</summary>
internal sealed class FormEntries(IDataProtectionProvider protection)
{
    private readonly IDataProtector _protector = protection.CreateProtector("Gdpr.Consent.FormEntry.v1");

    public string Enclose(FormEntry entry) => _protector.Protect(JsonSerializer.Serialize(entry));

    /// <summary>Null for any text that is no entry.</summary>
    public FormEntry? Open(string token)
    {
        try
        {
            return JsonSerializer.Deserialize<FormEntry>(_protector.Unprotect(token));
        }
        catch (Exception e) when (e is CryptographicException or FormatException or JsonException)
        {
            return null;
        }
    }

    /// <summary>Keeps the key ring in <c>keys/dataprotection</c>; replicas share this folder.</summary>
    public static void Add(IHostApplicationBuilder builder)
    {
        var folder = Directory.CreateDirectory(Path.Combine(GdprSettings.Of(builder).KeysFolder, "dataprotection"));
        builder.Services.AddDataProtection().SetApplicationName("gdpr").PersistKeysToFileSystem(folder);
        builder.Services.AddSingleton<FormEntries>();
    }
}
