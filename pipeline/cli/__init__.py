"""The command line: parse, call, print, exit code; one module per group of commands."""
