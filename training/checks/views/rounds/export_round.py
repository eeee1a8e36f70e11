"""A round as plain values for a file: everything that proves its draw, and nobody's name (R06)."""

from typing import Any

from training.checks.sheets.round_export import FORMAT
from training.checks.views.rounds.see_round import RoundView
from training.checks.views.video.export_video import time_in_words


def export_round(view: RoundView) -> dict[str, Any]:
    """Reasons stay behind: people write names into them."""
    drawn = [
        {
            "position": each.position,
            "id": str(each.of_class.class_id),
            "class_number": each.of_class.number,
            "state": each.state.value,
            "check": each.check_number or None,
        }
        for each in view.orders
    ]
    return {
        "format": FORMAT,
        "round": {
            "number": view.number,
            "level": view.level.value,
            "place": view.place,
            "day": view.day.isoformat(),
            "ordinal": view.ordinal,
            "algorithm": view.algorithm,
            "seed": view.seed,
            "population_hash": view.population_hash,
            "size": view.size,
            "drawn_at": time_in_words(view.drawn_at),
        },
        "population": list(view.kept),
        "drawn": drawn,
    }
