"""变更: two requests wait for their district, one was refused, and a lesson changes hands in time."""

from datetime import timedelta

from training.changes.acts.decide_amendment import decide_amendment
from training.changes.acts.request_amendment import AmendmentDraft, request_amendment
from training.changes.acts.request_lesson_change import LessonDraft, request_lesson_change
from training.changes.rules.deciding import ChangeVerdict
from training.changes.rules.lessons import WantedLesson
from training.changes.terms import AmendedField, LessonChangeKind
from training.changes.views.timetable_of import timetable_of
from training.records.changes.amendments import ClassAmendment
from webapp.demo.city.city import City
from webapp.demo.city.staff import IN_QINGSHAN

WAITS, REFUSED, CHANGES_HANDS = "BT2026-QS-201", "BT2026-QS-202", "BT2026-QS-207"
CLERK, ONE_WEEK = "周老师", timedelta(days=7)
ASKED, DECIDED = (-1, "09:10"), (-1, "15:40")


def ask_for_changes(city: City) -> None:
    """All of one school, whose district has something to decide."""
    ends_on = city.find(WAITS).ends_on + ONE_WEEK
    _ask(city, WAITS, AmendmentDraft(AmendedField.ENDS_ON, ends_on.isoformat(), "大雪停课两天，实训顺延一周"))
    _ask(city, WAITS, AmendmentDraft(AmendedField.NAME, "保育师（五级）201班（晚班）", "班名漏写晚班"))
    refused = _ask(city, REFUSED, AmendmentDraft(AmendedField.KEY_GROUP, "否", "备案时选错"))
    verdict = ChangeVerdict(is_approved=False, note="名册里多数是就业困难人员，请核对后再提")
    staff = city.who(IN_QINGSHAN)
    decide_amendment(city.session, staff, refused.public_id, verdict, now=city.at(*DECIDED))
    _change_hands(city)


def _ask(city: City, class_number: str, draft: AmendmentDraft) -> ClassAmendment:
    own = city.find(class_number).public_id
    return request_amendment(city.session, city.who(CLERK), own, draft, now=city.at(*ASKED))


def _change_hands(city: City) -> None:
    """The last lesson, which is still to come."""
    own = city.find(CHANGES_HANDS)
    last = timetable_of(city.session, own)[-1]
    wanted = WantedLesson(LessonChangeKind.TEACHER, last.slot, teacher="示例教师乙")
    draft = LessonDraft(wanted, "原任课教师外出参加考评")
    request_lesson_change(city.session, city.who(CLERK), own.public_id, draft, now=city.at(*ASKED))
