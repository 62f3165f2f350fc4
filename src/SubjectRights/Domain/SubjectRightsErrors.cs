using Gdpr.Kernel;

namespace Gdpr.SubjectRights.Domain;

/// <summary>Every rule this room may find broken.</summary>
internal static class SubjectRightsErrors
{
    public static readonly RuleError NotFound = new("REQUEST_NOT_FOUND", "No such request.", 404);
    public static readonly RuleError WrongState = new("REQUEST_STATE", "The request is not in a state that allows this step.", 409);
    public static readonly RuleError DetailsInvalid = new("DETAILS_INVALID", "The details are not of the shape that this right takes.", 422);
    public static readonly RuleError DetailsTooLong = new("DETAILS_TOO_LONG", "Details take 4,000 characters and 50 changes at most.", 422);
    public static readonly RuleError ChangesMissing = new("CHANGES_MISSING", "A rectification names what to change: changes with datum, from and to.", 422);
    public static readonly RuleError DatumUnknown = new("DATUM_UNKNOWN", "A change names a field that does not exist.", 422);
    public static readonly RuleError ChangeInvalid = new("CHANGE_INVALID", "A new value is not one that its field can take.", 422);
    public static readonly RuleError GroundMissing = new("RESTRICTION_GROUND_MISSING", "A restriction has a ground: accuracy, unlawful, claims or objection (Art. 18(1)).", 422);
    public static readonly RuleError ObjectionScopeMissing = new("OBJECTION_SCOPE_MISSING", "An objection is to marketing, or to a purpose that is named (Art. 21).", 422);
    public static readonly RuleError ScopeInvalid = new("SCOPE_INVALID", "The scope of an erasure is all, or a list of 1 to 40 classes of data such as contacts.email.", 422);
    public static readonly RuleError AfterUnknown = new("AFTER_UNKNOWN", "The request to wait for is not an open one of the same person.", 422);
    public static readonly RuleError DelayReasonMissing = new("DELAY_REASON_MISSING", "The due date has passed: say why with delayReason before the request can be closed.", 422);
    public static readonly RuleError NotLate = new("NOT_LATE", "The due date has not passed: there is no delay to explain.", 409);
    public static readonly RuleError AlreadyExplained = new("ALREADY_EXPLAINED", "The reason for the delay has been stated.", 409);
    public static readonly RuleError NoticeNotRunning = new("NOTICE_NOT_RUNNING", "There is nothing to stop any more.", 409);
    public static readonly RuleError NotAnswered = new("NOT_ANSWERED", "No answer has been sent that could have come back.", 409);
    public static readonly RuleError NotBounced = new("NOT_BOUNCED", "No answer of this request has come back.", 409);
    public static readonly RuleError NotRestricted = new("NOT_RESTRICTED", "There is no restriction in force to lift.", 409);
    public static readonly RuleError AlreadyLifting = new("ALREADY_LIFTING", "The person is already being told that the restriction ends.", 409);
    public static readonly RuleError NotACopy = new("NOT_A_COPY", "Only access and portability hand out a copy to review.", 409);
    public static readonly RuleError NotAnErasure = new("NOT_AN_ERASURE", "Only an erasure takes words about the person out of texts about others.", 409);
    public static readonly RuleError TextChanged = new("TEXT_CHANGED", "The text is not, or no longer, the one that was decided about: read it again.", 409);
    public static readonly RuleError TextFixed = new("TEXT_FIXED", "The text is part of a chained record: leave it with a reason.", 409);
    public static readonly RuleError SpanInvalid = new("SPAN_INVALID", "A span lies outside its text.", 422);
    public static readonly RuleError NoticeNotFound = new("NOTICE_NOT_FOUND", "No such notice for this recipient.", 404);
    public static readonly RuleError CaseNotClosed = new("CASE_NOT_CLOSED", "A case is handed over once it is answered.", 409);
    public static readonly RuleError CaseOver = new("CASE_OVER", "The case has ended and its file is destroyed.", 409);
    public static readonly RuleError TooManyMessages = new("TOO_MANY_MESSAGES", "A case takes 100 messages.", 409);
    public static readonly RuleError ReplyMissing = new("REPLY_ADDRESS_MISSING", "There is no address to send the notice to: say with postedAt when a letter was posted.", 409);
    public static readonly RuleError PostedTooEarly = new("POSTED_TOO_EARLY", "A letter about a request is not posted before the request came.", 422);
    public static readonly RuleError SubjectAmbiguous = new("SUBJECT_AMBIGUOUS", "Several people match: name the one with subjectId.", 409);
    public static readonly RuleError MandateNotSeen = new("MANDATE_NOT_SEEN", "Somebody asks for another: staff confirm it with mandateSeen, and say in the reason what they saw.", 409);
    public static readonly RuleError CodeWrong = new("CODE_WRONG", "The code is not the one that was sent.", 422);
    public static readonly RuleError CodeStillValid = new("CODE_STILL_VALID", "The last code has not expired; another is sent after that.", 409);
    public static readonly RuleError CodeExpired = new("CODE_EXPIRED", "The code is older than 15 minutes, was used, or too many were tried.", 422);
    public static readonly RuleError MethodInvalid = new("IDENTITY_METHOD", "Say code with the code, or staff or session with a reason.", 422);
    public static readonly RuleError ExtensionTooLate = new("EXTENSION_TOO_LATE", "The first month has passed: it can no longer be extended (Art. 12(3)).", 409);
    public static readonly RuleError AlreadyExtended = new("ALREADY_EXTENDED", "A request is extended once (Art. 12(3)).", 409);
    public static readonly RuleError AlreadyPaused = new("ALREADY_PAUSED", "The clock has been paused before.", 409);
    public static readonly RuleError NotPaused = new("NOT_PAUSED", "The clock is not paused.", 409);
    public static readonly RuleError PackageNotReady = new("PACKAGE_NOT_READY", "There is no package, or not yet.", 404);
    public static readonly RuleError LinkExpired = new("LINK_EXPIRED", "The link has expired and the files are destroyed; ask again.", 410);
    public static readonly RuleError AnswerNotReady = new("ANSWER_NOT_READY", "The request has not been answered yet.", 404);
    public static readonly RuleError TaskNotRaised = new("TASK_NOT_RAISED", "No such raised task is open: the others end by themselves.", 409);
    public static readonly RuleError FactUnknown = new("FACT_UNKNOWN", "No answer states a fact of this key.", 422);
    public static readonly RuleError PdfNotConfigured = new("PDF_NOT_CONFIGURED", "Name a Chromium binary in Gdpr:Pdf:Browser, or take the letter as HTML.", 409);
    public static readonly RuleError PdfFailed = new("PDF_FAILED", "The browser did not print the letter; take it as HTML.", 502);
    public static readonly RuleError FormatUnknown = new("FORMAT_UNKNOWN", "The format is html or pdf.", 400);
    public static readonly RuleError OverrideUnknown = new("OVERRIDE_UNKNOWN", "An override names a target or a class of data that the preview does not have.", 422);
    public static readonly RuleError BackupsUnknown = new("BACKUPS_RETENTION_MISSING", "Set Gdpr:Backups:RetentionDays: an erasure answer says until when backups hold the data.", 409);
}
