"""The parts of a printed page: lines, headline, article, and all that stands around it."""
