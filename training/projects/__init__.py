"""项目制培训: what a district and its finance office agreed on, and the classes that are of it (R48 to R50)."""
