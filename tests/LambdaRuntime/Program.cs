using System.Reflection;

// What Amazon.Lambda.RuntimeSupport.dll of the managed runtime does first, with a handler Assembly::Type::Method: it needs Amazon.Lambda.Core,
// which is not beside it, and which the function's own deps.json therefore has to name.
Assembly.Load(new AssemblyName("Amazon.Lambda.Core"));
throw new NotSupportedException($"The handler {args[0]} names a method. This model of Lambda executes assemblies: give the assembly's name alone.");
