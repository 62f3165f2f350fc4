namespace Gdpr.Kernel.Identifiers;

/// <summary>Something that identifies a person directly; printing it reveals its kind and never its value.</summary>
public readonly record struct Identifier(IdentifierKind Kind, string Value)
{
    public override string ToString() => Kind.ToString();
}
