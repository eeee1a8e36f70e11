from datetime import datetime

from sqlalchemy.orm import Session

from training.records.classes.classes import TrainingClass
from training.region.acts.compare_classes import compare_classes
from training.region.acts.compare_people import compare_people


def compare_again(session: Session, own: TrainingClass, *, now: datetime) -> int:
    """A class and its people beside the latest files, after something of ours was mended or noted.

    Gives how many differences were opened; those that are gone have ended.
    """
    return compare_classes(session, [own], now=now) + compare_people(session, own, now=now)
