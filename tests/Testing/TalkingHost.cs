using System.Collections.ObjectModel;
using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Security;

namespace AwsLoginAudit.Tests;

/// <summary>A host that keeps what is shown and what -Confirm asks, and answers each question the same.</summary>
/// <param name="agrees">The answer.</param>
/// <param name="screen">What it is shown on; nothing unless given.</param>
/// <param name="colours">Whether it says that it shows colours.</param>
/// <param name="name">What it calls itself.</param>
internal sealed class TalkingHost(bool agrees = true, PSHostRawUserInterface? screen = null, bool colours = false, string name = "tests") : PSHost
{
    private readonly Voice voice = new(agrees, screen, colours);

    /// <summary>Lines of output and of -WhatIf.</summary>
    public IReadOnlyList<string> Said => voice.Said;

    /// <summary>Questions of -Confirm.</summary>
    public IReadOnlyList<string> Asked => voice.Asked;

    public override CultureInfo CurrentCulture => CultureInfo.InvariantCulture;

    public override CultureInfo CurrentUICulture => CultureInfo.InvariantCulture;

    public override Guid InstanceId { get; } = Guid.NewGuid();

    public override string Name => name;

    public override PSHostUserInterface UI => voice;

    public override Version Version { get; } = new(1, 0);

    public override void EnterNestedPrompt() => throw new NotSupportedException();

    public override void ExitNestedPrompt() => throw new NotSupportedException();

    public override void NotifyBeginApplication()
    {
    }

    public override void NotifyEndApplication()
    {
    }

    public override void SetShouldExit(int exitCode)
    {
    }

    private sealed class Voice(bool agrees, PSHostRawUserInterface? screen, bool colours) : PSHostUserInterface
    {
        public List<string> Said { get; } = [];

        public List<string> Asked { get; } = [];

        public override PSHostRawUserInterface? RawUI => screen;

        public override bool SupportsVirtualTerminal => colours;

        public override int PromptForChoice(string caption, string message, Collection<ChoiceDescription> choices, int defaultChoice)
        {
            Asked.Add(message);
            var wanted = agrees ? "&Yes" : "&No";
            return choices.ToList().FindIndex(choice => choice.Label == wanted);
        }

        public override void WriteLine(string value) => Said.Add(value);

        public override void Write(string value) => Said.Add(value);

        public override void Write(ConsoleColor foregroundColor, ConsoleColor backgroundColor, string value) => Said.Add(value);

        public override void WriteErrorLine(string value)
        {
        }

        public override void WriteDebugLine(string message)
        {
        }

        public override void WriteProgress(long sourceId, ProgressRecord record)
        {
        }

        public override void WriteVerboseLine(string message)
        {
        }

        public override void WriteWarningLine(string message)
        {
        }

        public override Dictionary<string, PSObject> Prompt(string caption, string message, Collection<FieldDescription> descriptions) => throw new NotSupportedException();

        public override PSCredential PromptForCredential(string caption, string message, string userName, string targetName) => throw new NotSupportedException();

        public override PSCredential PromptForCredential(
            string caption, string message, string userName, string targetName, PSCredentialTypes allowedCredentialTypes, PSCredentialUIOptions options) => throw new NotSupportedException();

        public override string ReadLine() => throw new NotSupportedException();

        public override SecureString ReadLineAsSecureString() => throw new NotSupportedException();
    }
}
