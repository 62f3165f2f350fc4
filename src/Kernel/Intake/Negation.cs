namespace Gdpr.Kernel.Intake;

/// <summary>Whether the words before a verb take it back: "ne supprimez pas", "rather than delete"; not "you have not deleted".</summary>
internal static class Negation
{
    private static readonly string[] Nots = ["pas", "jamais", "rien", "aucunement", "nullement", "not", "never", "without", "sans", "ni", "nor", "cannot", "inutile"];
    private static readonly string[] Instead = ["lieu", "plutot", "instead", "rather"];
    private static readonly string[] Auxiliaries = ["avez", "aviez", "ont", "a", "have", "has", "had", "did", "was", "were", "sont", "ete", "been"];
    private static readonly string[] Wanting = ["hesit", "arriv", "reuss", "parvien"];
    private static readonly string[] Fillers = ["encore", "toujours", "yet", "still", "been", "ete", "vous", "you", "always"];

    internal static bool TakesBack(IReadOnlyList<Word> words, int verb)
    {
        if (Before(words, verb, 2).Any(w => w is "ne" or "n") && !Before(words, verb, 4).Any(IsHesitation))
        {
            return true;
        }

        if (Before(words, verb, 3).Any(w => Instead.Contains(w)))
        {
            return true;
        }

        for (var back = 1; back <= 5 && Within(words, verb, back); back++)
        {
            if (Nots.Contains(words[verb - back].Plain))
            {
                return !IsComplaint(words, verb, back) && !Before(words, verb, back + 1).Any(IsHesitation);
            }
        }

        return false;
    }

    /// <summary>"You have not deleted my data": the person wants it done.</summary>
    private static bool IsComplaint(IReadOnlyList<Word> words, int verb, int back)
    {
        var between = Enumerable.Range(1, back - 1).Select(b => words[verb - b].Plain);
        return between.All(w => Fillers.Contains(w)) && Before(words, verb - back, 3).Any(w => Auxiliaries.Contains(w));
    }

    // "N'hésitez pas à supprimer", "je n'arrive pas à me désinscrire": what follows is wanted.
    private static bool IsHesitation(string word) =>
        Array.Exists(Wanting, w => word.StartsWith(w, StringComparison.Ordinal)) || word is "only" or "able" or "manage" or "managed";

    private static IEnumerable<string> Before(IReadOnlyList<Word> words, int at, int most) =>
        Enumerable.Range(1, most).TakeWhile(back => Within(words, at, back)).Select(back => words[at - back].Plain);

    private static bool Within(IReadOnlyList<Word> words, int at, int back) => at - back >= 0 && words[at - back].Clause == words[at].Clause;
}
