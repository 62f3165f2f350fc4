using Gdpr.Web.Words;

namespace Gdpr.Web.BackOffice.Requests;

/// <summary>Codes of requests in the words of those who handle them.</summary>
internal static class StaffWords
{
    public static string Right(Language l, string right) => right switch
    {
        "access" => l.Say("Accès", "Access"),
        "rectification" => l.Say("Rectification", "Rectification"),
        "erasure" => l.Say("Effacement", "Erasure"),
        "restriction" => l.Say("Limitation", "Restriction"),
        "portability" => l.Say("Portabilité", "Portability"),
        "objection" => l.Say("Opposition", "Objection"),
        "automatedDecision" => l.Say("Décision automatisée", "Automated decision"),
        _ => right,
    };

    public static string State(Language l, string status) => status switch
    {
        "Received" or "AwaitingIdentity" => l.Say("identité attendue", "awaiting identity"),
        "Locating" => l.Say("recherche", "locating"),
        "AwaitingReview" => l.Say("à relire", "to review"),
        "Executing" or "Verifying" => l.Say("exécution", "carrying out"),
        "PartiallyCompleted" => l.Say("incomplète", "incomplete"),
        _ => status,
    };

    public static string Outcome(Language l, string outcome) => outcome switch
    {
        "erased" => l.Say("effacer", "erase"),
        "pseudonymised" => l.Say("pseudonymiser", "pseudonymise"),
        "kept" => l.Say("conserver", "keep"),
        "provided" => l.Say("remettre", "hand over"),
        "rectified" => l.Say("corriger", "correct"),
        "restricted" => l.Say("limiter", "restrict"),
        "informed" => l.Say("informer", "inform"),
        "none" => "–",
        "nothingFound" => l.Say("rien trouvé", "nothing found"),
        _ => outcome,
    };

    public static string Phase(Language l, string phase) => phase switch
    {
        "locate" => l.Say("recherche", "locating"),
        "act" => l.Say("exécution", "carrying out"),
        "verify" => l.Say("vérification", "checking"),
        _ => l.Say("fin", "end"),
    };

    public static string Status(Language l, string status) => status switch
    {
        "pending" => l.Say("à faire", "to do"),
        "running" => l.Say("en cours", "under way"),
        "waiting" => l.Say("en attente", "waiting"),
        "needsHuman" => l.Say("à traiter par une personne", "needs a person"),
        "failed" => l.Say("échec", "failed"),
        _ => l.Say("fait", "done"),
    };

    public static string Refused(Language l, string code) => code switch
    {
        "REASON_MISSING" => l.Say("Dites pourquoi.", "Say why."),
        "REQUEST_STATE" => l.Say("La demande n'attend plus de relecture.", "The request no longer waits for a review."),
        _ => l.Say($"Pas accepté ({code}).", $"Not accepted ({code})."),
    };
}
