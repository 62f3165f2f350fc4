namespace Gdpr.SubjectRights.Domain;

/// <summary>Why a request needs a person, and whose role it is.</summary>
internal static class TaskCodes
{
    public const string Review = "REVIEW";
    public const string ChooseSubject = "CHOOSE_SUBJECT";
    public const string TargetNeedsHuman = "TARGET_NEEDS_HUMAN";
    public const string TargetFailed = "TARGET_FAILED";
    public const string Overdue = "OVERDUE";

    /// <summary>A fact that the answer must state (Art. 15(1)) is known neither from configuration nor from anybody.</summary>
    public const string FactMissing = "FACT_MISSING";

    /// <summary>What was done is not what was announced.</summary>
    public const string PreviewDiffers = "PREVIEW_DIFFERS";

    public static readonly IReadOnlyList<string> All = [Review, ChooseSubject, TargetNeedsHuman, TargetFailed, Overdue, FactMissing, PreviewDiffers];

    public static string RoleOf(string code) => code switch
    {
        ChooseSubject => "caseHandler",
        TargetNeedsHuman or TargetFailed => "systemOwner",
        FactMissing => "controller",
        _ => "dpo",
    };
}
