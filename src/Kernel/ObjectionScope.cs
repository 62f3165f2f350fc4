namespace Gdpr.Kernel;

/// <summary>What a person objects to.</summary>
public enum ObjectionScope
{
    /// <summary>Direct marketing: absolute, effective at once (Art. 21(2)-(3)).</summary>
    Marketing,

    /// <summary>One purpose that rests on legitimate interest or a public task (Art. 21(1)).</summary>
    Purpose,
}
