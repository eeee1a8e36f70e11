from collections import defaultdict
from collections.abc import Sequence

from training.records.payments.meetings import MeetingGrant, SubsidyMeeting
from training.records.subsidies.lines import SubsidyLine


def grants_of(meeting: SubsidyMeeting, lines: Sequence[SubsidyLine]) -> list[MeetingGrant]:
    """审定, class by class, of what the lines were granted."""
    by_class: dict[int, list[int]] = defaultdict(list)
    for each in lines:
        by_class[each.enrolment.class_id].append(each.granted_fen or 0)
    return [
        MeetingGrant(meeting_id=meeting.id, class_id=own, people=len(amounts), amount_fen=sum(amounts))
        for own, amounts in by_class.items()
    ]
