namespace Gdpr.Kernel;

/// <summary>Why processing is limited to storage (Art. 18(1)).</summary>
public enum RestrictionGround
{
    /// <summary>The person contests that the data is right; until it is checked (Art. 18(1)(a)).</summary>
    Accuracy,

    /// <summary>Unlawful processing, and the person would rather have it kept than erased (Art. 18(1)(b)).</summary>
    Unlawful,

    /// <summary>We need it no more, the person does, for a legal claim (Art. 18(1)(c)).</summary>
    Claims,

    /// <summary>The person objected; until it is known whose grounds weigh more (Art. 18(1)(d)).</summary>
    Objection,
}
