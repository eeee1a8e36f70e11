"""工作台: the pages of the office, one folder a subject."""
