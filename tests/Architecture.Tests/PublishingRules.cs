using System.Text.RegularExpressions;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Gdpr.Architecture.Tests;

/// <summary>Reads the IL of a room: which messages it makes, and under which names it hands them to the bus.</summary>
internal static class PublishingRules
{
    private const string Shelf = "Gdpr.Messages.";
    private static readonly Regex Sending = new(@"^(Publish|PublishAsync|Send|SendAsync|Enqueue|Respond|RespondAsync|Schedule\w*)$");

    public sealed record Made(string Method, string Message);

    /// <summary>Every message that the assembly constructs or names in a call that sends.</summary>
    public static IReadOnlyList<Made> Messages(string assemblyPath, string? @namespace = null)
    {
        using var module = ModuleDefinition.ReadModule(assemblyPath);
        return [.. module.GetTypes()
            .Where(t => @namespace is null || t.FullName.StartsWith(@namespace, StringComparison.Ordinal))
            .SelectMany(t => t.Methods)
            .Where(m => m.HasBody)
            .SelectMany(m => m.Body.Instructions.SelectMany(MessagesOf).Select(message => new Made(m.FullName, message)))
            .Distinct()];
    }

    /// <summary>Messages of another room's folder; Participation is spoken by everybody.</summary>
    public static IEnumerable<string> Violations(string room, IEnumerable<Made> made) =>
        made.Where(m => Folder(m.Message) != room && Folder(m.Message) != "Participation").Select(m => $"{room} makes {m.Message} in {m.Method}");

    public static string Folder(string message) => message[Shelf.Length..].Split('.')[0];

    private static IEnumerable<string> MessagesOf(Instruction instruction)
    {
        if (instruction.OpCode == OpCodes.Newobj && instruction.Operand is MethodReference made && made.DeclaringType.FullName.StartsWith(Shelf, StringComparison.Ordinal))
        {
            yield return made.DeclaringType.FullName;
        }

        if (instruction.Operand is GenericInstanceMethod call && Sending.IsMatch(call.Name))
        {
            foreach (var sent in call.GenericArguments.Select(a => a.FullName).Where(a => a.StartsWith(Shelf, StringComparison.Ordinal)))
            {
                yield return sent;
            }
        }
    }
}
