using System.Collections;
using System.Globalization;
using System.Management.Automation;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace AwsLoginAudit.Commands;

/// <summary>Reads objects of this module from the pipeline, and rebuilds copies from a job, a remote session, a file or Select-Object.</summary>
/// <remarks>
/// An object that cannot be rebuilt causes an exception, with which the cmdlet must end the pipeline. A typed parameter would reject the object and continue,
/// and a report of the other objects would be incomplete without a mark.
/// </remarks>
/// <param name="error">The error for an object of another type.</param>
/// <param name="expected">The expected object and the cmdlet that emits it, as part of a sentence.</param>
internal sealed class DeserializedReader(LoginAuditError error, string expected)
{
    private const int MostNames = 12;

    // FailureCounter distinguishes reads by reference, so copies with the same window must refer to the same read. The result of a read is not compared,
    // because objects can be copied before the read ends.
    private readonly Dictionary<string, LoginAuditRead> reads = new(StringComparer.Ordinal);

    /// <summary>Returns the object itself, or the object rebuilt from a copy.</summary>
    /// <param name="input">The object from the pipeline.</param>
    /// <exception cref="LoginAuditException">The object is of another type, or lacks a property of the original.</exception>
    public T Read<T>(object? input)
        where T : class
    {
        if (input is null)
            throw new LoginAuditException(error, $"A value in the pipeline is $null, not {expected}.");
        var item = PSObject.AsPSObject(input);
        return item.BaseObject as T ?? Rebuild<T>(item);
    }

    /// <summary>Whether an object is a copy of an object of this type, by its type name.</summary>
    public static bool IsDeserialized<T>(PSObject item) => item.BaseObject is not T && item.TypeNames.Any(name => name.EndsWith("." + typeof(T).FullName, StringComparison.Ordinal));

    /// <summary>Whether an object is of this type or a copy of one.</summary>
    public static bool Is<T>(object? input) => input is not null && PSObject.AsPSObject(input) is var item && (item.BaseObject is T || IsDeserialized<T>(item));

    private T Rebuild<T>(PSObject item)
    {
        var missing = Members(typeof(T)).Select(member => member.Name).Where(name => item.Properties[name] is null).ToList();
        if (missing.Count > 0 && !IsDeserialized<T>(item) && (item.BaseObject is LoginAuditEvent || missing.Count * 2 > Members(typeof(T)).Count()))
            throw new LoginAuditException(error, $"An object of type {SafeText.Show(item.TypeNames[0])} is not {expected}.", item);
        if (missing.Count > 0)
            throw Incomplete($"it lacks {string.Join(", ", missing.Take(MostNames))}{(missing.Count > MostNames ? $" and {missing.Count - MostNames} more properties" : "")}", item);
        var built = (T)Build(item, typeof(T), "");
        return ProblemOf(built as LoginAuditFailure) is { } problem ? throw Incomplete(problem, item) : built;
    }

    // Get-LoginAuditFailure never emits such an object, so the copy was changed.
    private static string? ProblemOf(LoginAuditFailure? failure) => failure switch
    {
        null => null,
        _ when string.IsNullOrWhiteSpace(failure.InstanceId) => "its InstanceId is blank",
        { Kind: LoginAuditEventKind.AuditSuccess or LoginAuditEventKind.OtherEvent } => $"its Kind is {failure.Kind}, which is not a failed login",
        { Kind: LoginAuditEventKind.FailedLogin, EventId: { } id } when FailedLogin.IsSuccess(id) => $"its EventId is {id}, which is not a failed login",
        _ => null,
    };

    private LoginAuditException Incomplete(string why, object? target) => new(
        error,
        $"A copy of an object from a job, a remote session or a file cannot be read: {why}. Copy complete objects with Export-Clixml or ConvertTo-Json -Depth 8. Do not select properties. Expected: {expected}.",
        target);

    // Properties that can be set, except those that are excluded from copies.
    private static IEnumerable<PropertyInfo> Members(Type type) => type
        .GetProperties(BindingFlags.Instance | BindingFlags.Public)
        .Where(property => (property.GetSetMethod(nonPublic: true) is not null || IsPositional(type, property)) && property.GetCustomAttribute<JsonIgnoreAttribute>() is null);

    private static bool IsPositional(Type type, PropertyInfo property) =>
        Constructor(type).GetParameters().Any(parameter => parameter.Name == property.Name);

    private static ConstructorInfo Constructor(Type type) => type.GetConstructors().OrderByDescending(constructor => constructor.GetParameters().Length).First();

