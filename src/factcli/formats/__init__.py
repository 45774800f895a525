"""Draw a report: one function for each output format, all in one registry."""
