using System.Text;
using System.Xml;
using AwsLoginAudit.Help;

// Creates the help of the module from its pages: one MAML file for all cmdlets, and a text file for each about_ topic.
if (args is not [var pages, var output])
{
    Console.Error.WriteLine("AwsLoginAudit.Help <folder of pages> <folder of help>");
    return 2;
}

Directory.CreateDirectory(output);
var topics = Directory.GetFiles(pages, "*.md").Order(StringComparer.Ordinal).ToLookup(page => Path.GetFileName(page).StartsWith("about_", StringComparison.Ordinal));
foreach (var topic in topics[true])
    File.WriteAllText(Path.Combine(output, Path.GetFileNameWithoutExtension(topic) + ".help.txt"), AboutTopic.Write(File.ReadAllText(topic)));

var settings = new XmlWriterSettings { Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), Indent = true, NewLineChars = "\n" };
try
{
    foreach (var help in topics[false].Select(PageReader.Read).GroupBy(page => page.HelpFile))
    {
        var maml = MamlWriter.Write(help);
        using var writer = XmlWriter.Create(Path.Combine(output, help.Key), settings);
        maml.Save(writer);
    }
    return 0;
}
catch (FormatException wrong)
{
    Console.Error.WriteLine(wrong.Message);
    return 1;
}
