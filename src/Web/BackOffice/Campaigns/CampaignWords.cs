using Gdpr.Web.Words;

namespace Gdpr.Web.BackOffice.Campaigns;

/// <summary>States, reasons and refusals of campaigns in words.</summary>
internal static class CampaignWords
{
    public static string Class(string state) => state switch
    {
        "running" => "fine",
        "paused" => "soon",
        _ => string.Empty,
    };

    public static string State(Language l, string state) => state switch
    {
        "draft" => l.Say("à préparer", "to prepare"),
        "scheduled" => l.Say("programmée", "scheduled"),
        "running" => l.Say("en cours", "running"),
        "paused" => l.Say("en pause", "paused"),
        "completed" => l.Say("terminée", "ended"),
        _ => state,
    };

    public static string Trouble(Language l, string code) => code switch
    {
        "PAUSED_BY_STAFF" => l.Say("mise en pause par une personne", "paused by a person"),
        "UNSUBSCRIBE_BURST" => l.Say("beaucoup de désinscriptions en peu de temps", "many unsubscriptions in a short time"),
        "NO_PROVIDER" => l.Say("aucun opérateur n'est configuré pour ce canal", "no provider is configured for this channel"),
        _ => code,
    };

    public static string Send(Language l, string state) => state switch
    {
        "queued" => l.Say("en attente", "waiting"),
        "sending" => l.Say("en train de partir", "leaving"),
        "sent" => l.Say("partis", "left"),
        "unknown" => l.Say("sort inconnu", "unknown fate"),
        "excluded" => l.Say("exclus", "excluded"),
        "failed" => l.Say("en échec", "failed"),
        "bounced" => l.Say("rejetés", "bounced"),
        "complained" => l.Say("signalés comme indésirables", "reported as unwanted"),
        _ => state,
    };

    public static string SendClass(string state) => state switch
    {
        "sent" => "fine",
        "failed" or "bounced" or "complained" => "late",
        "unknown" => "soon",
        _ => string.Empty,
    };

    public static string Outcome(Language l, string outcome) => outcome switch
    {
        "reached" => l.Say("Joint", "Reached"),
        "noAnswer" => l.Say("Pas de réponse", "No answer"),
        "refused" => l.Say("Ne veut plus être appelé", "Wants no more calls"),
        "wrongNumber" => l.Say("Mauvais numéro", "Wrong number"),
        "agreed" => l.Say("Veut bien être rappelé : lui écrire", "Agrees to further calls: write to them"),
        _ => outcome,
    };

    public static string Done(Language l, string step) => step switch
    {
        "launch" => l.Say("Lancée.", "Launched."),
        "pause" => l.Say("En pause : ce qui n'a pas commencé à partir reste ici.", "Paused: what has not begun to leave stays here."),
        "resume" => l.Say("Reprise là où elle en était.", "Resumed where it stood."),
        "end" => l.Say("Terminée pour de bon.", "Ended for good."),
        "test" => l.Say("Le message d'essai est parti.", "The test message has left."),
        _ => l.Say("Enregistré.", "Recorded."),
    };

    public static string Missing(Language l, string code)
    {
        var parts = code.Split('/');
        var what = parts[0] switch
        {
            "SENDER_MISSING" => l.Say("le nom de l'expéditeur", "the sender's name"),
            "SOURCE_MISSING" => l.Say("l'origine des données", "where the data came from"),
            "OBJECTION_MISSING" => l.Say("le droit de s'opposer", "the right to object"),
            "UNSUBSCRIBE_MISSING" => l.Say("le lien de désinscription", "the link to unsubscribe"),
            "DATA_LINK_MISSING" => l.Say("le lien vers ses données", "the link to one's data"),
            "STOP_MISSING" => l.Say("le mot STOP", "the word STOP"),
            _ => parts[0],
        };
        return parts.Length > 1 ? $"{what} ({string.Join(", ", parts.Skip(1))})" : what;
    }

    public static string Refused(Language l, string code) => code switch
    {
        "CONFIRMATION_MISSING" => l.Say("Cochez la case : cela ne peut pas être repris.", "Tick the box: this cannot be taken back."),
        "PREFLIGHT_MISSING" => l.Say("Faites d'abord le contrôle avant envoi.", "Run the pre-flight first."),
        "PREFLIGHT_STALE" => l.Say("Le texte ou le public a changé depuis le contrôle : refaites-le.", "Words or audience changed since the pre-flight: run it again."),
        "PREFLIGHT_BLOCKED" or "PREFLIGHT_NOT_FOUND" => l.Say("Le contrôle n'ouvre pas le lancement : voyez ce qui manque.", "The pre-flight does not open the launch: see what is missing."),
        "REASON_MISSING" => l.Say("Dites pourquoi.", "Say why."),
        "ALREADY_LAUNCHED" => l.Say("La campagne est déjà lancée.", "The campaign is launched already."),
        "NOT_RUNNING" => l.Say("La campagne n'est pas en cours.", "The campaign does not run."),
        "NOT_PAUSED" => l.Say("La campagne n'est pas en pause.", "The campaign is not paused."),
        "NOT_STAFF" => l.Say("Un essai ne va qu'aux adresses de l'entreprise.", "A test goes to addresses of the company only."),
        "TOO_MANY_TEST_ADDRESSES" => l.Say("Cinq adresses au plus.", "Five addresses at most."),
        "VALIDATION_FAILED" => l.Say("Quelque chose manque, est trop long ou n'est pas une adresse.", "Something is missing, too long or no address."),
        "TEST_FAILED" => l.Say("Le serveur de courrier n'a pas pris l'essai.", "The mail server did not take the test."),
        "DATE_UNREADABLE" => l.Say("La date n'est pas lisible.", "The date cannot be read."),
        "CALL_ENDED" => l.Say("Cet appel a déjà son issue.", "This call has its outcome already."),
        "OUTCOME_MISSING" => l.Say("Dites ce qu'il en est.", "Say what came of it."),
        "NAME_MISSING" => l.Say("Donnez un nom.", "Give it a name."),
        "CHANNEL_DIFFERS" => l.Say("Le texte est écrit pour un autre canal.", "The words are written for another channel."),
        "SENDER_MISSING" => l.Say("L'expéditeur manque.", "The sender is missing."),
        "SUBJECT_MISSING" => l.Say("L'objet manque.", "The subject is missing."),
        "PLAIN_TEXT_MISSING" or "TEXTS_MISSING" => l.Say("Le texte simple manque.", "The plain text is missing."),
        "TEMPLATE_MALFORMED" => l.Say("Les accolades du texte ne se ferment pas bien.", "The braces of the words do not close well."),
        "TEMPLATE_IN_USE" or "SEGMENT_IN_USE" => l.Say("Une campagne lancée s'en sert : faites-en un autre.", "A launched campaign uses it: make another."),
        "CHANGED_MEANWHILE" => l.Say("Quelqu'un d'autre l'a changé entre-temps : relisez.", "Somebody else changed it in the meantime: read it again."),
        "NUMBER_UNREADABLE" => l.Say("Un nombre n'est pas lisible.", "A number cannot be read."),
        "WINDOW_INCOMPLETE" => l.Say("Une plage a un début et une fin.", "A window has a beginning and an end."),
        "NOTICE_MISSING" => l.Say("La campagne ne nomme aucune mention à confirmer : notez « joint ».", "The campaign names no notice to confirm under: say “reached”."),
        _ => l.Say($"Pas accepté ({code}).", $"Not accepted ({code})."),
    };
}
