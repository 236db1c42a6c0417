"""What a reader sees: fonts, figures, widgets, and the report as a site."""

# Set by the report while it runs the notebooks for a site: numbers become links, figures say what they show.
VARIABLE = "TIFA_SITE"
