"""Room 4: a briefing in, a document out."""
