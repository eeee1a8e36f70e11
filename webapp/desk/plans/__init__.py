"""季度计划 on the desk: written, reviewed, and held against what became of it."""
