using Gdpr.Kernel;
using Gdpr.Messages.Participation;
using Gdpr.SubjectRights.Domain;
using Gdpr.SubjectRights.Features.Reading;

namespace Gdpr.SubjectRights.Tests;

public sealed class PreviewComparisonTests
{
    private static readonly Datum Mail = new("contacts.email", 2, Outcome.Erased, null, null);
    private static readonly Datum Invoice = new("sales.invoices", 1, Outcome.Kept, "17(3)(b):INVOICE", new DateOnly(2036, 12, 31));

    public static TheoryData<string> Changes => ["class", "outcome", "ground", "until", "count", "missing", "more"];

    [Fact]
    public void The_same_in_preview_execution_and_answer_is_no_difference() => Assert.Empty(Compare([Mail, Invoice], [Invoice, Mail]));

    [Fact]
    public void The_same_class_may_come_in_more_lines() => Assert.Empty(Compare([Mail], [Mail with { Count = 1 }, Mail with { Count = 1 }]));

    [Theory]
    [MemberData(nameof(Changes))]
    public void Any_other_change_is_one(string what)
    {
        Datum[] acted = what switch
        {
            "class" => [Mail, Invoice with { DataClass = "sales.orders" }],
            "outcome" => [Mail, Invoice with { Outcome = Outcome.Erased }],
            "ground" => [Mail, Invoice with { Ground = "17(3)(e):CONTRACT_B2B" }],
            "until" => [Mail, Invoice with { Until = null }],
            "count" => [Mail with { Count = 1 }, Invoice],
            "missing" => [Mail],
            _ => [Mail, Invoice, new Datum("contacts.notes", 1, Outcome.Erased, null, null)],
        };

        var found = Compare([Mail, Invoice], acted);

        Assert.NotEmpty(found);
        Assert.All(found, d => Assert.Equal("contacts", d.Target));
        Assert.Equal(["acted", "answered"], found.Select(d => d.Where).Distinct());
    }

    [Fact]
    public void A_count_that_is_explained_is_none_and_an_outcome_never_is()
    {
        var explained = new HashSet<(string, string)> { ("contacts", "contacts.email") };

        Assert.Empty(Compare([Mail], [Mail with { Count = 3 }], explained));
        Assert.NotEmpty(Compare([Mail], [Mail with { Outcome = Outcome.Pseudonymised }], explained));
    }

    [Fact]
    public void A_target_that_acted_again_tells_of_its_last_round_alone()
    {
        var target = Requests.Room("contacts", Mail with { Count = 1 });
        (target.LocatedJson, target.FoundAgain) = (RequestTarget.Write([Mail, Invoice]), 1);
        var request = Requests.Of(RightRequested.Erasure, "en", target);

        Assert.Empty(PreviewComparison.Of(request, ReadRequest.DataOf));
        target.ActedJson = RequestTarget.Write([Mail with { Outcome = Outcome.Kept }]);
        Assert.NotEmpty(PreviewComparison.Of(request, ReadRequest.DataOf));
        (target.FoundAgain, target.Round, target.ActedJson) = (0, 5, RequestTarget.Write([Mail with { Count = 1 }]));
        Assert.Empty(PreviewComparison.Of(request, ReadRequest.DataOf));
    }

    [Fact]
    public void Nothing_counted_is_nothing_announced() => Assert.Empty(Compare([Mail, Invoice with { Count = 0 }], [Mail]));

    [Fact]
    public void A_target_that_has_not_acted_is_not_compared()
    {
        var target = Requests.Room("contacts", Mail);
        (target.Phase, target.Status, target.ActedJson, target.Verified) = (ParticipationPhase.Act, ReportStatus.Failed, "[]", false);

        Assert.Empty(PreviewComparison.Of(Requests.Of(RightRequested.Erasure, "en", target), ReadRequest.DataOf));
    }

    [Fact]
    public void What_the_answer_lists_is_compared_too()
    {
        var request = Requests.Of(RightRequested.Erasure, "en", Requests.Room("contacts", Mail));

        var found = PreviewComparison.Of(request, _ => [Invoice]);

        Assert.Equal(["answered", "answered"], found.Select(d => d.Where));
    }

    private static IReadOnlyList<PreviewDifference> Compare(Datum[] located, Datum[] acted, IReadOnlySet<(string, string)>? explained = null)
    {
        var target = Requests.Room("contacts", acted);
        target.LocatedJson = RequestTarget.Write(located);
        return PreviewComparison.Of(Requests.Of(RightRequested.Erasure, "en", target), ReadRequest.DataOf, explained);
    }
}
