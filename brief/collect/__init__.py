"""Room 1: files in, source documents out."""
