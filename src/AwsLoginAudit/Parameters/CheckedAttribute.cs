using System.Collections;
using System.Globalization;
using System.Management.Automation;

namespace AwsLoginAudit.Commands;

/// <summary>An attribute that says in words what a parameter takes.</summary>
/// <remarks>
/// PowerShell's own attributes and conversions have ids that tell nothing and show regular expressions, names of types and words of .NET. In a pipeline they
/// fail once for each object.
/// </remarks>
internal interface IParameterCheck
{
    /// <summary>What is wrong with a value, or with one of several.</summary>
    /// <param name="parameter">The parameter's name.</param>
    /// <param name="value">The value.</param>
    /// <returns>The error; null if nothing is wrong.</returns>
    LoginAuditException? Reject(string parameter, object? value);
}

/// <summary>Converts values as PowerShell does. A wrong value is rejected when the cmdlet begins, because an exception during the conversion gets an error id of PowerShell.</summary>
/// <param name="type">The type of one value.</param>
/// <param name="wrong">The value of the type that stands for every wrong one.</param>
/// <param name="words">What is expected, as the end of a sentence.</param>
internal abstract class CheckedAttribute(Type type, object wrong, string words) : ArgumentTransformationAttribute, IParameterCheck
{
    /// <inheritdoc/>
    public sealed override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData) =>
        (inputData is PSObject wrapped ? wrapped.BaseObject : inputData) is { } given ? Read(given) : null;

    /// <inheritdoc/>
    public LoginAuditException? Reject(string parameter, object? value) => wrong.Equals(value) || (value as IList)?.Contains(wrong) == true
        ? new LoginAuditException(LoginAuditError.InvalidArgument, $"-{parameter} takes {words}.", parameter)
        : null;

    /// <summary>Converts what was given.</summary>
    protected virtual object Read(object given) => One(given);

    /// <summary>Whether a converted value is one of those that the parameter takes.</summary>
    protected virtual bool IsExpected(object value) => true;

    /// <summary>Converts one value.</summary>
    protected object One(object? given) =>
        LanguagePrimitives.TryConvertTo(given, type, CultureInfo.InvariantCulture, out var converted) && converted is not null && IsExpected(converted) ? converted : wrong;
}

/// <summary>Takes one value of an enumeration.</summary>
/// <remarks>PowerShell combines several values by OR into another one: Account,SourceAddress would become Reason.</remarks>
/// <param name="type">The enumeration.</param>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class OneOfAttribute(Type type) : CheckedAttribute(type, Enum.ToObject(type, int.MinValue), $"one value: {string.Join(" or ", Enum.GetNames(type))}")
{
    private readonly Type type = type;

    /// <inheritdoc/>
    protected override object Read(object given) => given is not string && given is IEnumerable several
        ? One(several.Cast<object?>().Take(2).ToArray() is [var only] ? only : "")
        : One(given is string text && text.Contains(',') ? "" : given);

    /// <inheritdoc/>
    protected override bool IsExpected(object value) => Enum.IsDefined(type, value);
}

/// <summary>Takes a number, or several.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class NumberAttribute : CheckedAttribute
{
    private readonly double least, most;

    /// <summary>A number.</summary>
    /// <param name="least">The least.</param>
    public NumberAttribute(double least)
        : base(typeof(double), double.NaN, $"a number of {Text(least)} or more") => (this.least, most) = (least, double.MaxValue);

    /// <summary>A whole number.</summary>
    /// <param name="least">The least.</param>
    /// <param name="most">The most.</param>
    public NumberAttribute(int least = int.MinValue + 1, int most = int.MaxValue)
        : base(typeof(int), int.MinValue, "a whole number" + (least < 0 ? "" : most == int.MaxValue ? $" of {Text(least)} or more" : $" from {Text(least)} to {Text(most)}")) =>
        (this.least, this.most) = (least, most);

    /// <summary>Whether the parameter takes several whole numbers. Otherwise, 1,000 without quotes, which is two numbers, is an error.</summary>
    public bool Several { get; init; }

    /// <inheritdoc/>
    protected override object Read(object given) => Several && given is IList several ? several.Cast<object?>().Select(one => (int)One(one)).ToArray() : One(given);

    /// <inheritdoc/>
    protected override bool IsExpected(object value) => Convert.ToDouble(value, CultureInfo.InvariantCulture) is var number && number >= least && number <= most;

    private static string Text(double number) => number.ToString("#,0.##", CultureInfo.InvariantCulture);
}

/// <summary>Takes a hashtable of tags.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class TagsAttribute() : CheckedAttribute(typeof(Hashtable), None, "a hashtable of tags, such as @{ CostCenter = '4711' }")
{
    // PowerShell rejects an empty one for some parameters, with its own words.
    private static readonly Hashtable None = new() { [""] = "" };
}
