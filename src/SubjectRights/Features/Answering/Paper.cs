using System.Text;
using static Gdpr.SubjectRights.Features.Answering.Mails;

namespace Gdpr.SubjectRights.Features.Answering;

/// <summary>A letter being written in one language: headings, paragraphs, lists and tables that a screen reader can follow.</summary>
internal sealed class Paper(string language)
{
    private readonly StringBuilder _html = new();

    public string Language { get; } = language;

    public bool French => Language == "fr";

    public string T(string french, string english) => French ? french : english;

    public void Heading(string french, string english) => _html.Append($"<h2>{E(T(french, english))}</h2>\n");

    /// <summary>A paragraph of our own words; what comes from elsewhere must have gone through <see cref="Mails.E"/>.</summary>
    public void Say(string french, string english) => _html.Append($"<p>{T(french, english)}</p>\n");

    public void List(IEnumerable<string> escapedItems)
    {
        _html.Append("<ul>\n");
        foreach (var item in escapedItems)
        {
            _html.Append($"<li>{item}</li>\n");
        }

        _html.Append("</ul>\n");
    }

    public void Table(string caption, IReadOnlyList<string> headings, IEnumerable<IReadOnlyList<string>> escapedRows)
    {
        _html.Append($"<table><caption>{E(caption)}</caption><thead><tr>");
        foreach (var heading in headings)
        {
            _html.Append($"<th scope=\"col\">{E(heading)}</th>");
        }

        _html.Append("</tr></thead><tbody>\n");
        foreach (var row in escapedRows)
        {
            _html.Append($"<tr><th scope=\"row\">{row[0]}</th>");
            foreach (var cell in row.Skip(1))
            {
                _html.Append($"<td>{cell}</td>");
            }

            _html.Append("</tr>\n");
        }

        _html.Append("</tbody></table>\n");
    }

    public override string ToString() => _html.ToString();
}
