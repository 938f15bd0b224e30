using System.Collections;
using System.Collections.Concurrent;
using System.Globalization;
using System.Reflection;
using System.Xml.Linq;
using Amazon.Runtime;

namespace Amazon.StandIn;

/// <summary>Converts model classes to and from AWS Query: fields such as <c>Tags.member.1.Key</c> and <c>Attributes.entry.1.value</c> in requests, and XML elements in responses.</summary>
internal static class QueryModel
{
    private static readonly ConcurrentDictionary<Type, PropertyInfo[]> Members = new();

    /// <summary>Adds the properties of a request to the form.</summary>
    public static void Write(IDictionary<string, string> form, object model, string prefix = "")
    {
        foreach (var member in MembersOf(model.GetType()))
        {
            if (member.GetValue(model) is { } value)
                WriteValue(form, value, prefix + member.Name);
        }
    }

    /// <summary>Creates a model from an XML element.</summary>
    public static object Read(XElement element, Type type)
    {
        var model = Activator.CreateInstance(type)!;
        foreach (var member in MembersOf(type))
        {
            if (Child(element, member.Name) is { } found)
                member.SetValue(model, ReadValue(found, member.PropertyType));
        }

        return model;
    }

    // Properties of the SDK's base classes, such as the request id and the status, are not part of the model.
    private static PropertyInfo[] MembersOf(Type type) =>
        Members.GetOrAdd(type, static t => [.. t.GetProperties().Where(p => p.DeclaringType!.Assembly == typeof(QueryModel).Assembly)]);

    private static void WriteValue(IDictionary<string, string> form, object value, string name)
    {
        var number = 0;
        switch (value)
        {
            case IDictionary map:
                foreach (DictionaryEntry entry in map)
                {
                    WriteValue(form, entry.Key, $"{name}.entry.{++number}.key");
                    WriteValue(form, entry.Value!, $"{name}.entry.{number}.value");
                }
                break;
            case IList { Count: 0 }:
                form[name] = "";
                break;
            case IList list:
                foreach (var item in list)
                    WriteValue(form, item!, $"{name}.member.{++number}");
                break;
            case string or ConstantClass:
                form[name] = value.ToString()!;
                break;
            case bool flag:
                form[name] = flag ? "true" : "false";
                break;
            case int figure:
                form[name] = figure.ToString(CultureInfo.InvariantCulture);
                break;
            case MemoryStream blob:
                form[name] = Convert.ToBase64String(blob.ToArray());
                break;
            default:
                Write(form, value, name + ".");
                break;
        }
    }

    private static object ReadValue(XElement element, Type type)
    {
        var scalar = Nullable.GetUnderlyingType(type) ?? type;
        if (scalar == typeof(DateTime))
            return DateTime.Parse(element.Value, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal);
        if (scalar == typeof(string) || scalar.IsPrimitive)
            return Convert.ChangeType(element.Value, scalar, CultureInfo.InvariantCulture);
        if (typeof(ConstantClass).IsAssignableFrom(type))
            return type.GetMethod("FindValue", [typeof(string)])!.Invoke(null, [element.Value])!;
        return type.IsGenericType ? ReadCollection(element, type) : Read(element, type);
    }

    private static object ReadCollection(XElement element, Type type)
    {
        var collection = Activator.CreateInstance(type)!;
        var itemType = type.GenericTypeArguments[type.GenericTypeArguments.Length - 1];
        foreach (var item in element.Elements())
        {
            if (collection is IDictionary map)
                map[Child(item, "key")!.Value] = ReadValue(Child(item, "value")!, itemType);
            else
                ((IList)collection).Add(ReadValue(item, itemType));
        }

        return collection;
    }

    private static XElement? Child(XElement element, string name) => element.Elements().FirstOrDefault(e => e.Name.LocalName == name);
}
