namespace Gdpr.Kernel.Retention;

/// <summary>What a retention period says of one record on one day.</summary>
/// <param name="EndDate">The last day allowed; null while the period has not begun.</param>
public sealed record RetentionAnswer(DateOnly? EndDate, bool MayKeep)
{
    public const string Keep = "keep";
    public const string Delete = "delete_or_anonymise";

    public string Action => MayKeep ? Keep : Delete;
}
