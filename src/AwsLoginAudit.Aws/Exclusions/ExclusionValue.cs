using System.Text.Json;

namespace AwsLoginAudit.Aws;

/// <summary>The content of the parameter with the exclusions.</summary>
/// <param name="Changed">The names of the exclusions that this version added or removed.</param>
/// <param name="Rules">The exclusions.</param>
internal sealed record ExclusionValue(IReadOnlyList<string> Changed, IReadOnlyList<LoginAuditExclusion> Rules)
{
    // Quotas of Parameter Store, in bytes. The text is ASCII.
    private const int StandardBytes = 4096;
    private const int AdvancedBytes = 8192;

    // A few more exclusions fit.
    private const int LittleSpace = 512;

    /// <summary>Reads the value of the parameter.</summary>
    /// <exception cref="LoginAuditException">InvalidExclusion.</exception>
    public static ExclusionValue Parse(string text)
    {
        const string source = "Parameter " + ExclusionStore.ParameterName;
        JsonElement changed = default, rules;
        try
        {
            using var document = JsonDocument.Parse(text);
            var root = document.RootElement.Clone();
            // Somebody can also write the exclusions alone.
            if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("Exclusions", out rules))
                rules = root;
            else
                root.TryGetProperty(nameof(Changed), out changed);
        }
        catch (JsonException)
        {
            return new([], ExclusionJson.Read(text, source));
        }
        return new(
            changed.ValueKind == JsonValueKind.Array ? [.. changed.EnumerateArray().Select(name => name.ToString())] : [],
            ExclusionJson.Read(rules.GetRawText(), source));
    }

    /// <summary>A sentence about the space that the exclusions take; null if there is enough left.</summary>
    /// <exception cref="LoginAuditException">ParameterTooLarge: Parameter Store does not take so many.</exception>
    public string? Note()
    {
        var size = ToString().Length;
        if (size > AdvancedBytes)
        {
            throw new LoginAuditException(
                LoginAuditError.ParameterTooLarge,
                $"The exclusions would take {size:N0} bytes, but Parameter Store takes at most {AdvancedBytes:N0}. Remove expired exclusions, join some with wildcards or ranges, or keep exclusions in a file.",
                ExclusionStore.ParameterName);
        }
        // AWS Systems Manager pricing: $0.05 for each advanced parameter and month.
        return size > AdvancedBytes - LittleSpace ? $"The exclusions take {size:N0} of the {AdvancedBytes:N0} bytes of an advanced parameter. Parameter Store takes no more."
            : size > StandardBytes ? $"The exclusions take {size:N0} bytes. Parameter Store keeps more than {StandardBytes:N0} bytes in an advanced parameter, which costs $0.05 a month."
            : size > StandardBytes - LittleSpace ? $"The exclusions take {size:N0} of the {StandardBytes:N0} bytes of a standard parameter. With more, Parameter Store uses an advanced parameter, which costs $0.05 a month."
            : null;
    }

    /// <inheritdoc/>
    public override string ToString() =>
        // Parameter Store takes double braces for a reference to another parameter. They are only in texts.
        $$"""{"Changed":{{JsonSerializer.Serialize(Changed)}},"Exclusions":{{ExclusionJson.Write(Rules)}}}""".Replace("{{", "{\\u007b").Replace("}}", "}\\u007d");
}
