using Gdpr.Web.Words;

namespace Gdpr.Web.BackOffice.Breaches;

/// <summary>Codes of breaches in the words of those who handle them.</summary>
internal static class BreachWords
{
    public static readonly string[] Kinds = ["confidentiality", "integrity", "availability"];
    public static readonly string[] Origins = ["malicious", "accidental", "unknown"];
    public static readonly string[] Risks = ["unlikely", "risk", "high"];
    public static readonly string[] Exemptions = ["unintelligible", "measures", "disproportionate"];
    public static readonly string[] DataContexts = ["simple", "behavioural", "financial", "sensitive"];
    public static readonly string[] Identifications = ["negligible", "limited", "significant", "maximum"];
    public static readonly string[] ConfidentialityLost = ["known_recipients", "unknown_recipients"];
    public static readonly string[] IntegrityLost = ["altered_recoverable", "altered_unrecoverable"];
    public static readonly string[] AvailabilityLost = ["temporary", "permanent"];
    public static readonly string[] Capacities = ["affected", "reporter", "involved"];
    public static readonly string[] Answers = ["yes", "no"];

    public static string Status(Language l, string status) => status switch
    {
        "Detected" => l.Say("détectée", "detected"),
        "Aware" => l.Say("connue, délai en cours", "known, clock running"),
        "RegisterOnly" => l.Say("inscrite au registre seul", "in the register only"),
        "Notified" => l.Say("notifiée, à compléter", "notified, more to come"),
        "FullyNotified" => l.Say("notifiée entièrement", "notified in full"),
        "Closed" => l.Say("close", "closed"),
        _ => status,
    };

    public static string Fact(Language l, string field) => field switch
    {
        "nature" => l.Say("Nature de la violation", "Nature of the breach"),
        "kinds" => l.Say("Ce qui est touché", "What is affected"),
        "origin" => l.Say("Origine", "Origin"),
        "subjectCategories" => l.Say("Catégories de personnes", "Categories of people"),
        "approximateSubjects" => l.Say("Nombre approximatif de personnes", "Approximate number of people"),
        "dataCategories" => l.Say("Catégories de données", "Categories of data"),
        "approximateRecords" => l.Say("Nombre approximatif d'enregistrements", "Approximate number of records"),
        "contact" => l.Say("Point de contact", "Contact point"),
        "likelyConsequences" => l.Say("Conséquences probables", "Likely consequences"),
        "measures" => l.Say("Mesures prises ou proposées", "Measures taken or proposed"),
        "circumstances" => l.Say("Faits", "Facts"),
        "effects" => l.Say("Effets", "Effects"),
        "remedialAction" => l.Say("Mesures pour y remédier", "Remedial action"),
        "startedAt" => l.Say("Début de la violation", "Start of the breach"),
        "endedAt" => l.Say("Fin de la violation", "End of the breach"),
        "crossBorder" => l.Say("Touche plusieurs États membres", "Affects several Member States"),
        _ => field,
    };

    public static string Word(Language l, string word) => word switch
    {
        "confidentiality" => l.Say("confidentialité", "confidentiality"),
        "integrity" => l.Say("intégrité", "integrity"),
        "availability" => l.Say("disponibilité", "availability"),
        "malicious" => l.Say("malveillante", "malicious"),
        "accidental" => l.Say("accidentelle", "accidental"),
        "unknown" => l.Say("inconnue", "unknown"),
        "unlikely" => l.Say("risque peu probable", "risk unlikely"),
        "risk" => l.Say("risque", "risk"),
        "high" => l.Say("risque élevé", "high risk"),
        "initial" => l.Say("initiale", "initial"),
        "complementary" => l.Say("complémentaire", "complementary"),
        "closing" => l.Say("de clôture", "closing"),
        "yes" => l.Say("oui", "yes"),
        "no" => l.Say("non", "no"),
        "unintelligible" => l.Say("données incompréhensibles (a)", "data unintelligible (a)"),
        "measures" => l.Say("mesures ultérieures (b)", "subsequent measures (b)"),
        "disproportionate" => l.Say("effort disproportionné (c)", "disproportionate effort (c)"),
        _ => Scored(l, word),
    };

    private static string Scored(Language l, string word) => word switch
    {
        "simple" => l.Say("simples (identité, coordonnées)", "simple (identity, contact details)"),
        "behavioural" => l.Say("comportement (habitudes, lieux, trafic)", "behavioural (habits, places, traffic)"),
        "financial" => l.Say("financières", "financial"),
        "sensitive" => l.Say("sensibles (santé, opinions, art. 9 et 10)", "sensitive (health, opinions, Arts. 9 and 10)"),
        "negligible" => l.Say("négligeable", "negligible"),
        "limited" => l.Say("limitée", "limited"),
        "significant" => l.Say("importante", "significant"),
        "maximum" => l.Say("maximale", "maximum"),
        "known_recipients" => l.Say("destinataires connus", "known recipients"),
        "unknown_recipients" => l.Say("destinataires inconnus", "unknown recipients"),
        "altered_recoverable" => l.Say("modifiées, récupérables", "altered, recoverable"),
        "altered_unrecoverable" => l.Say("modifiées, irrécupérables", "altered, unrecoverable"),
        "temporary" => l.Say("pour un temps", "for a time"),
        "permanent" => l.Say("pour toujours", "for good"),
        "affected" => l.Say("touchée", "affected"),
        "reporter" => l.Say("a signalé", "reported it"),
        "involved" => l.Say("impliquée", "involved"),
        _ => word,
    };

    public static string Severity(Language l, string level) => level switch
    {
        "low" => l.Say("faible", "low"),
        "medium" => l.Say("moyenne", "medium"),
        "high" => l.Say("élevée", "high"),
        "very_high" => l.Say("très élevée", "very high"),
        _ => level,
    };

    public static string Happened(Language l, string code) => code switch
    {
        "breach.opened" => l.Say("Dossier ouvert", "File opened"),
        "facts.changed" => l.Say("Faits modifiés", "Facts changed"),
        "awareness.decided" => l.Say("Prise de connaissance décidée", "Awareness decided"),
        "awareness.corrected" => l.Say("Prise de connaissance corrigée", "Awareness corrected"),
        "processor.told" => l.Say("Sous-traitant : nous sommes informés", "A processor told us"),
        "severity.scored" => l.Say("Gravité évaluée", "Severity scored"),
        "risk.stated" => l.Say("Risque décidé", "Risk decided"),
        "subjects.named" => l.Say("Personnes désignées", "People named"),
        "authority.initial" => l.Say("Notification initiale", "Initial notification"),
        "authority.complementary" => l.Say("Notification complémentaire", "Complementary notification"),
        "authority.closing" => l.Say("Notification de clôture", "Closing notification"),
        "breach.closed" => l.Say("Dossier clos", "File closed"),
        _ => code,
    };
}
