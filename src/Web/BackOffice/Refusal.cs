using Microsoft.AspNetCore.Http;

namespace Gdpr.Web.BackOffice;

/// <summary>What somebody typed into a form that was refused, and the code that says why.</summary>
public sealed record Refusal(string Step, string Code, IFormCollection Form)
{
    public string this[string name] => Form[name].ToString();

    /// <summary>What was typed into the form of this address, for inputs whose ids begin otherwise; null where another was refused.</summary>
    public static Refusal? Typed(Refusal? refused, string action, string key) => refused?.Step == action ? refused with { Step = key } : null;

    public bool Has(string name, string value) => Form[name].Contains(value);
}
