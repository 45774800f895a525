"""The command line: parse arguments, call the packages below, write the result, exit."""
