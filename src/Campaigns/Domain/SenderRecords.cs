namespace Gdpr.Campaigns.Domain;

/// <summary>Reads what a sending domain publishes, as receivers do: SPF (RFC 7208), DKIM (RFC 6376), DMARC (RFC 7489).</summary>
internal static class SenderRecords
{
    private const int MostLookups = 10;
    private const int MostShown = 500;

    // Each of these makes a receiver ask the DNS again.
    private static readonly string[] Asking = ["include:", "a", "mx", "ptr", "exists:", "redirect="];

    public static SenderCheck Spf(string domain, IReadOnlyList<string>? records)
    {
        SenderCheck Of(CheckResult result, string code, string? found = null) => new("spf", domain, result, code, Shown(found));
        if (records is null)
        {
            return Of(CheckResult.Unknown, "DNS_SILENT");
        }

        string[] found = [.. records.Where(r => r.Equals("v=spf1", StringComparison.OrdinalIgnoreCase) || r.StartsWith("v=spf1 ", StringComparison.OrdinalIgnoreCase))];
        if (found.Length != 1)
        {
            return found.Length == 0 ? Of(CheckResult.Fail, "SPF_MISSING") : Of(CheckResult.Fail, "SPF_TWICE", string.Join(" | ", found));
        }

        string[] terms = [.. found[0].Split(' ', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(t => t.ToLowerInvariant())];
        if (terms.Count(AsksAgain) > MostLookups)
        {
            return Of(CheckResult.Fail, "SPF_TOO_LONG", found[0]);
        }

        var last = Array.Find(terms, t => t.TrimStart('+', '-', '~', '?') == "all");
        return last switch
        {
            "all" or "+all" => Of(CheckResult.Fail, "SPF_OPEN", found[0]),
            "?all" => Of(CheckResult.Warn, "SPF_NEUTRAL", found[0]),
            null when !terms.Any(t => t.StartsWith("redirect=", StringComparison.Ordinal)) => Of(CheckResult.Warn, "SPF_NEUTRAL", found[0]),
            _ => Of(CheckResult.Pass, "SPF_FOUND", found[0]),
        };
    }

    /// <param name="publicKey">Ours, as Base64 of its SubjectPublicKeyInfo.</param>
    /// <param name="bits">Length of our key.</param>
    public static SenderCheck Dkim(string name, IReadOnlyList<string>? records, string publicKey, int bits)
    {
        SenderCheck Of(CheckResult result, string code, string? found = null) => new("dkim", name, result, code, Shown(found));
        if (records is null)
        {
            return Of(CheckResult.Unknown, "DNS_SILENT");
        }

        if (records.Count != 1)
        {
            return records.Count == 0 ? Of(CheckResult.Fail, "DKIM_MISSING") : Of(CheckResult.Fail, "DKIM_TWICE", string.Join(" | ", records));
        }

        var tags = Tags(records[0]);
        var key = tags.GetValueOrDefault("p")?.Replace(" ", string.Empty, StringComparison.Ordinal);
        return (key, bits) switch
        {
            (null, _) => Of(CheckResult.Fail, "DKIM_MALFORMED", records[0]),
            ("", _) => Of(CheckResult.Fail, "DKIM_REVOKED", records[0]),
            _ when key != publicKey => Of(CheckResult.Fail, "DKIM_OTHER_KEY", records[0]),
            (_, < 1024) => Of(CheckResult.Fail, "DKIM_WEAK", records[0]),
            (_, < 2048) => Of(CheckResult.Warn, "DKIM_WEAK", records[0]),
            _ when tags.GetValueOrDefault("t")?.Split(':').Contains("y") == true => Of(CheckResult.Warn, "DKIM_TESTING", records[0]),
            _ => Of(CheckResult.Pass, "DKIM_FOUND", records[0]),
        };
    }

    public static SenderCheck Dmarc(string domain, IReadOnlyList<string>? records)
    {
        SenderCheck Of(CheckResult result, string code, string? found = null) => new("dmarc", domain, result, code, Shown(found));
        if (records is null)
        {
            return Of(CheckResult.Unknown, "DNS_SILENT");
        }

        string[] found = [.. records.Where(IsDmarc)];
        if (found.Length != 1)
        {
            return found.Length == 0 ? Of(CheckResult.Fail, "DMARC_MISSING") : Of(CheckResult.Fail, "DMARC_TWICE", string.Join(" | ", found));
        }

        return Tags(found[0]).GetValueOrDefault("p")?.ToLowerInvariant() switch
        {
            "none" => Of(CheckResult.Warn, "DMARC_WATCHES_ONLY", found[0]),
            "quarantine" or "reject" => Of(CheckResult.Pass, "DMARC_FOUND", found[0]),
            _ => Of(CheckResult.Fail, "DMARC_MALFORMED", found[0]),
        };
    }

    /// <summary>DMARC passes by one of the two domains that belongs to the From address.</summary>
    public static SenderCheck Alignment(string from, string envelope, string? signer, string? dmarc)
    {
        var tags = Tags(dmarc ?? string.Empty);
        bool Belongs(string domain, string how) => tags.GetValueOrDefault(how) == "s" ? Same(domain, from) : IsKin(domain, from);
        return signer is not null && Belongs(signer, "adkim") ? new("alignment", from, CheckResult.Pass, "ALIGNED_BY_DKIM", signer)
            : Belongs(envelope, "aspf") ? new("alignment", from, CheckResult.Warn, "ALIGNED_BY_SPF_ONLY", envelope)
            : new("alignment", from, CheckResult.Fail, "NOT_ALIGNED", signer ?? envelope);
    }

    public static bool IsDmarc(string record) => record.StartsWith("v=DMARC1", StringComparison.OrdinalIgnoreCase);

    private static bool AsksAgain(string term)
    {
        var plain = term.TrimStart('+', '-', '~', '?');
        return Asking.Any(a => a.EndsWith(':') || a.EndsWith('=') ? plain.StartsWith(a, StringComparison.Ordinal) : plain == a || plain.StartsWith($"{a}:", StringComparison.Ordinal) || plain.StartsWith($"{a}/", StringComparison.Ordinal));
    }

    private static Dictionary<string, string> Tags(string record) =>
        record.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(t => t.Split('=', 2, StringSplitOptions.TrimEntries))
            .Where(t => t.Length == 2).GroupBy(t => t[0].ToLowerInvariant()).ToDictionary(g => g.Key, g => g.First()[1], StringComparer.Ordinal);

    // Relaxed: one is the other or lies under it. Without the list of public suffixes, two sisters are not taken for kin.
    private static bool IsKin(string a, string b) => Same(a, b) || Under(a, b) || Under(b, a);

    private static bool Under(string low, string high) => low.EndsWith($".{high}", StringComparison.OrdinalIgnoreCase);

    private static bool Same(string a, string b) => a.Equals(b, StringComparison.OrdinalIgnoreCase);

    private static string? Shown(string? record) => record is { Length: > MostShown } ? record[..MostShown] : record;
}
