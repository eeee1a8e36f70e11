"""Whether somebody can come into a class as things stand: person, number, other classes (R25, R26)."""

from sqlalchemy.orm import Session

from training.classes.sheets.roster import RosterRow
from training.classes.views.judge_roster import Judgement, RosterJudge
from training.errors import NotRight
from training.notice.terms import Severity
from training.records.classes.classes import TrainingClass
from training.records.classes.roster_changes import RosterChange


class BadNewcomer(NotRight):
    """What was told of the person is wrong, or contradicts what is on record."""

    def __init__(self, wrong: list[str]):
        super().__init__("".join(wrong))
        self.wrong = wrong


def judge_newcomer(session: Session, own: TrainingClass, row: RosterRow) -> Judgement:
    """As a line of a roster is judged; raises BadNewcomer."""
    (judged,) = RosterJudge(session, own).judge([row])
    wrong = [each for each in judged.findings if each.severity is Severity.ERROR]
    if wrong:
        raise BadNewcomer([f"{each.column}：{each.message}" for each in wrong])
    if judged.enrolment_id is not None:
        raise BadNewcomer(["身份证号：这个人已经在本班名册里。"])
    return judged


def row_of(change: RosterChange) -> RosterRow:
    """The line that the change asks for."""
    return RosterRow(
        change.line,
        "人员增减",
        "",
        change.name,
        change.sex,
        change.id_number or "",
        change.phone or "",
        change.attendance_number or None,
        change.category,
        change.education,
        change.bank_card,
    )
