using Gdpr.Kernel;

namespace Gdpr.SubjectRights.Domain;

/// <summary>The facts that an answer under Art. 15 states beside the copy: of each area of data, and of the company as a whole.</summary>
internal static class FactKeys
{
    /// <summary>15(1)(c): categories of recipients.</summary>
    public const string Recipients = "recipients";

    /// <summary>15(1)(g): where data not collected from the person came from.</summary>
    public const string Source = "source";

    /// <summary>15(1)(h): decisions made by machine, their logic and consequences, or that there are none.</summary>
    public const string AutomatedDecisions = "automatedDecisions";

    /// <summary>15(2): transfers out of the Union and their safeguards, or that there are none.</summary>
    public const string Transfers = "transfers";

    private static readonly string[] OfCompany = [Source, AutomatedDecisions, Transfers];

    /// <summary>15(1)(a), of one area such as <c>contacts</c>.</summary>
    public static string Purposes(string area) => $"purposes.{area}";

    /// <summary>15(1)(d), of one area.</summary>
    public static string Periods(string area) => $"periods.{area}";

    public static bool IsKnown(string key) =>
        key is Recipients or Source or AutomatedDecisions or Transfers
        || (key.Split('.', 2) is ["purposes" or "periods", { Length: > 0 and <= 60 } area] && area.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_'));

    /// <summary>The part of a data class before its dot: the room or connection that processes it.</summary>
    public static IReadOnlyList<string> AreasOf(SubjectRequest request) =>
    [
        .. request.Targets.SelectMany(t => t.Acted.Count > 0 ? t.Acted : t.Located)
            .Where(d => d.Count > 0).Select(d => d.DataClass.Split('.')[0]).Distinct().Order(StringComparer.Ordinal),
    ];

    public static IReadOnlyList<string> NeededFor(SubjectRequest request)
    {
        var located = request.CurrentState is RequestStates.AwaitingReview or RequestStates.Executing or RequestStates.Verifying or RequestStates.PartiallyCompleted;
        if (request.Right != RightRequested.Access || request.Refusing || !located)
        {
            return [];
        }

        var areas = AreasOf(request);
        var named = request.Recipients.Count > 0 || request.Targets.Exists(t => t.Kind == TargetKinds.Connection && t.Located.Count > 0);
        return areas.Count == 0 ? [] : [.. areas.Select(Purposes), .. areas.Select(Periods), .. named ? [] : (string[])[Recipients], .. OfCompany];
    }
}
