using Gdpr.Kernel.Retention;

namespace Gdpr.Kernel.Rights;

/// <summary>Art. 17 over one record: erase it, keep it restricted until a day, or refuse with a reason.</summary>
internal static class ErasureRule
{
    private const string Source = "Art. 17(1)";
    private const string ClaimsSource = "Art. 17(3)(e); C. com. L110-4";

    public static RightsAnswer Evaluate(RightsQuestion question, Application applies)
    {
        var facts = question.Facts;
        if (facts.FiscalYearEnd is { } year && Accounts(question, RetentionPeriods.EndOf("INVOICE", year)) is { } kept)
        {
            return kept;
        }

        // What a contract or a duty still needs is not erased because its marketing use ends; that ends all the same.
        var needed = question.Basis == LegalBasis.Contract ? facts.ContractRunning is not null || facts.ContractEnded is not null : applies == Application.No;
        if (facts.MarketingObjection == true && !needed)
        {
            return new RightsAnswer { Outcome = "erase", Keep = ["suppression_hash"], Source = "Art. 17(1)(c), 21(2)-(3)" };
        }

        return question.Basis switch
        {
            LegalBasis.Consent => Consent(facts),
            LegalBasis.Contract => Contract(question),
            LegalBasis.LegitimateInterests when facts.Objection != true && (facts.ContractRunning ?? facts.ContractEnded is not null) => Contract(question),
            _ when applies == Application.No => Refuse("17(3)(b) applies", "Art. 17(3)(b)"),
            LegalBasis.LegitimateInterests => Interests(facts),

            // Nobody objects to what saves a life (Art. 21(1)): it goes when it is no longer necessary.
            _ => Refuse("no ground of 17(1) stated", Source),
        };
    }

    // A mandatory period outlives every ground, and the longest that still runs decides; what it covers is never used for
    // marketing. Once it is over, whatever else was stated decides, and where nothing was, nothing keeps the record.
    private static RightsAnswer? Accounts(RightsQuestion question, DateOnly end)
    {
        var (facts, at) = (question.Facts, question.At);
        if (facts.ContractEnded is { } ended && ended <= at && RetentionPeriods.EndOf("CONTRACT_B2B", ended) is var claims && claims > end && at <= claims)
        {
            return KeptUntil(claims, question, "claims", ClaimsSource);
        }

        var decidesLater = facts is { ContractRunning: not null } or { ContractEnded: not null } or { MarketingObjection: not null } or { Objection: not null };
        return at > end && decidesLater && question.Basis != LegalBasis.LegalObligation
            ? null
            : KeptUntil(end, question, "law obliges to keep", "Art. 17(3)(b); C. com. L123-22");
    }

    // Asking for erasure is a withdrawal too: nothing else carries the record unless another basis is stated.
    private static RightsAnswer Consent(RightsFacts facts) => facts.OtherBasis == true
        ? Refuse("another basis carries the record", "Art. 17(1)(b)")
        : new RightsAnswer { Outcome = "erase", Keep = facts.Withdrawn == true ? ["consent_proof"] : null, Source = "Art. 17(1)(b)" };

    private static RightsAnswer Contract(RightsQuestion question)
    {
        var (facts, at) = (question.Facts, question.At);
        // A day of end that lies ahead: the contract still runs.
        if (facts.ContractRunning == true || facts.ContractEnded > at)
        {
            return Refuse("still necessary", "Art. 17(1)(a)");
        }

        if (facts.ContractEnded is { } ended)
        {
            // A proposal: a person still says for which claim.
            return KeptUntil(RetentionPeriods.EndOf("CONTRACT_B2B", ended), question, "claims", ClaimsSource);
        }

        // Ended on a day that nobody stated: no end can be computed.
        return facts.ContractRunning == false
            ? new RightsAnswer { Outcome = "keep_restricted", Reason = "claims", Source = ClaimsSource }
            : Refuse("no ground of 17(1) stated", Source);
    }

    private static RightsAnswer Interests(RightsFacts facts)
    {
        if (facts.Objection != true)
        {
            return Refuse("no ground of 17(1) stated", Source);
        }

        return facts.CompellingGrounds == true
            ? Refuse("compelling grounds documented", "Art. 21(1), 17(1)(c)")
            : new RightsAnswer { Outcome = "erase", Source = "Art. 17(1)(c)" };
    }

    private static RightsAnswer KeptUntil(DateOnly until, RightsQuestion question, string reason, string source) => question.At <= until
        ? new RightsAnswer { Outcome = "keep_restricted", Until = until, Reason = reason, Source = source }
        : new RightsAnswer { Outcome = "erase", Keep = question.Facts.MarketingObjection == true ? ["suppression_hash"] : null, Source = "Art. 17(1)(a)" };

    private static RightsAnswer Refuse(string reason, string source) => new() { Outcome = "refuse", Reason = reason, Source = source };
}
