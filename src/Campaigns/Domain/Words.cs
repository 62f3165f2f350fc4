namespace Gdpr.Campaigns.Domain;

/// <summary>How a campaign reaches people.</summary>
internal enum Channel
{
    Email,
    Sms,
    Phone,
}

internal enum CampaignState
{
    Draft,

    /// <summary>Launched by a person for a later moment.</summary>
    Scheduled,
    Running,
    Paused,
    Completed,
}

/// <summary>What became of one message to one person.</summary>
internal enum SendState
{
    Queued,

    /// <summary>The intent: written before the medium is touched.</summary>
    Sending,
    Sent,

    /// <summary>Cut off while it left: it may or may not have arrived, and is not repeated by itself.</summary>
    Unknown,

    /// <summary>The decision said no, or there was nothing to reach the person by.</summary>
    Excluded,
    Failed,
    Bounced,
    Complained,
}

/// <summary>Why a person is not to be contacted again.</summary>
internal enum StopReason
{
    Unsubscribed,
    Keyword,
    Complaint,
    Bounce,
    RefusedInCall,

    /// <summary>Asked to be left alone for some time; ends by itself.</summary>
    Pause,
}

internal static class Channels
{
    /// <summary>The channel as Consent names it.</summary>
    public static string Name(this Channel channel) => channel switch
    {
        Channel.Email => "email",
        Channel.Sms => "sms",
        _ => "phone",
    };
}
