"""Room 3: claims in, a briefing out."""
