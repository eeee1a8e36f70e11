"""Whether an answer stands there already: the same facts of the same day, heard in the same way (R14)."""

from collections.abc import Sequence
from itertools import dropwhile

from training.follow_ups.rules.answers import Answer
from training.follow_ups.terms import AnswerSource
from training.records.follow_ups.follow_ups import FollowUp, FollowUpAnswer
from training.records.staff.staff import Staff


def is_said_before(answers: Sequence[FollowUpAnswer], kept: Answer, source: AnswerSource) -> bool:
    """It was heard in this way, and what was heard in this way last says the same, or is of a later day.

    What somebody else said since is no reason to keep it anew: a workbook of all of a class comes again and
    again, and would put its old line over a newer word each time.
    """
    own = [each for each in answers if each.source is source]
    if _facts(kept) not in [_facts(each) for each in own]:
        return False
    return _facts(own[-1]) == _facts(kept) or own[-1].asked_on > kept.asked_on


def said_after(own: FollowUp, kept: Answer, source: AnswerSource, staff: Staff) -> int:
    """Behind how many answers this person says it: the same tap again is behind as many as the first, the
    same words behind another answer are not."""

    def is_same(each: FollowUpAnswer) -> bool:
        return each.staff_id == staff.id and each.source is source and _facts(each) == _facts(kept)

    return len(list(dropwhile(is_same, reversed(own.answers))))


def _facts(of: Answer | FollowUpAnswer) -> tuple[object, ...]:
    return (of.status, of.asked_on, of.employer, of.credit_code, of.job, of.since)
