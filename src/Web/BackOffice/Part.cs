namespace Gdpr.Web.BackOffice;

/// <summary>What one room gives to a page; without a value the room is away, and the rest of the page stands.</summary>
public sealed record Part<T>(T? Value)
    where T : class;

internal static class Part
{
    /// <summary>Null when the roles do not open it, or there is nothing of the kind: the section is then not shown.</summary>
    public static async Task<Part<T>?> AskAsync<T>(bool may, Func<Task<T?>> ask, CancellationToken ct)
        where T : class
    {
        if (!may)
        {
            return null;
        }

        try
        {
            return await ask() is { } value ? new Part<T>(value) : null;
        }
        catch (Exception e) when (StaffFrames.IsAway(e, ct))
        {
            return new Part<T>(null);
        }
    }
}
