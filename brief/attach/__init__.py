"""A rendered briefing into an existing report."""
