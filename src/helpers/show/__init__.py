"""What a reader sees: fonts, figures, widgets, and the report as a site."""
