using System.Text.RegularExpressions;
using Gdpr.Messages;

namespace Gdpr.Architecture.Tests;

public sealed class MessageTests
{
    private const string Root = "Gdpr.Messages";
    private const string PlantedRoot = "Gdpr.Architecture.Tests.Planted.Messages";

    private static readonly IReadOnlyList<Type> Sent = MessageRules.Records(typeof(IAboutRequest).Assembly, Root);
    private static readonly IReadOnlyList<Type> Planted = MessageRules.Records(typeof(MessageTests).Assembly, PlantedRoot);

    [Fact]
    public void Every_message_is_a_sealed_positional_record_with_a_plain_name()
    {
        Assert.True(Sent.Count > 20);
        Violations.None(Sent.SelectMany(MessageRules.ShapeViolations));
    }

    [Fact]
    public void Messages_carry_ids_and_coded_facts_only() => Violations.None(Sent.SelectMany(t => MessageRules.ContentViolations(t, Root)));

    [Fact]
    public void Wire_names_are_the_approved_ones()
    {
        var approved = Repository.Read("tests/Architecture.Tests/approved-messages.txt").Split('\n', StringSplitOptions.RemoveEmptyEntries);

        Assert.Equal(approved, Sent.Select(MessageRules.WireName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_message_lies_alone_in_a_file_of_its_name_in_its_sender_s_folder()
    {
        var files = Repository.HandWritten.Select(Repository.Relative).Where(f => f.StartsWith("src/Messages/", StringComparison.Ordinal)).ToList();

        Assert.All(Sent, t => Assert.Contains($"src/{t.FullName!["Gdpr.".Length..].Replace('.', '/')}.cs", files));
        Assert.All(files, f => Assert.Single(Regex.Matches(Repository.Read(f), @"^public ", RegexOptions.Multiline)));
        Assert.All(Sent, t => Assert.NotEqual(Root, t.Namespace));
    }

    [Fact]
    public void Planted_messages_are_reported()
    {
        var shapes = Planted.SelectMany(MessageRules.ShapeViolations).ToList();
        var contents = Planted.SelectMany(t => MessageRules.ContentViolations(t, PlantedRoot)).ToList();

        Assert.Equal(
            ["LooseFact is not a positional record", "OpenFact is not public and sealed", "SomethingHappenedEvent ends in Event"], shapes.Order());
        Assert.Equal(
            ["LooseFact.Weight is a Object", "OpenFact.Email may identify somebody", "OpenFact.Remark is a string that RoomMap does not know as a code"], contents.Order());
    }

    [Fact]
    public void A_planted_wire_name_is_not_an_approved_one() =>
        Assert.DoesNotContain(MessageRules.WireName(Planted[0]), Repository.Read("tests/Architecture.Tests/approved-messages.txt"), StringComparison.Ordinal);

    [Fact]
    public void Every_coded_string_is_still_sent()
    {
        var names = Sent.SelectMany(t => t.GetProperties().SelectMany(p => new[] { p.Name, $"{t.Name}.{p.Name}" })).ToHashSet();

        Assert.All(RoomMap.CodedStrings.Keys, k => Assert.Contains(k, names));
    }
}
