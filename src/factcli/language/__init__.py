"""What is known about a language: words, stems, the lexicon of relations, messages, spelling."""
