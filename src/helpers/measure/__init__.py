"""Measure: what the tables hold, how sure it is, and what the cleaning did to the numbers."""
