"""Every number of the notice beside its clause, as one frozen Policy (R47)."""

from dataclasses import asdict, dataclass, fields
from datetime import date
from typing import Any, Self

from training.notice.policy_lengths import Lengths
from training.notice.policy_numbers import plain_value, read_numbers


@dataclass(frozen=True)
class Policy(Lengths):
    """One version of a district's rules (规则版本); the defaults are the city's from 2023-02-24 (R47, R71).

    Units are in the names; percentages are whole numbers compared by integer arithmetic. The numbers of
    minutes are there as lengths of time too (`Lengths`).
    """

    effective_from: date = date(2023, 2, 24)
    """R71: 本通知自印发之日起执行."""

    class_hour_minutes: int = 45
    """R45: the notice gives no minutes; 45 is the standard class hour."""
    half_day_hours: int = 4
    """R45: 每天按8课时计算、上下午各考勤2次."""
    qualifying_percent: int = 80
    """R46: 累计达到规定课时的80%及以上."""
    startup_qualifying_percent: int = 0
    """R55: 创业培训按相关文件规定执行; 0: not judged by hours, the district decides with a reason."""

    exam_is_gate: bool = False
    """R46: 可确认; whether both marks of the examination must pass as well."""
    exam_pass_mark: int = 60
    """R46: the pass mark of each of them, of 100."""

    in_opens_before_minutes: int = 45
    """R45: the in punch (签到) counts from this long before the lesson starts …"""
    in_closes_after_minutes: int = 15
    """R45: … until this long after."""
    out_opens_before_minutes: int = 15
    """R45: the out punch (签退) counts from this long before the lesson ends …"""
    out_closes_after_minutes: int = 60
    """R45: … until this long after."""
    duplicate_punch_minutes: int = 2
    """R45: punches this close together count once."""
    clock_ahead_minutes: int = 10
    """R43: a punch later than its receipt by more than this comes from a wrong device clock."""
    earliest_punch: date = date(2023, 1, 1)
    """R43: a punch before this day comes from a device clock that was reset."""
    clock_drift_minutes: int = 3
    """R43: a machine whose clock is off by more than this is worth a second look."""
    device_silent_minutes: int = 10
    """R43: a machine that has not asked for its commands for longer than this is out of touch."""
    late_punch_days: int = 7
    """R43, R45: a punch that comes later than so many days after its day waits for somebody to accept it."""
    roster_open_days: int = 3
    """R25: so many days after the first day somebody may still come in, then nobody; our reading."""
    left_together_people: int = 3
    """R25: so many of one class that leave on one day are pointed out; 0 never."""
    same_moment_people: int = 3
    """R43: so many people on one machine …"""
    same_moment_seconds: int = 1
    """R43: … within so short a time is faster than faces are recognised one by one."""

    missing_in_after_minutes: int = 5
    """R45: 漏签到 is told this long after the lesson starts, while the in punch still counts."""
    missing_out_before_minutes: int = 20
    """R45: 未签退 is told this long before the out punch ceases to count, never before the lesson ends."""
    day_summary_hour: int = 19
    """R45: 当日汇总 is told from this hour, once the last out punch of the day has ceased to count."""
    quiet_from_hour: int = 21
    """免打扰: nobody is texted from this hour …"""
    quiet_until_hour: int = 7
    """… until this one; the same hour twice means no quiet hours."""
    silent_on_holidays: bool = True
    """Nobody is reminded on a statutory holiday, even where the timetable has a lesson."""
    correction_days: int = 7
    """R45: 补卡 may be asked for while people remember, this many days after the lesson."""
    correction_requests: int = 3
    """R45: how often 补卡 may be asked for one punch; after a refusal the reason can be told better."""
    school_may_approve_corrections: bool = True
    """R45: whether an institution decides on 补卡 of its own trainees; else its district does."""
    own_correction_sample_percent: int = 20
    """R45: so many of a hundred that it approves without a photo are drawn for the district to look at."""

    offline_restored_on: date = date(2023, 2, 24)
    """R51: 全面恢复线下职业技能培训; classes that start from this day may not be online only."""
    online_theory_percent: int = 40
    """R52: 线上理论培训时间原则上不超过总课时的40%."""

    plan_due_days: int = 15
    """R02: a quarter without an approved plan is told so many days before it begins; our reading."""
    projects_required_from: date = date(2027, 1, 1)
    """R48: 项目制 classes filed from this day on name a project in force; the notice gives no day."""

    sample_one_in: int = 3
    """R37: 至少抽取三分之一学员; one trainee in this many, rounded up."""
    call_attempts: int = 2
    """R37: who was not reached in so many attempts is replaced by the next of the reserve; field practice."""
    call_pause_minutes: int = 5
    """R37: attempts closer together than this count as one."""
    calls_from_minutes: int = 510
    """R37: trainees are called in class time, field practice: from so many minutes past midnight, 08:30, …"""
    calls_rest_from_minutes: int = 720
    """… until the noon rest (12:00) …"""
    calls_rest_until_minutes: int = 840
    """… and after it (14:00) …"""
    calls_until_minutes: int = 1080
    """… until the evening (18:00); while the class itself is taught it may be called at any hour."""
    short_call_seconds: int = 20
    """R37: many calls that agree and are shorter are pointed out; nobody asks six things so fast."""
    mismatches_allowed: int = 0
    """R37: 比对个人备案信息资料无误; so many mismatches without evidence that explains them still pass."""
    check_attendance_percent: int = 80
    """R38: 学员总出勤率达到80%及以上."""
    panoramas_needed: int = 1
    """R39: 须留存至少一张教室全景且拍摄到全部参训学员的视频监控截图."""
    faces_percent: int = 80
    """R32: 人脸在线率达到80%及以上为此次检查合格."""
    screenshots_needed: int = 1
    """R33: 保留检查记录以及视频会议截图."""
    joined_gap_percent: int = 20
    """R32: where those who joined and the faces differ by so much of the roster, it is pointed out."""
    participants_percent: int = 80
    """R35: 实际参培人数达到应培人数的80%及以上为此次检查合格."""
    participant_minutes: int = 10
    """R35: who watched less has only looked in; the notice gives no minutes."""
    short_class_hours: int = 120
    """R40: 整个培训周期120课时及以下 …"""
    checks_of_short_class: int = 1
    """R40: … 市、旗县区各检查一次."""
    checks_of_long_class: int = 2
    """R41: 120课时以上各检查两次."""
    checks_of_other_class: int = 0
    """R40: the notice asks for checks of the classes of 就业重点群体; a district may ask for more."""
    key_group_percent: int = 50
    """R40: a class filed as no key group is told where more people than this are of a listed 人员类别."""
    checks_counted_a_day: int = 1
    """R41: the two checks of a long class are on different days."""
    voided_checks_alert: int = 2
    """R37: so many voided checks of a class by one level are told, for each was a chance to draw anew."""
    confirmation_working_days: int = 2
    """R37, R40: a void or an explanation that no second person confirmed in so many working days lapses."""
    take_back_minutes: int = 10
    """R37: so long may whoever began a check by mistake take it back, if nothing was recorded in it."""
    owed_check_alert_days: int = 3
    """R41: so many days before a class ends its missing checks are told."""
    feedback_working_days: int = 5
    """R07: 培训班结束后,市本级应在5个工作日内将督查检查结果反馈相关旗县区."""

    meeting_reminder_pause_seconds: int = 60
    """R31: those who are not in the meeting are reminded at most once in so long; their phones ring."""
    meeting_looks: int = 30
    """R31: the cameras of one meeting are asked for at most so often, for the month has a quota."""
    meeting_look_pause_seconds: int = 15
    """R31: two queries closer together than this are one."""
    account_lookup_days: int = 7
    """R31: who had no account is looked up again after so many days."""

    youngest_age: int = 16
    oldest_age: int = 60
    """Field practice: a trainee outside these ages is worth a second look, never a refusal."""

    wage_slip_months: int = 3
    """R60: 汽车驾驶员岗位劳动合同（附工资流水）; the notice gives no months, three is common practice."""
    other_proof_reviewers: int = 2
    """R60: 如 names examples only; any other proof of employment passes with so many reviewers."""
    same_trade_months: int = 12
    """R19: who was subsidised for the same trade is not again for so long; field practice: once a year."""
    same_level_once: bool = True
    """R19: nobody is subsidised twice for the same trade and level, however long ago; field practice."""
    subsidies_a_year: int = 2
    """R19: nobody is subsidised more often in a calendar year; 0: no limit. Field practice: once or twice."""
    category_is_required: bool = True
    """R58: in classes of 就业重点群体 only people of a listed 人员类别 with its proof are paid for."""
    second_look_percent: int = 10
    """R09: so many of a hundred approved C1 claims are drawn for a second look by the city."""
    claim_review_working_days: int = 5
    """R19: a C1 claim that waits for its review for more working days is told; the notice gives no days."""
    publicity_working_days: int = 5
    """R21: 公示后向属地财政部门申请补贴资金; the notice gives no days."""
    paid_to_institution: bool = True
    """R22, R61: what the form of a new standard has chosen as its receiver; the standard is what counts."""
    vouchers_a_year: int = 1
    """R10: so many living vouchers a person and year; the notice gives no number."""

    first_follow_up_days: int = 30
    """R14: the qualified are asked so many days after their list was approved, 0: not; our reading …"""
    second_follow_up_days: int = 90
    """… again so many days after it …"""
    third_follow_up_days: int = 180
    """… and a last time; six months is when other places ask."""
    follow_up_window_days: int = 30
    """R11: an answer counts for its step until so many days after it was due; so long its link is good."""
    back_check_percent: int = 10
    """R56: so many of a hundred answers are asked again by the city; field practice of surveys."""

    unfinished_claim_days: int = 180
    """Data protection: papers of a claim that was given up or left unfinished for so long are removed."""

    message_retention_days: int = 90
    """PIPL art. 19: whom a message went to and what it said is kept no longer than a dispute may need it."""
    chat_retention_days: int = 30
    """PIPL art. 19: that somebody said something in the chat; what was said goes when it is answered."""
    machine_upload_days: int = 730
    """PIPL art. 19: what machines sent, byte by byte; an auditor may ask for it two years later."""
    correction_photo_days: int = 730
    """PIPL art. 19: photos of 补卡, from the decision; hours may be audited two years later."""
    retention_years: int = 10
    """R72: 留存; the notice gives no period, archives keep ten years."""

    def to_numbers(self) -> dict[str, Any]:
        """The policy as plain JSON values; dates as YYYY-MM-DD, yes and no as 1 and 0."""
        return {name: plain_value(value) for name, value in asdict(self).items()}

    @classmethod
    def from_numbers(cls, numbers: dict[str, Any]) -> Self:
        """Read `to_numbers` back; a number added to the policy later takes its default.

        Raises ValueError for a name that is no number of the policy, or a value that it cannot have.
        """
        return cls(**read_numbers({each.name: each.type for each in fields(cls)}, numbers))
