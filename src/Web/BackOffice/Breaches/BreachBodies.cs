namespace Gdpr.Web.BackOffice.Breaches;

/// <summary>What each form says to the room.</summary>
internal static class BreachBodies
{
    /// <summary>The steps that are forms on the page of an incident.</summary>
    public static readonly IReadOnlyDictionary<string, Func<Posted, object>> Steps = new Dictionary<string, Func<Posted, object>>(StringComparer.Ordinal)
    {
        ["awareness"] = f => new { awareAt = f.Moment("awareAt"), decidedBy = f.Text("decidedBy"), decidedAt = f.Moment("decidedAt"), reason = f.Text("reason") },
        ["assessments"] = f => new { risk = f.Text("risk") ?? string.Empty, reason = f.Text("reason"), decidedBy = f.Text("decidedBy"), comparableCase = f.Text("comparableCase") },
        ["processor-notice"] = f => new
        {
            processor = f.Text("processor"),
            processorAwareAt = f.Moment("processorAwareAt"),
            toldAt = f.Moment("toldAt"),
            contractHours = f.Number("contractHours"),
            decidedBy = f.Text("decidedBy"),
            reason = f.Text("reason"),
        },
        ["severity"] = f => new { severity = Severity(f) },
        ["subjects"] = f => new { subjects = f.Ids("people").Select(id => new { subjectId = id, capacity = f.Text("capacity"), note = f.Text("note") }).ToArray() },
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

    /// <summary>Where the room takes a step, when not under its own name: a score is an assessment without a decision.</summary>
    public static string PathOf(string step) => step == "severity" ? "assessments" : step;

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

    // What is absent is not the case; the room says which words it does not know.
    private static Dictionary<string, object> Severity(Posted f)
    {
        var said = new Dictionary<string, object?>
        {
            ["categories"] = f.Ticks("categories"),
            ["ei"] = f.Text("ei"),
            ["confidentiality"] = f.Text("confidentiality"),
            ["integrity"] = f.Text("integrity"),
            ["availability"] = f.Text("availability"),
            ["malicious"] = f.Ticked("malicious"),
            ["unintelligible"] = f.Ticked("unintelligible"),
            ["individuals"] = f.Number("individuals"),
        };
        return said.Where(s => s.Value is not null).ToDictionary(s => s.Key, s => s.Value!);
    }

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
