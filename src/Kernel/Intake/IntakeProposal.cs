namespace Gdpr.Kernel.Intake;

/// <summary>What a free text seems to ask for, for a person to confirm; its place in the list is the order in which it is to be done.</summary>
/// <param name="Request">The right to receive it as; none for a withdrawal of consent.</param>
/// <param name="Confidence">0.5 to 0.98; how sure the rules are, no probability.</param>
public sealed record IntakeProposal(
    IntakeRight Right, RightRequested? Request, double Confidence, IReadOnlyList<IntakeEvidence> Because);

/// <summary>The words of the text, and the rule that read them.</summary>
public sealed record IntakeEvidence(string Words, int At, string Rule);

/// <summary>The proposals for one text, in order; empty when nothing matches.</summary>
/// <param name="Language"><c>fr</c> or <c>en</c>; null when the text does not tell.</param>
public sealed record IntakeReading(string? Language, IReadOnlyList<IntakeProposal> Proposals);
