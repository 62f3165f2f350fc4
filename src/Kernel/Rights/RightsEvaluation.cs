namespace Gdpr.Kernel.Rights;

/// <summary>
/// Which right applies to a record and what follows (Arts. 7, 13-22), decided per record and purpose: an exemption
/// never keeps a record usable for marketing.
/// </summary>
public static class RightsEvaluation
{
    public static readonly RuleError GroundUnknown = new("RESTRICTION_GROUND_UNKNOWN", "Art. 18(1) has no such ground.", 422);

    // 18(1)(a) to (d), by the word that tells them apart.
    private static readonly string[] RestrictionGrounds = ["accura", "unlawful", "opposes", "no_longer", "claim", "objection", "balanc"];
    private static readonly string[] ToldToRecipients = ["rectified", "erased", "restricted"];

    private static readonly string[] StillAllowed = ["storage", "consent", "claims", "rights_of_others", "important_public_interest"];
    private static readonly string[] MachineReadable = ["json", "jsonld", "ndjson", "geojson", "csv", "xml", "vcard", "vcf"];

    public static RightsAnswer Evaluate(RightsQuestion question)
    {
        var row = RightsMatrix.Of(question.Right);
        var applies = row.Under(question.Basis);
        return question.Right switch
        {
            "erasure_17" => ErasureRule.Evaluate(question, applies),
            "access_15" => Access(question.Facts),
            "portability_20" => Portability(question.Facts, applies),
            "restriction_18" => Restriction(question.Facts),
            "withdraw_consent_7_3" => Withdrawal(question.Facts, applies),
            "information_13_14" => Information(question.Facts, question.Basis),
            "notify_recipients_19" => Notification(question.Facts, row.Source),
            "automated_decision_22" => AutomatedDecision(question.Facts, applies),
            _ => new RightsAnswer { Applies = applies != Application.No, Source = row.Source },
        };
    }

    private static RightsAnswer Access(RightsFacts facts)
    {
        if (facts.RequestNumber is { } number)
        {
            return Repetition(facts, number);
        }

        var field = FieldClasses.Of(facts.Field ?? string.Empty);
        object include = field switch
        {
            FieldClass.Recipients => "named_recipients",
            FieldClass.ThirdParty => "redacted",
            _ => true,
        };
        return new RightsAnswer { Include = include, Source = field == FieldClass.ThirdParty ? "Art. 15(4)" : "Art. 15(1), 15(3)" };
    }

    // Excess is a narrow exception, and the controller's to show: many times, soon again, with nothing changed.
    private static RightsAnswer Repetition(RightsFacts facts, int number)
    {
        var excessive = number > 2 && facts.DataChanged == false && facts.MonthsSinceLast is < 6;
        return excessive
            ? new RightsAnswer { Outcome = "refuse", Reason = "manifestly excessive; the controller must show it", Source = "Art. 12(5)(b)" }
            : new RightsAnswer { Outcome = "answer", Fee = 0, Source = "Art. 12(5), 15(3)" };
    }

    private static RightsAnswer Portability(RightsFacts facts, Application applies) => facts.Format is { } format
        ? new RightsAnswer { Compliant = IsMachineReadable(format), Source = "Art. 20(1), recital 68" }
        : new RightsAnswer
        {
            Include = applies != Application.No && FieldClasses.Of(facts.Field ?? string.Empty) == FieldClass.Provided,
            Source = "Art. 20(1), 20(4)",
        };

    // ".csv", "application/ld+json", "vCard 4.0": the name of the format is one of its words.
    private static bool IsMachineReadable(string format) =>
        format.ToLowerInvariant().Split(['.', '/', '+', '-', ' ', ';', '_'], StringSplitOptions.RemoveEmptyEntries).Any(MachineReadable.Contains);

    // Only what Art. 19 names is told on; an objection is not.
    private static RightsAnswer Notification(RightsFacts facts, string source) => new()
    {
        Notify = facts.Recipients is not 0 && (facts.Action is null || ToldToRecipients.Contains(facts.Action)),
        TellPersonIfAsked = true,
        Source = source,
    };

    private static RightsAnswer Restriction(RightsFacts facts)
    {
        if (facts.Ground is null or "" or "none")
        {
            return new RightsAnswer { Outcome = "refuse", Reason = "no ground of 18(1) stated", Source = "Art. 18(1)" };
        }

        return Array.Exists(RestrictionGrounds, g => facts.Ground.Contains(g, StringComparison.OrdinalIgnoreCase)) || IsLetter(facts.Ground)
            ? new RightsAnswer { Outcome = "restrict", AllowedUses = StillAllowed, Source = "Art. 18(1), 18(2)" }
            : throw new RuleViolation(GroundUnknown);
    }

    // "18(1)(c)", or the letter alone.
    private static bool IsLetter(string ground) =>
        ground.Trim().Replace("18(1)", string.Empty, StringComparison.Ordinal).Trim('(', ')') is { Length: 1 } letter && letter[0] is >= 'a' and <= 'd';

    private static RightsAnswer Withdrawal(RightsFacts facts, Application applies) => facts is { GivenBy: { } given, WithdrawBy: { } withdraw }
        ? new RightsAnswer { Compliant = Effort.IsAsEasy(given, withdraw), Source = "Art. 7(3)" }
        : new RightsAnswer { Applies = applies != Application.No, Source = "Art. 7(3)" };

    private static RightsAnswer Information(RightsFacts facts, LegalBasis basis)
    {
        List<string> tell = facts.CollectedFromPerson == false ? ["14(1)-(2) content", "source 14(2)(f)"] : ["13(1)-(2) content"];
        if (basis is LegalBasis.LegitimateInterests or LegalBasis.PublicTask)
        {
            tell.Add("objection right separately (21(4))");
        }

        return new RightsAnswer { MustTell = tell, Source = facts.CollectedFromPerson == false ? "Art. 14" : "Art. 13" };
    }

    // "Yes" in the matrix means that the basis opens no gateway of 22(2).
    private static RightsAnswer AutomatedDecision(RightsFacts facts, Application applies) => new()
    {
        Allowed = facts.LegalOrSimilarEffect != true || facts.HumanReview == true || applies != Application.Yes,
        Source = "Art. 22(1)-(2)",
    };
}
