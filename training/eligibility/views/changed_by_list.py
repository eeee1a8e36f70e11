from collections.abc import Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from training.eligibility.rules.list_versions import Standing, is_unchanged
from training.eligibility.views.proposals import ClassProposal
from training.records.results import QualifiedPerson
from training.records.subsidies.lines import SubsidyJudgement, SubsidyLine

Judged = tuple[SubsidyLine, SubsidyJudgement]
Places = dict[tuple[int, int], Standing]
"""By the keys of a version of the list and of an enrolment."""


def changed_by_list(
    session: Session, judged: Sequence[Judged], today: Mapping[int, ClassProposal]
) -> set[int]:
    """Keys of the lines of whom the version that counts says something else than that of their judgement.

    `today`: by class; one statement, and none where nobody was judged by an earlier version.
    """
    now_counting = {key: each.ground.listed for key, each in today.items() if each.ground.listed}
    older = [
        (line, own)
        for line, own in judged
        if (listed := now_counting.get(own.class_id)) and listed.id != own.list_id
    ]
    before = _standings(session, older)
    after = {
        (key, person.enrolment_id): _standing(person)
        for key in {own.class_id for _, own in older}
        for person in now_counting[key].people
    }
    return {
        line.id
        for line, own in older
        if not is_unchanged(
            before.get((own.list_id, line.enrolment_id)), after.get((own.class_id, line.enrolment_id))
        )
    }


def _standings(session: Session, judged: Sequence[Judged]) -> Places:
    if not judged:
        return {}
    rows = select(QualifiedPerson).where(
        QualifiedPerson.list_id.in_({own.list_id for _, own in judged}),
        QualifiedPerson.enrolment_id.in_({line.enrolment_id for line, _ in judged}),
    )
    return {(each.list_id, each.enrolment_id): _standing(each) for each in session.scalars(rows)}


def _standing(person: QualifiedPerson) -> Standing:
    marks = person.theory_tenths, person.practice_tenths
    return Standing(person.decision, person.credited_halves, person.needed_halves, marks)
