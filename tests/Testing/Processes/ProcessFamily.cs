using System.Globalization;

namespace Gdpr.Testing.Processes;

/// <summary>A process and all that descend from it, as /proc shows them; told from later ones with the same number by their start time.</summary>
internal sealed record ProcessFamily(IReadOnlyList<ProcessFamily.Member> Members)
{
    internal sealed record Member(int Id, int Parent, string Command, char State, ulong Started)
    {
        public bool Lives => Read(Id) is { } now && now.Started == Started && now.State is not ('Z' or 'X');
    }

    public IEnumerable<Member> Living => Members.Where(member => member.Lives);

    public static ProcessFamily Of(int id)
    {
        var children = All().ToLookup(member => member.Parent);
        var found = Read(id) is { } eldest ? new List<Member> { eldest } : [];
        for (var next = 0; next < found.Count; next++)
        {
            found.AddRange(children[found[next].Id]);
        }

        return new ProcessFamily(found);
    }

    /// <summary>Waits until all are gone, and ends by force those that stay.</summary>
    public async Task GoneAsync(TimeSpan patience)
    {
        try
        {
            await Eventually.Async(() => Task.FromResult(!Living.Any()), patience, "orphans end by themselves");
        }
        catch (TimeoutException)
        {
            foreach (var member in Living)
            {
                _ = Native.Signal(member.Id, Native.Kill);
            }
        }
    }

    private static IEnumerable<Member> All() =>
        !Directory.Exists("/proc")
            ? []
            : Directory.EnumerateDirectories("/proc")
                .Select(folder => int.TryParse(Path.GetFileName(folder), out var id) ? Read(id) : null)
                .OfType<Member>();

    private static Member? Read(int id)
    {
        try
        {
            // The command in parentheses may itself hold spaces and parentheses.
            var text = File.ReadAllText($"/proc/{id}/stat");
            var fields = text[(text.LastIndexOf(')') + 2)..].Split(' ');
            return new Member(
                id,
                int.Parse(fields[1], CultureInfo.InvariantCulture),
                text[(text.IndexOf('(') + 1)..text.LastIndexOf(')')],
                fields[0][0],
                ulong.Parse(fields[19], CultureInfo.InvariantCulture));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
