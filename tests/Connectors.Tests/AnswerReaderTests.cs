using System.Text;
using Gdpr.Connectors.ThirdParties;

namespace Gdpr.Connectors.Tests;

/// <summary>What a third party may not make of an answer.</summary>
public sealed class AnswerReaderTests
{
    private static readonly Guid Key = Guid.Parse("0198f4b2-0000-7000-8000-000000000001");

    [Fact]
    public void Rows_that_each_have_columns_of_their_own_are_no_answer()
    {
        // As a table they would be thirty thousand columns by thirty thousand rows: nine hundred million cells out of one megabyte.
        var rows = string.Join(',', Enumerable.Range(0, 30_000).Select(i => $$"""{"column{{i}}":1}"""));

        Assert.Null(AnswerReader.ReadOrNull(Bytes(rows), Key));
    }

    [Fact]
    public void Many_categories_of_a_million_cells_are_no_answer_either()
    {
        var rows = string.Join(',', Enumerable.Range(0, 900).Select(i => $$"""{"c{{i}}":1}"""));
        var records = string.Join(',', Enumerable.Range(0, 50).Select(i => $$"""{"category":"k{{i}}","count":1,"outcome":"found","data":[{{rows}}]}"""));

        Assert.Null(AnswerReader.ReadOrNull(Encoding.UTF8.GetBytes($$"""{"id":"{{Key}}","status":"completed","records":[{{records}}]}"""), Key));
    }

    [Fact]
    public void Many_rows_of_the_same_columns_are_an_answer()
    {
        var rows = string.Join(',', Enumerable.Range(0, 30_000).Select(i => $$"""{"number":{{i}},"total":2}"""));

        Assert.Equal(30_000, AnswerReader.ReadOrNull(Bytes(rows), Key)!.Records[0].Data.Count);
    }

    [Theory]
    [InlineData("orders", true)]
    [InlineData("orders\\n", false)]
    [InlineData("ann@example.test", false)]
    public void A_category_is_a_code_to_its_last_letter(string category, bool taken) =>
        Assert.Equal(taken, AnswerReader.ReadOrNull(Bytes(string.Empty, category), Key) is not null);

    private static byte[] Bytes(string rows, string category = "orders") => Encoding.UTF8.GetBytes(
        $$"""{"id":"{{Key}}","status":"completed","records":[{"category":"{{category}}","count":1,"outcome":"found","data":[{{rows}}]}]}""");
}
