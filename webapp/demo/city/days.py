"""What happens in a class from day to day: leave, leaving, phones, problems."""

from training.attendance.acts.approve_leave import Leave, approve_leave
from training.attendance.acts.revoke_leave import RevokedLeave, revoke_leave
from training.attendance.terms import DayPart
from training.people.acts.opt_out import opt_out
from training.people.acts.report_problem import SUBJECTS, report_problem
from training.people.acts.verify_class import verify_class
from webapp.demo.city.city import City
from webapp.demo.city.roster_changes import Seat, change_rosters
from webapp.demo.city.staff import clerk_of

WITH_VERIFIED_PHONES = ("BT2026-KD-101", "BT2026-QS-201", "BT2026-QS-202", "BT2026-JY-401")
"""Of these the worker reminds whoever misses a punch; the others have not checked their numbers yet."""


LEAVES = (
    (Seat("KD-101", 3), -2, DayPart.MORNING, "孩子发烧去医院"),
    (Seat("KD-102", 7), -4, DayPart.WHOLE_DAY, "老家办丧事"),
    (Seat("QS-201", 2), 0, DayPart.WHOLE_DAY, "身体不适，有诊断证明"),
    (Seat("QS-207", 9), 1, DayPart.AFTERNOON, "参加用人单位面试"),
    (Seat("DH-301", 4), -5, DayPart.AFTERNOON, "办理社保手续"),
    (Seat("JY-401", 6), -1, DayPart.MORNING, "秋收帮忙"),
)
TAKEN_BACK = (Seat("DH-307", 8), -1, DayPart.MORNING, "请假去体检")
OPTED_OUT = (Seat("KD-101", 6), Seat("QS-201", 10))
PROBLEMS = (
    (Seat("KD-102", 4), -3, 2, "报名时机构收了 200 元资料费，说结业后退，想问问合不合规定。"),
    (Seat("QS-204", 6), -17, 1, "有一天考勤机坏了，全班的下午都没有记上。"),
    (Seat("DH-307", 3), -1, 0, "名册上我的手机号是以前的号码，收不到验证码。"),
    (Seat("JY-401", 9), -2, 4, "教室暖气不热，能不能换个地方上课。"),
    (Seat("C1-011", 17), -14, 3, "驾照丢了在补办，申领能不能先交受理单。"),
)


def live_from_day_to_day(city: City) -> None:
    _verify_phones(city)
    _go_on_leave(city)
    change_rosters(city)
    for seat in OPTED_OUT:
        opt_out(city.session, seat.holder(city).trainee, asked_by="学员本人", now=city.at(-1, "18:00"))
    for seat, days, subject, words in PROBLEMS:
        trainee = seat.holder(city).trainee_id
        report_problem(city.session, trainee, SUBJECTS[subject], words, now=city.at(days, "20:15"))


def _verify_phones(city: City) -> None:
    for class_number in WITH_VERIFIED_PHONES:
        own = city.find(class_number)
        clerk = city.who(clerk_of(city, own.institution.name))
        verify_class(city.session, own, clerk, now=city.at((own.starts_on - city.today).days, "08:00"))


def _go_on_leave(city: City) -> None:
    for seat, days, part, why in (*LEAVES, TAKEN_BACK):
        leave, at = Leave(city.day(days), part, why), city.at(min(days, 0) - 1, "16:00")
        approve_leave(city.session, seat.holder(city), leave, approved_by="班主任", now=at)
    seat, days, part, _ = TAKEN_BACK
    taken_back, at = RevokedLeave(city.day(days), part, "学员已到课"), city.at(days, "08:20")
    revoke_leave(city.session, seat.holder(city), taken_back, revoked_by="班主任", now=at)
