"""Ask one question after the other: what a line means, what follows a row, what completes while typing.

    line → lines (what is meant?) → a command line of the program → its report → following (row 3 of it)

Nothing here prints or prompts but `prompting`, the one module that knows prompt_toolkit.
"""
