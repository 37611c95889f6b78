"""The commands, one module each: what was typed in, files and messages out. `cli.py` puts them together."""
