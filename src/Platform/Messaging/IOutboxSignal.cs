namespace Gdpr.Platform.Messaging;

/// <summary>Told which rows a commit has just written, so that they leave at once; the sweep finds what it misses.</summary>
public interface IOutboxSignal
{
    void Committed(string room, IReadOnlyList<PendingMessage> messages);
}

/// <summary>For verbs and tools that write without a bus: the rows wait for the next start.</summary>
public sealed class NoOutboxSignal : IOutboxSignal
{
    public void Committed(string room, IReadOnlyList<PendingMessage> messages)
    {
    }
}
