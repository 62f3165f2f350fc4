using Gdpr.Kernel.Law;

namespace Gdpr.Consent.Domain;

/// <summary>The rule behind a code, as it is shown: "allowed on the facts recorded", never "legal".</summary>
internal sealed record DecisionRule(
    string Code, string RuleId, string Source, SourceConfidence Confidence, bool Disputable, string English, string French)
{
    private static readonly Dictionary<DecisionCode, DecisionRule> All = new()
    {
        [DecisionCode.Consent] = new("CONSENT", "MK-1", "CPCE L34-5; GDPR 6(1)(a), 7(1)", SourceConfidence.Read, false,
            "The person consented to this purpose on this channel, with proof, and has not taken it back.",
            "La personne a consenti à cette finalité sur ce canal, avec preuve, et n'est pas revenue sur son accord."),
        [DecisionCode.Objected] = new("OBJECTED", "DL-28", "GDPR 21(2)-(3)", SourceConfidence.Read, false,
            "The person objected, and has not consented anew since.",
            "La personne s'est opposée, et n'a pas consenti à nouveau depuis."),
        [DecisionCode.Undeliverable] = new("UNDELIVERABLE", "POLICY-BOUNCE", "product policy", SourceConfidence.General, false,
            "Messages to this address come back.",
            "Les messages envoyés à cette adresse reviennent."),
        [DecisionCode.Withdrawn] = new("WITHDRAWN", "DL-27", "GDPR 7(3)", SourceConfidence.General, false,
            "The person took consent back, and has not given it anew since.",
            "La personne a retiré son consentement, et ne l'a pas redonné depuis."),
        [DecisionCode.NoConsent] = new("NO_CONSENT", "MK-1", "CPCE L34-5; GDPR 6(1)(a)", SourceConfidence.Read, false,
            "The person has not consented to this purpose on this channel.",
            "La personne n'a pas consenti à cette finalité sur ce canal."),
        [DecisionCode.WrongChannel] = new("WRONG_CHANNEL", "CO-3", "GDPR 4(11); EDPB 05/2020", SourceConfidence.General, false,
            "The person consented to this purpose on another channel only.",
            "La personne n'a consenti à cette finalité que sur un autre canal."),
        [DecisionCode.NoProof] = new("NO_PROOF", "CO-4", "GDPR 7(1); product policy", SourceConfidence.General, false,
            "A consent was brought in without proof and cannot be used.",
            "Un consentement a été repris sans preuve et ne peut pas servir."),
        [DecisionCode.UnknownSubject] = new("UNKNOWN_SUBJECT", "DEFAULT-DENY", "product policy", SourceConfidence.General, false,
            "Nobody is known under this id.",
            "Personne n'est connu sous cet identifiant."),
        [DecisionCode.Restricted] = new("RESTRICTED", "DL-30", "GDPR 18(1)-(2)", SourceConfidence.General, false,
            "Processing is restricted to storage at the person's request, and the person has not consented to this.",
            "Le traitement est limité à la conservation à la demande de la personne, et elle n'y a pas consenti."),
    };

    public static DecisionRule Of(DecisionCode code) => All[code];

    public string Why(bool french) => french ? French : English;
}
