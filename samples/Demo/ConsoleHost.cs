using System.Collections.ObjectModel;
using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Management.Automation.Internal;
using System.Security;

namespace AwsLoginAudit.Demo;

/// <summary>A PowerShell host that writes to the console and never prompts the user.</summary>
/// <param name="output">Receives the output, the warnings and the other messages.</param>
/// <param name="errors">Receives the errors.</param>
internal sealed class ConsoleHost(TextWriter output, TextWriter errors) : PSHost
{
    /// <inheritdoc/>
    public override string Name => "AwsLoginAudit demo";

    /// <inheritdoc/>
    public override Version Version { get; } = typeof(ConsoleHost).Assembly.GetName().Version!;

    /// <inheritdoc/>
    public override Guid InstanceId { get; } = Guid.NewGuid();

    /// <inheritdoc/>
    public override PSHostUserInterface UI { get; } = new ConsoleInterface(output, errors);

    /// <inheritdoc/>
    public override CultureInfo CurrentCulture => CultureInfo.CurrentCulture;

    /// <inheritdoc/>
    public override CultureInfo CurrentUICulture => CultureInfo.CurrentUICulture;

    /// <inheritdoc/>
    public override void SetShouldExit(int exitCode)
    {
    }

    /// <inheritdoc/>
    public override void EnterNestedPrompt() => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void ExitNestedPrompt() => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void NotifyBeginApplication()
    {
    }

    /// <inheritdoc/>
    public override void NotifyEndApplication()
    {
    }

    private sealed class ConsoleInterface(TextWriter output, TextWriter errors) : PSHostUserInterface
    {
        public override PSHostRawUserInterface RawUI { get; } = new WideScreen();

        public override void Write(string value) => output.Write(Plain(value));

        public override void Write(ConsoleColor foregroundColor, ConsoleColor backgroundColor, string value) => Write(value);

        public override void WriteLine(string value) => output.WriteLine(Plain(value));

        public override void WriteErrorLine(string value) => errors.WriteLine(value);

        public override void WriteWarningLine(string message) => output.WriteLine("WARNING: " + message);

        public override void WriteVerboseLine(string message) => output.WriteLine("VERBOSE: " + message);

        public override void WriteDebugLine(string message) => output.WriteLine("DEBUG: " + message);

        public override void WriteProgress(long sourceId, ProgressRecord record)
        {
        }

        public override string ReadLine() => throw Silent();

        public override SecureString ReadLineAsSecureString() => throw Silent();

        public override Dictionary<string, PSObject> Prompt(string caption, string message, Collection<FieldDescription> descriptions) => throw Silent();

        public override PSCredential PromptForCredential(string caption, string message, string userName, string targetName) => throw Silent();

        public override PSCredential PromptForCredential(
            string caption, string message, string userName, string targetName, PSCredentialTypes allowedCredentialTypes, PSCredentialUIOptions options) => throw Silent();

        public override int PromptForChoice(string caption, string message, Collection<ChoiceDescription> choices, int defaultChoice) => throw Silent();

        // The output has no colors, because it may go to a file or to a console without colors.
        private static string Plain(string value) => new StringDecorated(value).ToString(OutputRendering.PlainText);

        private static NotSupportedException Silent() => new("The demo cannot prompt the user.");
    }

    /// <summary>A screen that always has 120 columns, so that tables look the same on every console.</summary>
    private sealed class WideScreen : PSHostRawUserInterface
    {
        private const int Columns = 120;
        private const int Rows = 50;

        public override Size BufferSize { get; set; } = new(Columns, Rows);

        public override Size WindowSize { get; set; } = new(Columns, Rows);

        public override Size MaxWindowSize => WindowSize;

        public override Size MaxPhysicalWindowSize => WindowSize;

        public override Coordinates WindowPosition { get; set; }

        public override Coordinates CursorPosition { get; set; }

        public override int CursorSize { get; set; }

        public override ConsoleColor ForegroundColor { get; set; } = ConsoleColor.Gray;

        public override ConsoleColor BackgroundColor { get; set; } = ConsoleColor.Black;

        public override string WindowTitle { get; set; } = "";

        public override bool KeyAvailable => false;

        public override KeyInfo ReadKey(ReadKeyOptions options) => throw new NotSupportedException();

        public override void FlushInputBuffer()
        {
        }

        public override BufferCell[,] GetBufferContents(Rectangle rectangle) => throw new NotSupportedException();

        public override void SetBufferContents(Coordinates origin, BufferCell[,] contents) => throw new NotSupportedException();

        public override void SetBufferContents(Rectangle rectangle, BufferCell fill) => throw new NotSupportedException();

        public override void ScrollBufferContents(Rectangle source, Coordinates destination, Rectangle clip, BufferCell fill) => throw new NotSupportedException();
    }
}
