"""The words of rules (规则)."""

WEAKER_RULES = "weaker_rules"
"""The kind of the alert that a district's rules ask for less than the city's."""
