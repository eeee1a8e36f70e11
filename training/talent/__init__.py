"""What the talent platform (供需对接平台) is given of qualified people: only what changed (R18)."""
