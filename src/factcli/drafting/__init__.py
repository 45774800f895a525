"""From an article to proposed facts, which a person takes or drops."""
