"""The words of changes as values; the Chinese value is what a page and the database hold."""

from enum import StrEnum


class AmendedField(StrEnum):
    """变更项目: what of a filed class may change by request."""

    NAME = "班级名称"
    ENDS_ON = "结业日期"
    HOURS = "总课时"
    TIMES = "上下课时间"
    DEVICE = "考勤机号"
    KEY_GROUP = "就业重点群体"
    TRADE = "培训工种"


class LessonChangeKind(StrEnum):
    """课表调整: what may become of a lesson that is on the timetable, or be added to it."""

    MOVE = "改期"
    CANCEL = "停课"
    MAKE_UP = "补课"
    TEACHER = "换教师"


class ChangeState(StrEnum):
    """办理状态: how a request stands; the last three are final."""

    WAITING = "待审核"
    APPROVED = "已同意"
    REFUSED = "不同意"
    AT_ONCE = "已生效"
    """Of a lesson that had not begun: nobody had to decide."""
