namespace Gdpr.Architecture.Tests;

/// <summary>Who may touch what (STYLE section 7), and every exception with its reason.</summary>
internal static class RoomMap
{
    private static readonly string[] RoomMayUse = ["Kernel", "Messages", "Platform"];

    private static readonly Dictionary<string, string[]> MayReference = new(StringComparer.Ordinal)
    {
        ["ServiceDefaults"] = [],
        ["Kernel"] = [],
        ["Messages"] = ["Kernel"],
        ["Platform"] = ["Kernel", "Messages", "ServiceDefaults"],
        ["Web"] = ["Kernel", "ServiceDefaults"],
        ["Gateway"] = ["Platform", "Web", "ServiceDefaults"],
    };

    /// <summary>Packages that only the named projects may have; everything else of the suite gets them through Platform.</summary>
    public static readonly IReadOnlyDictionary<string, string[]> OnlyIn = new Dictionary<string, string[]>(StringComparer.Ordinal)
    {
        ["MassTransit"] = ["Platform"],
        ["MassTransit.RabbitMQ"] = ["Platform"],
        ["libphonenumber-csharp"] = ["Kernel"],
        ["MailKit"] = ["Platform", "Campaigns"],
        ["Fluid.Core"] = ["Campaigns"],
        ["Yarp.ReverseProxy"] = ["Gateway"],
        ["Spectre.Console"] = ["Standalone"],
    };

    /// <summary>A mediator, a mapper, a second test-double style or a second bus: refused by ADR 0003.</summary>
    public static readonly IReadOnlyList<string> BannedPackages =
        ["MediatR", "AutoMapper", "Mapster", "MassTransit.EntityFrameworkCore", "Quartz", "Hangfire.Core", "Newtonsoft.Json", "Moq", "FluentAssertions", "NetArchTest.Rules"];

    /// <summary>Platform types that <c>Domain</c> may name: they say what a property is, and do nothing.</summary>
    public static readonly IReadOnlyList<string> DomainMayName =
    [
        "Gdpr.Platform.Privacy.PersonalDataAttribute",
        "Gdpr.Platform.Privacy.NotPersonalAttribute",
        "Gdpr.Platform.Privacy.DataCategory",
        "Gdpr.Platform.Data.IAboutSubject",
        "Gdpr.Platform.Data.IVersioned",
    ];

    /// <summary>What the <c>Domain</c> of one room touches beyond that.</summary>
    public static readonly IReadOnlyList<DomainException> DomainExceptions =
    [
        new("SubjectRights", "MassTransit.ISaga", "The request's row is the saga: one row, one writer, no copy that could lag."),
        new("SubjectRights", "MassTransit.SagaStateMachineInstance", "The request's row is the saga: one row, one writer, no copy that could lag."),
        new("SubjectRights", "Gdpr.Platform.Messaging.MessageJson", "Reports are kept in the row exactly as they travelled."),
    ];

    /// <summary>Feature folders whose types other folders of the room may use: steps of one road, not slices.</summary>
    public static readonly IReadOnlyList<SharedStep> SharedSteps =
    [
        new("Identity", "SigningIn", "The token endpoint exchanges what was mailed; every mail of the room is written in one place."),
        new("Identity", "Entering", "A code for the application is given to whoever stands inside the door, and sent back to it otherwise."),
        new("SubjectRights", "CaseFiles", "The vault is the one door to identifying data of an open request."),
        new("SubjectRights", "Redacting", "What is packed, and what a room may still say, is what the review decided."),
        new("SubjectRights", "Identifying", "One-time codes and link secrets are made at the receipt and asked again when a case is followed."),
        new("SubjectRights", "Reading", "Answer, certificate and package show exactly the view that staff read."),
        new("SubjectRights", "Reviewing", "The finding of a request in the right state is one step for staff and reading paths."),
        new("SubjectRights", "Answering", "Every letter and mail to a person is written in one place."),
    ];

