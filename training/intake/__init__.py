"""Hand-in of files: templates and marked copies (R26)."""
