"""Declare the commands; parse, call, write, exit: the work itself is done below."""
