namespace Gdpr.Kernel.Intake;

/// <summary>When one phrase may be read as two rights, the one that says more stands alone.</summary>
internal static class Overruling
{
    internal static IReadOnlyList<Finding> Settle(IReadOnlyList<Finding> found)
    {
        // "Remove my address from the mailing list" asks to leave a list, not to be forgotten.
        var kept = Without(found, IntakeRight.Erasure, f => AnyOther(found, IntakeRight.Unsubscribe, f.Overlaps));

        // "Send me my data in a machine-readable format" is portability; the right of access must be named to be asked too.
        kept = Without(kept, IntakeRight.Access, f => f.Rule.Sure < 0.9 && AnyOther(found, IntakeRight.Portability, o => o.Sentence == f.Sentence));

        // "Erase everything you have about me": what is held is named, not asked for.
        kept = Without(kept, IntakeRight.Access, f => f.Rule.Sure < 0.9 && AnyOther(found, IntakeRight.Erasure, f.Overlaps));

        // What is said against marketing is no objection on other grounds, nor a letter about one list.
        kept = Without(kept, IntakeRight.Objection, f => AnyOther(found, IntakeRight.MarketingObjection, o => o.Sentence == f.Sentence));
        kept = Without(kept, IntakeRight.Unsubscribe, _ => kept.Any(f => f.Rule.Right == IntakeRight.MarketingObjection));

        // "Limit the processing" and "do not use my data any more, keep it" restrict; they do not object.
        kept = Without(kept, IntakeRight.Objection, f => AnyOther(found, IntakeRight.Restriction, o => o.Sentence == f.Sentence));

        // A withdrawn consent to marketing is a withdrawal, whatever else the sentence mentions.
        return Without(kept, IntakeRight.Objection, f => AnyOther(found, IntakeRight.ConsentWithdrawal, f.Overlaps));
    }

    private static bool AnyOther(IReadOnlyList<Finding> found, IntakeRight right, Func<Finding, bool> which) =>
        found.Any(f => f.Rule.Right == right && which(f));

    private static IReadOnlyList<Finding> Without(IReadOnlyList<Finding> found, IntakeRight right, Func<Finding, bool> which) =>
        [.. found.Where(f => f.Rule.Right != right || !which(f))];
}