    private object Build(PSObject item, Type type, string path)
    {
        if (type == typeof(LoginAuditRead))
            return ReadOf(item, path);
        var constructor = Constructor(type);
        var built = constructor.Invoke(Array.ConvertAll(constructor.GetParameters(), parameter => Value(item, parameter.Name!, parameter.ParameterType, path)));
        foreach (var member in Members(type))
        {
            if (!IsPositional(type, member))
                member.GetSetMethod(nonPublic: true)!.Invoke(built, [Value(item, member.Name, member.PropertyType, path, IsRequired(member))]);
        }
        return built is LoginAuditWindow window ? ReadOf(window).Window : built;
    }

    private static bool IsRequired(PropertyInfo member) =>
        member.CustomAttributes.Any(attribute => attribute.AttributeType.Name == "RequiredMemberAttribute");

    private LoginAuditRead ReadOf(PSObject item, string path)
    {
        var read = ReadOf((LoginAuditWindow)Value(item, nameof(LoginAuditRead.Window), typeof(LoginAuditWindow), path)!);
        read.Join((LoginAuditReadResult?)Value(item, nameof(LoginAuditRead.Result), typeof(LoginAuditReadResult), path, isRequired: false));
        return read;
    }

    private LoginAuditRead ReadOf(LoginAuditWindow window)
    {
        var key = JsonSerializer.Serialize(window);
        if (!reads.TryGetValue(key, out var known))
            reads.Add(key, known = new LoginAuditRead(window));
        return known;
    }

    private object? Value(PSObject item, string name, Type type, string path, bool isRequired = true)
    {
        var place = path.Length == 0 ? name : $"{path}.{name}";
        var value = Bare((item.Properties[name] ?? throw Incomplete($"it lacks {place}", item)).Value);
        var isNullable = Nullable.GetUnderlyingType(type) is not null || (!type.IsValueType && !isRequired && !IsCollection(type));
        if (value is null)
            return isNullable ? null : throw Incomplete($"its {place} is empty", item);
        return Convert(value, Nullable.GetUnderlyingType(type) ?? type, place) ?? throw Incomplete($"its {place} was cut off or changed", item);
    }

    // Unwraps a PSObject, except a PSCustomObject, which has no inner object.
    private static object? Bare(object? value) => value is PSObject { BaseObject: not PSCustomObject } wrapped ? wrapped.BaseObject : value;

    private static bool IsCollection(Type type) => type.IsGenericType && type.IsInterface;

    private object? Convert(object value, Type type, string place)
    {
        if (type.IsInstanceOfType(value))
            return value;
        if (type == typeof(DateTimeOffset))
            return Instant.From(value);
        if (type == typeof(TimeSpan))
            return Span(value);
        if (IsCollection(type))
            return type.GetGenericArguments().Length == 1 ? List(value, type.GetGenericArguments()[0], place) : Lists(value, place);
        if (type.IsPrimitive || type.IsEnum || type == typeof(string))
            return value is PSObject or ICollection ? null : Simple(value, type);
        return value is PSObject item && type.Assembly == typeof(LoginAuditWindow).Assembly ? Build(item, type, place) : null;
    }

    private static object? Simple(object value, Type type) =>
        LanguagePrimitives.TryConvertTo(value, type, CultureInfo.InvariantCulture, out var converted) && (!type.IsEnum || Enum.IsDefined(type, converted)) ? converted : null;

    // ConvertTo-Json writes the properties of a TimeSpan instead of its value.
    private static object? Span(object value) => PSObject.AsPSObject(value).Properties["Ticks"]?.Value is { } ticks
        ? TimeSpan.FromTicks(LanguagePrimitives.ConvertTo<long>(ticks))
        : TimeSpan.TryParseExact(value as string, "c", CultureInfo.InvariantCulture, out var span) ? span : null;

    private IList? List(object value, Type of, string place)
    {
        if (value is string or PSObject || value is not IEnumerable items)
            return null;
        var list = (IList)Activator.CreateInstance(typeof(List<>).MakeGenericType(of))!;
        foreach (var item in items)
        {
            if (Bare(item) is not { } bare || Convert(bare, of, place) is not { } converted)
                return null;
            list.Add(converted);
        }
        return list;
    }

    // ConvertFrom-Json creates an object with one property for each key of a dictionary.
    private Dictionary<string, IReadOnlyList<string>>? Lists(object value, string place)
    {
        var pairs = value is IDictionary dictionary
            ? dictionary.Cast<DictionaryEntry>().Select(pair => (Key: (string)pair.Key, Value: (object?)pair.Value))
            : (value as PSObject)?.Properties.Select(property => (Key: property.Name, Value: (object?)property.Value));
        var lists = new Dictionary<string, IReadOnlyList<string>>();
        foreach (var (key, texts) in pairs ?? [])
        {
            if (Bare(texts) is not { } bare || List(bare, typeof(string), place) is not List<string> list)
                return null;
            lists.Add(key, list);
        }
        return pairs is null ? null : lists;
    }
}