    /// <summary>Endpoints at the root: what a protocol or an orchestrator puts there.</summary>
    public static readonly IReadOnlyDictionary<string, string> RootRoutes = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["/health/live"] = "Orchestrators ask without a token.",
        ["/health/ready"] = "Orchestrators ask without a token.",
        ["/u/{token}"] = "Links in messages are short and of one shape for every room; RFC 8058 asks for a POST without login.",
        ["/connect/authorize"] = "RFC 6749 authorization endpoint: nobody gets a code before signing in.",
        ["/connect/sign-in"] = "The door of staff.",
        ["/connect/sign-in/code"] = "The door of staff: second factor.",
        ["/connect/sign-in/password"] = "The door of staff: a password of one's own.",
        ["/connect/sign-in/passkey"] = "The door of staff: a passkey instead of both.",
        ["/connect/sign-in/passkey/options"] = "The door of staff: what the browser needs to choose one.",
        ["/connect/passkeys"] = "The passkeys of whoever has just come in.",
        ["/connect/passkeys/options"] = "What the browser needs to make one.",
        ["/connect/passkeys/end"] = "Whoever has done with their passkeys leaves.",
        ["/connect/passkeys/removal"] = "A passkey that is not wanted any more.",
        ["/connect/passkeys.js"] = "The script of these pages.",
        ["/connect/invitations/{secret}"] = "The secret link of an invitation is the key.",
        ["/connect/token"] = "RFC 6749 token endpoint: the client's secret is the authentication.",
    };

    /// <summary>Rooms whose tables hold people but that answer the protocol in another way than IParticipant.</summary>
    public static readonly IReadOnlyDictionary<string, string> PeopleWithoutParticipant = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["erasure-ledger"] = "Coded choices by SubjectId and keyed hash, kept so that they are respected (Art. 21(3)): Consent, which owns them, answers.",
    };

    /// <summary>String properties of messages: codes and names of things, never words about a person.</summary>
    public static readonly IReadOnlyDictionary<string, string> CodedStrings = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["Target"] = "name of a room or connection:<key>",
        ["TargetNamed.Name"] = "name of a room or connection:<key>",
        ["TargetNamed.Kind"] = "room or connection",
        ["Role"] = "processor, jointController, recipient",
        ["Purpose"] = "code of a purpose",
        ["Channel"] = "email, sms, phone, post",
        ["DataClass"] = "room.class",
        ["Ground"] = "article and table code",
        ["Code"] = "UPPER_SNAKE",
        ["ParticipantReported.Recipients"] = "integrator:<client id> or export:<name of a company>: who received data, never whose",
        ["ErasureCameBack.Targets"] = "names of rooms or connection:<key>",
        ["Act"] = "given, or the reason of a refusal",
        ["ChoiceRecorded.Method"] = "a word in small letters: form, phone",
        ["ContactStopped.Reason"] = "unsubscribed, keyword, complaint, bounce, refusedInCall",
        ["ControllerId"] = "id of one of the company's legal entities",
        ["ClockPaused.Reason"] = "identity or clarification",
        ["DeadlineExtended.Because"] = "complexity or number",
        ["IdentityConfirmed.Method"] = "code, staff, session",
        ["RequestApproved.By"] = "client or staff id, or policy",
    };

    public static IReadOnlyList<string> AllowedReferences(string project, IReadOnlyCollection<string> rooms) =>
        project == "Standalone" ? [.. rooms, "Platform", "Web", "ServiceDefaults"]
        : MayReference.TryGetValue(project, out var may) ? may
        : rooms.Contains(project) ? RoomMayUse
        : [];

    public static bool IsKnown(string project, IReadOnlyCollection<string> rooms) =>
        project == "Standalone" || MayReference.ContainsKey(project) || rooms.Contains(project);

    internal sealed record DomainException(string Room, string Type, string Reason);

    internal sealed record SharedStep(string Room, string Folder, string Reason);
}
