"""Who said what: persons and offices, clauses that report, quotations, and speech of one voice."""
