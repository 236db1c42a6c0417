"""From bytes to text: encodings, web pages, Word documents."""
