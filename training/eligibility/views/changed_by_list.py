from collections.abc import Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from training.eligibility.rules.list_versions import Standing, is_unchanged
from training.eligibility.views.proposals import ClassProposal
from training.records.results import QualifiedPerson
from training.records.subsidies.lines import SubsidyLine

Places = dict[tuple[int, int], Standing]
"""By the keys of a version of the list and of an enrolment."""


def changed_by_list(
    session: Session, lines: Sequence[SubsidyLine], today: Mapping[int, ClassProposal]
) -> set[int]:
    """Keys of the lines of whom the version that counts says something else than that of their judgement.

    `today`: by class; one statement, and none where nobody was judged by an earlier version.
    """
    now_counting = {key: each.ground.listed for key, each in today.items() if each.ground.listed}
    older = [
        each
        for each in lines
        if (listed := now_counting.get(each.judgement.class_id)) and listed.id != each.judgement.list_id
    ]
    before = _standings(session, older)
    after = {
        (key, person.enrolment_id): _standing(person)
        for key in {each.judgement.class_id for each in older}
        for person in now_counting[key].people
    }
    return {
        each.id
        for each in older
        if not is_unchanged(
            before.get((each.judgement.list_id, each.enrolment_id)),
            after.get((each.judgement.class_id, each.enrolment_id)),
        )
    }


def _standings(session: Session, lines: Sequence[SubsidyLine]) -> Places:
    if not lines:
        return {}
    rows = select(QualifiedPerson).where(
        QualifiedPerson.list_id.in_({each.judgement.list_id for each in lines}),
        QualifiedPerson.enrolment_id.in_({each.enrolment_id for each in lines}),
    )
    return {(each.list_id, each.enrolment_id): _standing(each) for each in session.scalars(rows)}


def _standing(person: QualifiedPerson) -> Standing:
    marks = person.theory_tenths, person.practice_tenths
    return Standing(person.decision, person.credited_halves, person.needed_halves, marks)
