"""Complete what is being typed: Python matches, ranks and quotes; the shell scripts only pass strings.

    line → lexing → grammar (what is expected here?) → offering (what fits?) → replies (ready to insert)

Every step is pure and needs neither Click nor a shell; `serving` joins them for one call of the program.
"""
