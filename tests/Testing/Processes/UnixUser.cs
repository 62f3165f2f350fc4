using System.ComponentModel;
using System.Globalization;

namespace Gdpr.Testing.Processes;

/// <summary>The account a server runs under when the tests run as root: PostgreSQL refuses root, and RabbitMQ should not need it.</summary>
internal sealed record UnixUser(string Name, int Id, int Group)
{
    /// <summary>The user to change to, or null when the tests are not root or the user does not exist.</summary>
    public static UnixUser? IfRoot(string name) => Environment.IsPrivilegedProcess ? Find(name) : null;

    public void Own(string path)
    {
        if (Native.ChangeOwner(path, Id, Group) != 0)
        {
            throw new Win32Exception();
        }
    }

    private static UnixUser? Find(string name) =>
        File.ReadLines("/etc/passwd")
            .Select(line => line.Split(':'))
            .Where(fields => fields.Length > 3 && fields[0] == name)
            .Select(fields => new UnixUser(name, Number(fields[2]), Number(fields[3])))
            .FirstOrDefault();

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
