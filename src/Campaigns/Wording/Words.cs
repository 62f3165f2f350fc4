using System.Text.Encodings.Web;
using Fluid;
using Gdpr.Campaigns.Domain;
using Gdpr.Kernel;

namespace Gdpr.Campaigns.Wording;

/// <summary>A template made ready to be written many times. Liquid, without anything that reaches outside the message.</summary>
internal sealed class Words
{
    private static readonly FluidParser Parser = new();
    private static readonly TemplateOptions Options = new() { MaxSteps = 10_000, MaxRecursion = 20 };
    private readonly Dictionary<string, Compiled> _texts;

    private Words(Dictionary<string, Compiled> texts) => _texts = texts;

    /// <summary>Throws <c>TEMPLATE_MALFORMED</c>.</summary>
    public static Words Of(Template template) => new(template.Texts.ToDictionary(t => t.Language, Compile, StringComparer.Ordinal));

    public static bool IsWellFormed(string? text) => text is null || Parser.TryParse(text, out _, out _);

    public Letter Write(TemplateText text, LetterFacts facts, bool variantB)
    {
        var compiled = _texts[text.Language];
        var model = Model(facts, french: text.Language == "fr");
        var subject = variantB && compiled.SubjectB is not null ? compiled.SubjectB : compiled.Subject;
        return new Letter(
            OneLine(subject.Render(Context(model))),
            compiled.Html?.Render(Context(model), HtmlEncoder.Default),
            compiled.Text.Render(Context(model)));
    }

    private static Compiled Compile(TemplateText text) => new(
        Parse(text.Subject), text.SubjectB is null ? null : Parse(text.SubjectB), text.Html is null ? null : Parse(text.Html), Parse(text.Text));

    private static IFluidTemplate Parse(string text) =>
        Parser.TryParse(text, out var parsed, out _) ? parsed : throw new RuleViolation(CampaignsErrors.TemplateMalformed);

    private static TemplateContext Context(Dictionary<string, object> model)
    {
        var context = new TemplateContext(Options);
        foreach (var (name, value) in model)
        {
            context.SetValue(name, value);
        }

        return context;
    }

    private static Dictionary<string, object> Model(LetterFacts facts, bool french) => new(StringComparer.Ordinal)
    {
        ["person"] = new Dictionary<string, object>
        {
            ["givenName"] = facts.GivenName ?? string.Empty, ["familyName"] = facts.FamilyName ?? string.Empty, ["organisation"] = facts.Organisation ?? string.Empty,
        },
        ["sender"] = new Dictionary<string, object> { ["name"] = facts.SenderName, ["address"] = facts.SenderAddress },
        ["links"] = new Dictionary<string, object> { ["unsubscribe"] = facts.UnsubscribeLink, ["data"] = facts.DataLink },
        ["source"] = MandatoryWords.Source(french, facts.Origin),
        ["objection"] = MandatoryWords.Objection(french),
    };

    // A line break in a subject would begin another header.
    private static string OneLine(string text) => string.Join(' ', text.Split(['\r', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));

    private sealed record Compiled(IFluidTemplate Subject, IFluidTemplate? SubjectB, IFluidTemplate? Html, IFluidTemplate Text);
}
