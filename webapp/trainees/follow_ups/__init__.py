"""就业回访 on the phone: three taps by a link, or signed in (R14)."""
