"""The autonomous region's system beside ours: its steps, its numbers, where the two differ (R05, R13)."""
