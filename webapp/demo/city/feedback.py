"""The city tells the districts what its checks came to: read, answered, unread, and still owed (R07, R28)."""

from dataclasses import dataclass

from training.feedback.acts.answer_feedback import answer_feedback
from training.feedback.acts.send_feedback import send_feedback
from training.feedback.rules.letters import Letterhead
from webapp.demo.city.city import City
from webapp.demo.city.staff import CITY, CITY_TOO, REVIEWERS

READ = ""
LETTERHEAD = Letterhead("包头市人力资源和社会保障局", "包人社查")
DRIVERS = ("C1-011", "C1-021", "C1-031", "C1-041")


@dataclass(frozen=True)
class Told:
    """One feedback; the answer is None while the district has not even read it."""

    class_number: str
    days: int
    opinion: str
    answer: str | None = None
    sender: str = CITY


TOLD = (
    Told("BT2026-KD-104", -11, "课堂秩序好，请继续保持。", READ),
    Told(
        "BT2026-KD-106",
        -19,
        "抽查发现有人代训，请核实并报处理结果。",
        "已约谈培训机构，两名学员的课时不予认定。",
    ),
    *(Told(f"BT2026-{number}", -45, "本班没有安排抽查，请旗县区自查。", READ) for number in DRIVERS),
    Told("BT2026-QS-204", -16, "请督促机构补齐 6 月以前的教学日志。"),
    Told("BT2026-DH-308", -67, "到课整齐，请保持。", READ),
    Told("BT2026-DH-304", -18, "", READ, CITY_TOO),
    Told(
        "BT2026-DH-305",
        -9,
        "视频会议没有开成，请改善教室网络。",
        "机构已换宽带，下个班起用新线路。",
        CITY_TOO,
    ),
    Told("BT2026-JY-404", -15, "", None, CITY_TOO),
)
"""Of the other classes that have ended nobody has told yet: some are in time, some are late."""


def tell_districts(city: City) -> None:
    for each in TOLD:
        own = city.find(each.class_number)
        told = send_feedback(
            city.session,
            city.who(each.sender),
            own.public_id,
            each.opinion,
            LETTERHEAD,
            now=city.at(each.days, "09:30"),
        )
        if each.answer is not None:
            reader, moment = city.who(REVIEWERS[own.district.name]), city.at(each.days + 1, "10:15")
            feedback = told.sent[-1].feedback_id
            answer_feedback(city.session, reader, feedback, each.answer, now=moment)
