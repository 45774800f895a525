"""Check what a machine can check of a base: form, verbatim quotes, whether each quote carries its claim."""
