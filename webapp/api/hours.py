"""Hours of one trainee in one class, as the API gives them."""

from typing import Any

from training.attendance.views.progress_of import ClassProgress


def hours_summary(found: ClassProgress) -> dict[str, Any]:
    progress = found.progress
    return {
        "id": found.enrolment.public_id,
        "name": found.enrolment.trainee.name,
        "state": progress.state,
        "credited_hours": progress.credited_halves / 2,
        "prescribed_hours": progress.prescribed_halves / 2,
        "needed_hours": progress.needed_halves / 2 if progress.is_judged else None,
        "to_come_hours": progress.to_come_halves / 2,
        "may_miss_hours": progress.may_miss_halves / 2 if progress.is_judged else None,
        "punches_waiting": progress.waiting,
    }
