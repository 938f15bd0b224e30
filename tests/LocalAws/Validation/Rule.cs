using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using LocalAws.Http;

namespace LocalAws.Validation;

/// <summary>What one member of a request must be. Violations are worded as AWS words them.</summary>
internal abstract class Rule
{
    public bool IsRequired { get; private init; }

    public abstract void Check(JsonElement value, string path, List<string> violations);

    /// <summary>The value that a Query request's text stands for; text that stands for none stays, and fails the check.</summary>
    public virtual JsonNode? FromForm(QueryForm form) => form.Scalar();

    public static Rule Text(int min, int max = int.MaxValue, string? pattern = null) => new TextRule(min, max, pattern);

    public static Rule Enum(params string[] values) => new EnumRule(values);

    public static Rule Int(long min, long max = long.MaxValue) => new IntRule(min, max);

    public static Rule Bool() => new KindRule("Boolean", JsonValueKind.True, JsonValueKind.False);

    public static Rule Number() => new KindRule("Double", JsonValueKind.Number);

    /// <summary>Seconds since 1970, as AWS JSON writes a timestamp; a Query request writes it in ISO 8601.</summary>
    public static Rule Timestamp() => new TimestampRule();

    public static Rule List(Rule item, int min, int max) => new ListRule(item, min, max);

    public static Rule Map(Rule key, Rule value, int min, int max) => new MapRule(key, value, min, max);

    /// <summary>Units of metrics, the same in CloudWatch and in CloudWatch Logs.</summary>
    public static Rule StandardUnit { get; } = Enum(
        "Seconds", "Microseconds", "Milliseconds", "Bytes", "Kilobytes", "Megabytes", "Gigabytes", "Terabytes", "Bits", "Kilobits",
        "Megabits", "Gigabits", "Terabits", "Percent", "Count", "Bytes/Second", "Kilobytes/Second", "Megabytes/Second", "Gigabytes/Second",
        "Terabytes/Second", "Bits/Second", "Kilobits/Second", "Megabits/Second", "Gigabits/Second", "Terabits/Second", "Count/Second", "None");

    /// <summary>A member that AWS knows and this server does not: asking for it fails loudly.</summary>
    public static Rule Unsupported() => new UnsupportedRule();

    public static Rule Required(Rule rule) => new RequiredRule(rule) { IsRequired = true };

    protected static void Violate(List<string> violations, string value, string path, string constraint) =>
        violations.Add($"Value '{value}' at '{path}' failed to satisfy constraint: {constraint}");

    private static AwsException WrongType(JsonElement value, string expected) =>
        new("SerializationException", $"{value.ValueKind.ToString().ToUpperInvariant()}_VALUE can not be converted to a {expected}");

    private sealed class TextRule(int min, int max, string? pattern) : Rule
    {
        private readonly Regex? regex = pattern is null ? null : new Regex($@"\A(?:{pattern})\z", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));

