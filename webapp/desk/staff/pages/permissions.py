"""The table of permissions as its page shows it, part by part, with the notice's words; pure."""

from collections.abc import Iterator

from training.notice.permissions import Permission, place_of
from training.notice.terms import Role

Line = tuple[str, tuple[str, ...]]
Section = tuple[str, str, tuple[Line, ...]]
"""Its title, the notice's words, and each permission with its place under every role."""
OTHERS = "其他"
SECTIONS: tuple[tuple[str, str, tuple[Permission, ...]], ...] = (
    (
        "班级和学员",
        "按照“一个流程、一个名册，全过程线上办理”的原则",
        (
            Permission.SEE_CLASSES,
            Permission.SEE_FULL_NAMES,
            Permission.SEE_WHOLE_NUMBERS,
            Permission.LOOK_AFTER_PHONES,
            Permission.SEE_ROSTER_CHANGES,
            Permission.ASK_FOR_ROSTER_CHANGES,
            Permission.DECIDE_ROSTER_CHANGES,
            Permission.SEE_CHANGES,
            Permission.ASK_FOR_CHANGES,
            Permission.DECIDE_CHANGES,
            Permission.NOTE_CHANGES,
        ),
    ),
    (
        "考勤",
        "利用线下考勤机刷脸计算时长、线上观看直播时长等方式，计算学员培训期间的参培累计时间",
        (
            Permission.SEE_DEVICE_SIGNALS,
            Permission.SEE_UNREAD_PUSHES,
            Permission.SEE_WAITING_BATCHES,
            Permission.ACCEPT_BATCHES,
            Permission.SEE_CORRECTIONS,
            Permission.DECIDE_CORRECTIONS,
            Permission.REVIEW_CORRECTIONS,
            Permission.SEE_ALTERNATIVES,
            Permission.ASK_FOR_ALTERNATIVES,
            Permission.DECIDE_ALTERNATIVES,
        ),
    ),
    (
        "查班和反馈",
        "市本级、旗县区分别对职业培训实施过程进行监督检查，确认培训班是否合格",
        (
            Permission.SEE_CHECKS,
            Permission.CHECK_CLASSES,
            Permission.VOID_ANY_CHECK,
            Permission.SEE_STATISTICS,
            Permission.SEE_ROUNDS,
            Permission.DRAW_ROUNDS,
            Permission.SEE_LEADS,
            Permission.FOLLOW_LEADS,
            Permission.SEE_FEEDBACK,
            Permission.HANDLE_FEEDBACK,
            Permission.SEND_FEEDBACK,
            Permission.ANSWER_FEEDBACK,
        ),
    ),
    (
        "补贴",
        "可凭实现就业相关佐证资料……领取职业技能培训补贴",
        (
            Permission.SEE_CLAIMS,
            Permission.SEE_CLAIM_NUMBERS,
            Permission.OPEN_PAPERS,
            Permission.HANDLE_CLAIMS,
            Permission.REVIEW_CLAIMS,
            Permission.LOOK_AGAIN,
            Permission.TAKE_APPROVED_LIST,
            Permission.FILE_AT_COUNTER,
            Permission.SEE_PUBLICITIES,
            Permission.BEGIN_PUBLICITY,
            Permission.HANDLE_OBJECTIONS,
            Permission.APPLY_FOR_PAYMENT,
            Permission.RECORD_PAYMENTS,
            Permission.SEE_STANDARDS,
            Permission.KEEP_STANDARDS,
            Permission.DECIDE_STANDARDS,
            Permission.SEE_COMPARED,
            Permission.KEEP_COMPARED,
        ),
    ),
    (
        "管理",
        "各旗县区……也可自行制定本地区培训检查核价办法",
        (
            Permission.SEE_STAFF,
            Permission.MANAGE_STAFF,
            Permission.MANAGE_INSTITUTIONS,
            Permission.APPROVE_SCHOOLS,
            Permission.SEE_RULES,
            Permission.MAKE_RULES,
            Permission.HOLD_PURGES,
            Permission.IMPORT_CALENDAR,
            Permission.SEE_PAPER_OPENINGS,
            Permission.SEE_HEALTH,
        ),
    ),
)


def permission_lines() -> tuple[Section, ...]:
    """Every permission once; those that belong to no part come last."""
    placed = {each for _, _, members in SECTIONS for each in members}
    others = tuple(each for each in Permission if each not in placed)
    parts = (*SECTIONS, (OTHERS, "", others))
    return tuple((title, clause, tuple(_lines(members))) for title, clause, members in parts)


def _lines(members: tuple[Permission, ...]) -> Iterator[Line]:
    for each in members:
        places = (place_of(role, each) for role in Role)
        yield each.value, tuple(place.value if place else "" for place in places)
