using Gdpr.Kernel.Identifiers;
using Gdpr.Platform.Modules;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Consent.Data;

/// <summary>Links that need no login: the id of an event, sealed for one use. Nothing is stored, and nobody can make one.</summary>
internal sealed class Links(TextSeal seal, IConfiguration configuration)
{
    public const string Withdrawal = "consent-withdrawal";
    public const string Confirmation = "consent-confirmation";

    public string TokenOf(string use, Guid eventId) => $"{eventId:N}.{seal.Of(use, eventId.ToString("N"))}";

    public string AddressOf(string use, Guid eventId, string language) =>
        $"{Home}/{language}/consents/{(use == Confirmation ? "confirm/" : "")}{TokenOf(use, eventId)}";

    /// <summary>The confirmation of what is enclosed in a token.</summary>
    public string AddressOf(string token, string language) => $"{Home}/{language}/consents/confirm/{token}";

    public string FormAddress(string form, string language) => $"{Home}/{language}/forms/{form}";

    /// <summary>Where somebody exercises their rights, without an account.</summary>
    public string Portal(string language) => $"{Home}/{language}";

    private string Home => configuration["Gdpr:PublicUrl"]?.TrimEnd('/') ?? "http://localhost:8080";

    /// <summary>The event that the link is about; null for any other text.</summary>
    public Task<ConsentEvent?> OpenAsync(string use, string token, ConsentDbContext db, CancellationToken ct) =>
        token.Split('.', 2) is [var id, var sealOfId] && Guid.TryParseExact(id, "N", out var eventId) && seal.Holds(use, id, sealOfId)
            ? db.Events.AsNoTracking().SingleOrDefaultAsync(e => e.Id == eventId, ct)
            : Task.FromResult<ConsentEvent?>(null);
}
