using System.Collections;
using System.Data.Common;

namespace Gdpr.Providers.Tests.SqlServer;

/// <summary>Rows of sample values, whatever columns are asked for.</summary>
internal sealed class RehearsalReader(int rows) : DbDataReader
{
    private static readonly Guid Id = new("0198f4b2-0000-7000-8000-000000000001");
    private int _read;

    public override int Depth => 0;

    public override int FieldCount => 64;

    public override bool HasRows => rows > 0;

    public override bool IsClosed => false;

    public override int RecordsAffected => rows;

    public override object this[int ordinal] => 0;

    public override object this[string name] => 0;

    public override bool Read() => _read++ < rows;

    public override bool NextResult() => false;

    public override bool IsDBNull(int ordinal) => false;

    public override bool GetBoolean(int ordinal) => false;

    public override byte GetByte(int ordinal) => 1;

    public override long GetBytes(int ordinal, long dataOffset, byte[]? buffer, int bufferOffset, int length) => 0;

    public override char GetChar(int ordinal) => 'x';

    public override long GetChars(int ordinal, long dataOffset, char[]? buffer, int bufferOffset, int length) => 0;

    public override string GetDataTypeName(int ordinal) => "nvarchar";

    public override DateTime GetDateTime(int ordinal) => new(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    public override decimal GetDecimal(int ordinal) => 1;

    public override double GetDouble(int ordinal) => 1;

    public override IEnumerator GetEnumerator() => Array.Empty<object>().GetEnumerator();

    public override Type GetFieldType(int ordinal) => typeof(string);

    public override float GetFloat(int ordinal) => 1;

    public override Guid GetGuid(int ordinal) => Id;

    public override short GetInt16(int ordinal) => 1;

    public override int GetInt32(int ordinal) => 1;

    public override long GetInt64(int ordinal) => 639_000_000_000_000_000;

    public override string GetName(int ordinal) => $"c{ordinal}";

    public override int GetOrdinal(string name) => 0;

    public override string GetString(int ordinal) => "x";

    public override object GetValue(int ordinal) => 0;

    public override int GetValues(object[] values) => 0;

    public override T GetFieldValue<T>(int ordinal) =>
        typeof(T) == typeof(DateOnly) ? (T)(object)new DateOnly(2026, 1, 1)
        : typeof(T) == typeof(byte[]) ? (T)(object)Array.Empty<byte>()
        : base.GetFieldValue<T>(ordinal);
}
