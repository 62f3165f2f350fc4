namespace Gdpr.Kernel.Intake;

/// <summary>One word of a text, without capitals and accents, and where it stood.</summary>
/// <param name="Sentence">Number of its sentence: no rule looks past the end of one.</param>
/// <param name="Clause">Number of its clause: no negation reaches past a comma.</param>
internal readonly record struct Word(string Plain, int At, int Length, int Sentence, int Clause)
{
    internal int End => At + Length;
}
