using AwsLoginAudit.Tests;

FindingRecordings.Write();
Console.WriteLine($"{FindingRecordings.Files.Count} files written to {FindingRecordings.Folder}");
