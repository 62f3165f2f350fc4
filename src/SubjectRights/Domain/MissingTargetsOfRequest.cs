using Gdpr.Messages.Participation;

namespace Gdpr.SubjectRights.Domain;

/// <summary>Who still owes something, by name.</summary>
internal static class MissingTargetsOfRequest
{
    public static IReadOnlyList<string> MissingTargets(this SubjectRequest request)
    {
        var located = request.CurrentState is RequestStates.Locating or RequestStates.AwaitingReview;
        return [.. request.Targets.Where(t => located ? t.Status != ReportStatus.Done : !t.Verified).Select(t => t.Name).Order(StringComparer.Ordinal)];
    }
}
