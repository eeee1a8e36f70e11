"""A list came in or counts again, and names somebody who was granted money: that is noted and told (R19)."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import datetime
from uuid import uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session, contains_eager

from training.eligibility.rules import telling
from training.eligibility.rules.compared import Span
from training.eligibility.rules.line_acts import GRANTED
from training.eligibility.rules.reasons import news
from training.eligibility.terms import Scheme
from training.eligibility.views.compared import found_on_lists
from training.outbox.acts.raise_alert import AlertDraft, raise_alert
from training.outbox.terms import Audience
from training.records.classes.trainees import Enrolment, Trainee
from training.records.subsidies.compared import ComparedList, ComparedPerson
from training.records.subsidies.found import FoundLine
from training.records.subsidies.lines import SubsidyLine

KIND = "subsidy_recover"
LONGEST_NAME = 60
OTHERWISE = {
    Scheme.TRAINING: "没有拨付的重新核定（已申请的先从申请里撤下）。",
    Scheme.C1: "没有拨付的请市本级把申领发回重新审核（已申请的先从申请里撤下）。",
}
"""What is done before the money went; a class is of one scheme."""


def note_found_lines(session: Session, listed: ComparedList, *, now: datetime) -> int:
    """Of lines from 已上会 to 已拨付, once for each kind of list; says how many are new.

    What was known when the person was judged, and was overridden by two, is no news.
    """
    found = _found(session, listed)
    known = _known(session, listed, found)
    new = [each for each in found if each.id not in known]
    session.add_all(_row(each, listed, now) for each in new)
    session.flush()
    for own in _by_class(new):
        _tell(session, listed, own, now)
    return len(new)


def _found(session: Session, listed: ComparedList) -> list[SubsidyLine]:
    lines = {each.id: each for each in _on_it(session, listed)}
    spans = {key: _span(each) for key, each in lines.items()}
    hits = found_on_lists(session, spans) if spans else {}
    return [
        lines[key]
        for key, own in sorted(hits.items())
        if news(
            [telling.on_list(each) for each in own if each.list_public_id == listed.public_id],
            lines[key].reasons,
        )
    ]


def _on_it(session: Session, listed: ComparedList) -> Sequence[SubsidyLine]:
    """Whose number stands on it, whatever the days."""
    rows = select(SubsidyLine).join(Enrolment, Enrolment.id == SubsidyLine.live_enrolment_id)
    rows = rows.join(Trainee, Trainee.id == Enrolment.trainee_id)
    rows = rows.join(ComparedPerson, ComparedPerson.id_number_index == Trainee.id_number_index)
    rows = rows.join(Enrolment.training_class)
    own = rows.where(ComparedPerson.list_id == listed.id, SubsidyLine.state.in_(GRANTED))
    if listed.district_id is not None:
        own = own.where(SubsidyLine.district_id == listed.district_id)
    who = contains_eager(SubsidyLine.enrolment)
    whole = (who.contains_eager(Enrolment.trainee), who.contains_eager(Enrolment.training_class))
    return session.scalars(own.options(*whole)).unique().all()


def _span(line: SubsidyLine) -> Span:
    own = line.enrolment.training_class
    return Span(line.enrolment.trainee_id, own.district_id, own.starts_on, own.ends_on)


def _known(session: Session, listed: ComparedList, found: Sequence[SubsidyLine]) -> set[int]:
    """Those of which a list of this kind told before that was not withdrawn.

    What was said to a list that was withdrawn was said to that one: the next is looked at anew.
    """
    rows = select(FoundLine.line_id).join(FoundLine.compared_list)
    own = rows.where(FoundLine.line_id.in_([each.id for each in found]), FoundLine.kind == listed.kind)
    return set(session.scalars(own.where(ComparedList.withdrawn_at.is_(None))))


def _row(line: SubsidyLine, listed: ComparedList, now: datetime) -> FoundLine:
    return FoundLine(public_id=uuid4(), line_id=line.id, kind=listed.kind, compared_list=listed, found_at=now)


def _by_class(lines: Sequence[SubsidyLine]) -> Iterator[list[SubsidyLine]]:
    by_class: dict[int, list[SubsidyLine]] = defaultdict(list)
    for each in lines:
        by_class[each.enrolment.class_id].append(each)
    yield from by_class.values()


def _tell(session: Session, listed: ComparedList, lines: Sequence[SubsidyLine], now: datetime) -> None:
    own = lines[0].enrolment.training_class
    text = (
        f"新的比对名单（{listed.kind}，数据截止 {listed.as_of}）里有班级 {own.class_number} "
        f"{own.name[:LONGEST_NAME]}已上会或已拨付的 {len(lines)} 人，请核实："
        f"已拨付的登记追回，{OTHERWISE[lines[0].scheme]}"
    )
    key = f"{KIND}:{listed.public_id}:{own.public_id}"
    raise_alert(session, AlertDraft(KIND, key, text, Audience.INSPECTORS, own, about=own.public_id), now=now)
