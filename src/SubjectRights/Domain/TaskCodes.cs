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

    /// <summary>The second check of an erasure found data again.</summary>
    public const string CameBack = "CAME_BACK";

    /// <summary>A target could not be asked again at the second check of an erasure.</summary>
    public const string SecondCheckFailed = "SECOND_CHECK_FAILED";

    /// <summary>The answer did not arrive: it is sent to another address, or by post.</summary>
    public const string AnswerBounced = "ANSWER_BOUNCED";

    /// <summary>Answered after its due date, and nobody has said why; the request is not closed before.</summary>
    public const string DelayReasonMissing = "DELAY_REASON_MISSING";

    /// <summary>The policy's erasure was stopped by the link that went to another address of the person.</summary>
    public const string StoppedByNotice = "STOPPED_BY_NOTICE";

    /// <summary>Words about others name the person: redact them span by span, or leave them with a reason.</summary>
    public const string FreeText = "FREE_TEXT";

    /// <summary>One who received the data is to be told what became of it (Art. 19).</summary>
    public const string RecipientToTell = "RECIPIENT_TO_TELL";

    public static readonly IReadOnlyList<string> All =
    [
        Review, ChooseSubject, TargetNeedsHuman, TargetFailed, Overdue, FactMissing, PreviewDiffers,
        CameBack, SecondCheckFailed, AnswerBounced, DelayReasonMissing, StoppedByNotice, FreeText, RecipientToTell,
    ];

    public static string RoleOf(string code) => code switch
    {
        ChooseSubject or AnswerBounced or FreeText or RecipientToTell => "caseHandler",
        TargetNeedsHuman or TargetFailed or SecondCheckFailed => "systemOwner",
        FactMissing => "controller",
        _ => "dpo",
    };
}
