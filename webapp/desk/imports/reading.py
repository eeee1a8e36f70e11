"""What reads an upload, put together from the house."""

from training.intake.judging import Desk
from webapp.web.house import house


def desk() -> Desk:
    return Desk(house().database, house().papers)
