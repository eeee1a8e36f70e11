"""督办 and 公告: what the city urges its districts to do, and what trainees are let know."""

from uuid import UUID

from training.announcements.acts.note_reading import Reader, note_reading
from training.announcements.acts.publish_announcement import publish_announcement
from training.announcements.acts.write_announcement import AnnouncementDraft, write_announcement
from training.announcements.terms import Readers
from training.urging.acts.move_urging import Step, move_urging
from training.urging.acts.urge import UrgingDraft, urge
from training.urging.terms import UrgingMove
from webapp.demo.city.city import City
from webapp.demo.city.staff import CITY, IN_DONGHE, IN_QINGSHAN

OWES, OUT_OF_TOUCH, READ_IN = "BT2026-DH-301", "BT2026-QS-203", "BT2026-KD-101"
HOLIDAY = (
    "法定节假日培训班停课，课程顺延，以培训机构的课程表为准。\n"
    "节日当天打卡不计课时；课程表有变化时，机构会在班里通知。\n"
    "有疑问请联系培训机构。"
)
POLICY = "领取补贴看三件事：课时合格、班级合格、公示无异议。\n拨付前公示五个工作日，可以在公示页查看。"


def urge_districts(city: City) -> None:
    """One is answered, one waits, one is overdue."""
    answered = _urge(city, OUT_OF_TOUCH, "考勤机还没有连上过，开班前请督促机构调试", (-3, 4))
    step = Step(UrgingMove.ANSWER, "已到校看过，机构答应开班前一天接好网络", "0")
    staff = city.who(IN_QINGSHAN)
    move_urging(city.session, staff, answered, step, now=city.at(-2, "16:20"))
    _urge(city, OWES, "快结业了，区级还差一次查班，请本周内安排并说明原因", (-1, 2))
    draft = UrgingDraft("上月抽查反馈还有一件没有答复，请说明", city.day(-1))
    district = city.who(IN_DONGHE).district
    if district is not None:
        urge(city.session, city.who(CITY), district, draft, now=city.at(-6, "09:00"))


def let_know(city: City) -> None:
    """One for everybody that some have read, and a district's draft."""
    out = AnnouncementDraft("节假日停课和打卡说明", HOLIDAY, Readers.ALL, city.day(-5), city.day(60))
    own = write_announcement(city.session, city.who(CITY), out, now=city.at(-5, "09:30"))
    publish_announcement(city.session, city.who(CITY), own.public_id, now=city.at(-5, "10:00"))
    for each in city.standing(READ_IN):
        reader = Reader(trainee_id=each.enrolment.trainee_id)
        note_reading(city.session, own.id, reader, now=city.at(-4, "12:30"))
    draft = AnnouncementDraft("补贴怎么领", POLICY, Readers.DISTRICT, city.day(1))
    write_announcement(city.session, city.who(IN_QINGSHAN), draft, now=city.at(-1, "11:00"))


def _urge(city: City, number: str, text: str, days: tuple[int, int]) -> UUID:
    begun, due = days
    about = city.find(number)
    draft = UrgingDraft(text, city.day(due), about)
    made = urge(city.session, city.who(CITY), about.district, draft, now=city.at(begun, "09:00"))
    return made.public_id