        public override void Check(JsonElement value, string path, List<string> violations)
        {
            if (value.ValueKind != JsonValueKind.String)
                throw WrongType(value, "String");
            var text = Json.Text(value);
            if (text.Length < min)
                Violate(violations, text, path, $"Member must have length greater than or equal to {min}");
            if (text.Length > max)
                Violate(violations, text, path, $"Member must have length less than or equal to {max}");
            if (regex is not null && !regex.IsMatch(text))
                Violate(violations, text, path, $"Member must satisfy regular expression pattern: {pattern}");
        }
    }

    private sealed class EnumRule(string[] values) : Rule
    {
        public override void Check(JsonElement value, string path, List<string> violations)
        {
            if (value.ValueKind != JsonValueKind.String)
                throw WrongType(value, "String");
            if (!values.Contains(Json.Text(value), StringComparer.Ordinal))
                Violate(violations, Json.Text(value), path, $"Member must satisfy enum value set: [{string.Join(", ", values)}]");
        }
    }

    private sealed class IntRule(long min, long max) : Rule
    {
        public override JsonNode? FromForm(QueryForm form) =>
            long.TryParse(form.Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : form.Scalar();

        public override void Check(JsonElement value, string path, List<string> violations)
        {
            if (value.ValueKind != JsonValueKind.Number || !value.TryGetInt64(out var number))
                throw WrongType(value, "Long");
            if (number < min)
                Violate(violations, number.ToString(CultureInfo.InvariantCulture), path, $"Member must have value greater than or equal to {min}");
            if (number > max)
                Violate(violations, number.ToString(CultureInfo.InvariantCulture), path, $"Member must have value less than or equal to {max}");
        }
    }

    private sealed class KindRule(string name, params JsonValueKind[] kinds) : Rule
    {
        public override JsonNode? FromForm(QueryForm form) => form.Value switch
        {
            "true" when kinds.Contains(JsonValueKind.True) => true,
            "false" when kinds.Contains(JsonValueKind.True) => false,
            _ when kinds.Contains(JsonValueKind.Number) && double.TryParse(form.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) => number,
            _ => form.Scalar(),
        };

        public override void Check(JsonElement value, string path, List<string> violations)
        {
            if (!kinds.Contains(value.ValueKind))
                throw WrongType(value, name);
        }
    }

    private sealed class TimestampRule : Rule
    {
        private static readonly Rule Seconds = new KindRule("Timestamp", JsonValueKind.Number);

        public override JsonNode? FromForm(QueryForm form) =>
            DateTimeOffset.TryParse(form.Value, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
                ? time.ToUnixTimeMilliseconds() / 1000d
                : form.Scalar();

        public override void Check(JsonElement value, string path, List<string> violations) => Seconds.Check(value, path, violations);
    }

    private sealed class ListRule(Rule item, int min, int max) : Rule
    {
        public override JsonNode? FromForm(QueryForm form) => new JsonArray([.. form.Numbered("member").Select(item.FromForm)]);

        public override void Check(JsonElement value, string path, List<string> violations)
        {
            if (value.ValueKind != JsonValueKind.Array)
                throw WrongType(value, "List");
            var length = value.GetArrayLength();
            if (length < min)
                Violate(violations, $"[{length} members]", path, $"Member must have length greater than or equal to {min}");
            if (length > max)
                Violate(violations, $"[{length} members]", path, $"Member must have length less than or equal to {max}");
            var index = 0;
            foreach (var member in value.EnumerateArray())
                item.Check(member, $"{path}.{++index}.member", violations);
        }
    }

    private sealed class MapRule(Rule key, Rule value, int min, int max) : Rule
    {
        public override JsonNode? FromForm(QueryForm form)
        {
            var map = new JsonObject();
            foreach (var entry in form.Numbered("entry"))
                map[entry["key"]?.Value ?? ""] = entry["value"] is { } found ? value.FromForm(found) : null;
            return map;
        }

        public override void Check(JsonElement map, string path, List<string> violations)
        {
            if (map.ValueKind != JsonValueKind.Object)
                throw WrongType(map, "Map");
            var entries = map.EnumerateObject().ToList();
            if (entries.Count < min || entries.Count > max)
                Violate(violations, $"{{{entries.Count} entries}}", path, $"Member must have length between {min} and {max}");
            foreach (var entry in entries)
            {
                key.Check(JsonSerializer.SerializeToElement(entry.Name), path + ".key", violations);
                value.Check(entry.Value, path + ".value", violations);
            }
        }
    }

    private sealed class UnsupportedRule : Rule
    {
        public override JsonNode? FromForm(QueryForm form) => form.Value ?? "";

        public override void Check(JsonElement value, string path, List<string> violations)
        {
            // false is what an absent flag means.
            if (value.ValueKind != JsonValueKind.False)
                throw AwsException.NotSupported($"The parameter {path}");
        }
    }

    private sealed class RequiredRule(Rule rule) : Rule
    {
        public override JsonNode? FromForm(QueryForm form) => rule.FromForm(form);

        public override void Check(JsonElement value, string path, List<string> violations) => rule.Check(value, path, violations);
    }
}
