"""项目制培训: what a district and its finance office agreed on, in versions (R48 to R50)."""
