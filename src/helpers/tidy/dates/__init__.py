"""Dates as the genre writes and implies them."""
