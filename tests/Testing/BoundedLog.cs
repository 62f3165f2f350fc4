namespace Gdpr.Testing;

/// <summary>The last lines that a child process wrote, for the message of a test that fails.</summary>
public sealed class BoundedLog(int capacity = 400)
{
    private readonly Queue<string> lines = new();
    private readonly Lock gate = new();

    public IReadOnlyList<string> Lines
    {
        get
        {
            lock (gate)
            {
                return [.. lines];
            }
        }
    }

    public void Add(string line)
    {
        lock (gate)
        {
            lines.Enqueue(line);
            if (lines.Count > capacity)
            {
                lines.Dequeue();
            }
        }
    }

    public override string ToString() => string.Join(Environment.NewLine, Lines);
}
