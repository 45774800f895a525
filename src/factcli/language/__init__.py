"""What is known of a language: words, stems, the lexicon of relations, messages, spelling."""
