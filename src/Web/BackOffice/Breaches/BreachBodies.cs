namespace Gdpr.Web.BackOffice.Breaches;

/// <summary>What each form says to the room.</summary>
internal static class BreachBodies
{
    /// <summary>The steps that are forms on the page of an incident.</summary>
    public static readonly IReadOnlyDictionary<string, Func<Posted, object>> Steps = new Dictionary<string, Func<Posted, object>>(StringComparer.Ordinal)
    {
        ["awareness"] = f => new { awareAt = f.Moment("awareAt"), decidedBy = f.Text("decidedBy"), decidedAt = f.Moment("decidedAt"), reason = f.Text("reason") },
        ["assessments"] = f => new { risk = f.Text("risk") ?? string.Empty, reason = f.Text("reason"), decidedBy = f.Text("decidedBy"), comparableCase = f.Text("comparableCase") },
        ["notifications"] = f => new
        {
            kind = f.Text("kind"),
            authority = f.Text("authority"),
            at = f.Moment("at"),
            complete = f.Ticked("complete"),
            authorityReference = f.Text("authorityReference"),
            delayReasons = f.Text("delayReasons"),
        },
        ["closure"] = f => new { reason = f.Text("reason"), subjects = Told(f) },
    };

    public static object Incident(Posted f) => new
    {
        country = f.Text("country"),
        detectedAt = f.Moment("detectedAt"),
        investigationStart = f.Moment("investigationStart"),
        facts = Facts(f),
    };

    public static object Change(Posted f) => new { facts = Facts(f), reason = f.Text("why") };

    private static object Facts(Posted f) => new
    {
        nature = f.Said("nature"),
        kinds = f.Ticks("kinds"),
        origin = f.Said("origin"),
        subjectCategories = f.Lines("subjectCategories"),
        approximateSubjects = f.Number("approximateSubjects"),
        dataCategories = f.Lines("dataCategories"),
        approximateRecords = f.Number("approximateRecords"),
        contact = Contact(f),
        likelyConsequences = f.Said("likelyConsequences"),
        measures = f.Said("measures"),
        circumstances = f.Said("circumstances"),
        effects = f.Said("effects"),
        remedialAction = f.Said("remedialAction"),
        startedAt = f.Moment("startedAt"),
        endedAt = f.Moment("endedAt"),
        crossBorder = f.Text("crossBorder") is { } crosses ? crosses == "yes" : (bool?)null,
    };

    // Nothing said leaves the room's own contact point, the DPO.
    private static object? Contact(Posted f) =>
        f.Text("contactName") is null && f.Text("contactEmail") is null && f.Text("contactPhone") is null
            ? null
            : new { name = f.Text("contactName"), email = f.Text("contactEmail"), phone = f.Text("contactPhone") };

    private static object? Told(Posted f) =>
        f.Text("means") is null && f.Text("toldAt") is null && f.Text("exemption") is null
            ? null
            : new { at = f.Moment("toldAt"), means = f.Text("means"), number = f.Number("number"), exemption = f.Text("exemption"), evidence = f.Text("evidence") };
}
