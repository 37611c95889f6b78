"""Room 2: a source and a schema in, claims out."""
