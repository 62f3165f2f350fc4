namespace Gdpr.Kernel.Intake;

/// <summary>A phrase of a rule, found in the text between two words.</summary>
internal sealed record Finding(IntakeRule Rule, int First, int Last, int Sentence)
{
    private const int Later = 1_000_000;
    private static readonly string[] After = ["apres", "after", "once", "fois", "aussitot", "following"];
    private static readonly string[] Before = ["avant", "before", "prior"];

    internal bool Overlaps(Finding other) => First <= other.Last && other.First <= Last;

    /// <summary>Where it stands in the order of what is to be done: "before deleting, send" means send, then delete.</summary>
    internal int Turn(IReadOnlyList<Word> words)
    {
        for (var back = 1; back <= 6 && First - back >= 0 && words[First - back].Clause == words[First].Clause; back++)
        {
            var word = words[First - back].Plain;
            if (Before.Contains(word))
            {
                return First + Later;
            }

            if (After.Contains(word))
            {
                return First - Later;
            }
        }

        return First;
    }
}
