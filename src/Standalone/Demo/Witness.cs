namespace Gdpr.Standalone.Demo;

/// <summary>Notices in what the API shows the moments worth telling: above all, a third party caught lying.</summary>
internal sealed class Witness
{
    private readonly List<string> _story = [];
    private readonly HashSet<string> _caught = [];

    public IReadOnlyList<string> Story => _story;

    /// <summary>Called when there is something new to tell.</summary>
    public Action? Heard { get; set; }

    public void Tell(string line)
    {
        if (!_story.Contains(line))
        {
            _story.Add(line);
            Heard?.Invoke();
        }
    }

    public void See(RequestView request)
    {
        foreach (var target in request.Targets)
        {
            if (target.Code == "STILL_THERE" && _caught.Add(target.Name))
            {
                var left = target.Data.Where(d => d.Outcome is "none").Sum(d => d.Count);
                Tell($"{target.Name} said \"erased\". Asked independently, it still holds {left} records: not believed, told to erase again.");
            }

            if (target.Status == "needsHuman")
            {
                Tell($"{target.Name} needs a person ({target.Code}).");
            }

            if (target.Verified && _caught.Remove(target.Name))
            {
                Tell($"{target.Name} was checked again: now it is gone, and only now it counts.");
            }
        }
    }
}
