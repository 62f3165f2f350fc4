using Microsoft.AspNetCore.Http;

namespace Gdpr.Web.BackOffice;

/// <summary>What somebody typed into a form that was refused, and the code that says why.</summary>
public sealed record Refusal(string Step, string Code, IFormCollection Form)
{
    public string this[string name] => Form[name].ToString();

    public bool Has(string name, string value) => Form[name].Contains(value);
}
