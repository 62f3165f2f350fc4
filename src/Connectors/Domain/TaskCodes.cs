namespace Gdpr.Connectors.Domain;

/// <summary>Why a third party's phase failed, waits or needs a person; stable, they are shown to staff.</summary>
internal static class TaskCodes
{
    public const string ConnectionDisabled = "CONNECTION_DISABLED";
    public const string ConnectionUnknown = "CONNECTION_UNKNOWN";
    public const string ExportUnreadable = "EXPORT_UNREADABLE";

    /// <summary>The reviewer keeps a part of what the third party could only erase as a whole.</summary>
    public const string PlanNotExpressible = "PLAN_NOT_EXPRESSIBLE";

    /// <summary>The recipient offers no way to be told; a person informs it (Art. 19).</summary>
    public const string RecipientNotInformed = "RECIPIENT_NOT_INFORMED";
    public const string RunFailed = "CONNECTOR_FAILED";
    public const string RightNotSupported = "RIGHT_NOT_SUPPORTED";
    public const string ThirdPartyNeedsHuman = "THIRD_PARTY_NEEDS_HUMAN";
    public const string VendorLate = "VENDOR_LATE";

    /// <summary>Done without asking: the person has no identifier of the kinds that the connection knows.</summary>
    public const string NoIdentifier = "NO_IDENTIFIER_OF_ITS_KINDS";

    /// <summary>Done without asking: the person was never given to a connection that knows nobody else.</summary>
    public const string NeverDisclosed = "NEVER_DISCLOSED";
}
