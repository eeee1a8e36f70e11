"""Who writes the letters of the tests, and the day on which their class ends."""

from datetime import date

from training.feedback.rules.letters import Letterhead

LETTERHEAD = Letterhead("包头市人力资源和社会保障局", "包人社查")
FRIDAY = date(2026, 3, 6)
