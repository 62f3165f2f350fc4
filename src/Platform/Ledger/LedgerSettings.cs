using Gdpr.Kernel;
using Microsoft.Extensions.Configuration;

namespace Gdpr.Platform.Ledger;

/// <summary>What <c>Gdpr:Ledger:*</c> says.</summary>
/// <param name="Ask">False only for a room that stands alone in a test (<c>Gdpr:AllowLonelyRoom</c>): there is no ledger to ask.</param>
/// <param name="AcceptedBy">The person who accepts that the ledger is older than a room: breaks the glass.</param>
/// <param name="SendsResumedBy">The person who lets sends by way of business go on after that.</param>
internal sealed record LedgerSettings(bool Ask, string? AcceptedBy, string? SendsResumedBy)
{
    private const int LongestActor = 100;

    private static readonly RuleError NameTooLong = new(
        "LEDGER_NAME_TOO_LONG", "Gdpr:Ledger:AcceptedBy and SendsResumedBy name one person in at most 100 characters.", 500);

    public static LedgerSettings Read(IConfiguration configuration)
    {
        var ledger = configuration.GetSection("Gdpr:Ledger");
        var lonely = configuration.GetValue("Gdpr:AllowLonelyRoom", false);
        return new LedgerSettings(ledger.GetValue("Ask", !lonely), Name(ledger["AcceptedBy"]), Name(ledger["SendsResumedBy"]));
    }

    private static string? Name(string? text) => string.IsNullOrWhiteSpace(text) ? null
        : text.Length <= LongestActor ? text.Trim()
        : throw new RuleViolation(NameTooLong);
}
