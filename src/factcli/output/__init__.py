"""Say what is shown, and write it: the envelope for scripts, the page for people, one way a format."""
