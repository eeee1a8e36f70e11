"""补贴核定: standards, lists to compare with, and who of a qualified class is paid for (R19, R54, R58)."""
