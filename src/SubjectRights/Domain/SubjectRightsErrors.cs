using Gdpr.Kernel;

namespace Gdpr.SubjectRights.Domain;

/// <summary>Every rule this room may find broken.</summary>
internal static class SubjectRightsErrors
{
    public static readonly RuleError NotFound = new("REQUEST_NOT_FOUND", "No such request.", 404);
    public static readonly RuleError WrongState = new("REQUEST_STATE", "The request is not in a state that allows this step.", 409);
    public static readonly RuleError RightNotAvailable = new("RIGHT_NOT_AVAILABLE", "This right is not carried out yet: erasure and portability are.", 422);
    public static readonly RuleError SubjectAmbiguous = new("SUBJECT_AMBIGUOUS", "Several people match: name the one with subjectId.", 409);
    public static readonly RuleError CodeWrong = new("CODE_WRONG", "The code is not the one that was sent.", 422);
    public static readonly RuleError CodeExpired = new("CODE_EXPIRED", "The code is older than 15 minutes, was used, or too many were tried.", 422);
    public static readonly RuleError MethodInvalid = new("IDENTITY_METHOD", "Say code with the code, or staff or session with a reason.", 422);
    public static readonly RuleError ExtensionTooLate = new("EXTENSION_TOO_LATE", "The first month has passed: it can no longer be extended (Art. 12(3)).", 409);
    public static readonly RuleError AlreadyExtended = new("ALREADY_EXTENDED", "A request is extended once (Art. 12(3)).", 409);
    public static readonly RuleError AlreadyPaused = new("ALREADY_PAUSED", "The clock has been paused before.", 409);
    public static readonly RuleError NotPaused = new("NOT_PAUSED", "The clock is not paused.", 409);
    public static readonly RuleError PackageNotReady = new("PACKAGE_NOT_READY", "There is no package, or not yet.", 404);
    public static readonly RuleError AnswerNotReady = new("ANSWER_NOT_READY", "The request has not been answered yet.", 404);
    public static readonly RuleError TaskNotRaised = new("TASK_NOT_RAISED", "No such raised task is open: the others end by themselves.", 409);
    public static readonly RuleError FactUnknown = new("FACT_UNKNOWN", "No answer states a fact of this key.", 422);
    public static readonly RuleError PdfNotConfigured = new("PDF_NOT_CONFIGURED", "Name a Chromium binary in Gdpr:Pdf:Browser, or take the letter as HTML.", 409);
    public static readonly RuleError PdfFailed = new("PDF_FAILED", "The browser did not print the letter; take it as HTML.", 502);
    public static readonly RuleError FormatUnknown = new("FORMAT_UNKNOWN", "The format is html or pdf.", 400);
    public static readonly RuleError OverrideUnknown = new("OVERRIDE_UNKNOWN", "An override names a target or a class of data that the preview does not have.", 422);
    public static readonly RuleError BackupsUnknown = new("BACKUPS_RETENTION_MISSING", "Set Gdpr:Backups:RetentionDays: an erasure answer says until when backups hold the data.", 409);
}
