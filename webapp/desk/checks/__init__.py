"""查班记录: every check, to be found and taken away."""
