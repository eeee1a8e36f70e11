"""Who stands at a position of the sample (R37)."""

from training.checks.rules.calls import Standing
from training.checks.views.load_check import LoadedCheck
from training.errors import Next, NotFound, NotNow
from training.records.checks.spot_checks import DrawnTrainee


def place_at(loaded: LoadedCheck, position: int) -> DrawnTrainee:
    """Who is drawn at that position; raises NotFound for one of the reserve, AlreadyReplaced."""
    if not 1 <= position <= len(loaded.in_play):
        raise NotFound(f"抽中学员 {position} 号（现有 1 至 {len(loaded.in_play)} 号）")
    place = loaded.in_play[position - 1]
    if loaded.standing(place) is Standing.REPLACED:
        raise AlreadyReplaced(position, _who_came_in(loaded, place))
    return place


def _who_came_in(loaded: LoadedCheck, place: DrawnTrainee) -> int | None:
    """At the end of the row: whoever had left, and was passed over, is called no more than the first."""
    position = loaded.position_after(place)
    while position and (after := loaded.position_after(loaded.places[position - 1])):
        position = after
    return position


class AlreadyReplaced(NotNow):
    """Another has taken the trainee's place."""

    leads_to = (Next.NEXT_CALL, Next.ROSTER)

    def __init__(self, position: int, new: int | None):
        super().__init__(f"{position} 号已补抽为 {new} 号，不再记录；请打 {new} 号。")
