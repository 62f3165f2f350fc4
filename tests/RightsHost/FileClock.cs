using System.Globalization;

namespace Gdpr.RightsHost;

/// <summary>The real clock moved by the ticks that a file says, so that a test can put a process of its own forward.</summary>
internal sealed class FileClock(string path) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() =>
        System.GetUtcNow() + TimeSpan.FromTicks(long.Parse(File.ReadAllText(path), CultureInfo.InvariantCulture));
}
