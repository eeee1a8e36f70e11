"""The reasons against paying for somebody in words: for the office, and plainly for the person (R19)."""

from collections.abc import Mapping
from datetime import date

from training.eligibility.rules.compared import SINCE_EVER, Hit
from training.eligibility.rules.reasons import Reason
from training.eligibility.terms import ComparedKind, Exclusion
from training.notice.class_hours import hours

ASK = "如有误，请联系培训班所在旗县区的人社部门。"
UNCLEAR = "您的身份信息和有关部门的登记对不上（数据截止 {}），请带身份证到旗县区人社部门核对。"
PLAIN: Mapping[ComparedKind, str] = {
    ComparedKind.EMPLOYED: "您在培训期间有在职参保记录（数据截止 {}），按规定不能重复享受培训补贴。" + ASK,
    ComparedKind.RETIRED: "您有退休或领取养老金的记录（数据截止 {}），按规定不享受培训补贴。" + ASK,
    ComparedKind.PUBLIC_PAYROLL: "您在培训期间由财政供养（数据截止 {}），按规定不享受培训补贴。" + ASK,
    ComparedKind.STUDENT: "您在培训期间有在校就读的记录（数据截止 {}），按规定不享受培训补贴。" + ASK,
    ComparedKind.DEAD: UNCLEAR,
    ComparedKind.IMPRISONED: UNCLEAR,
    ComparedKind.ABROAD: "您在培训期间有出境记录（数据截止 {}），和上课的记录对不上。" + ASK,
}
"""Of lists that err about the living nobody reads more than that the registers differ."""


def hours_lacking(planned: int, delivered: int) -> Reason:
    """全部培训课时完成后给予培训补贴 (R54)."""
    lacking = hours(planned - delivered)
    return Reason(
        Exclusion.HOURS_NOT_DELIVERED,
        f"总课时 {hours(planned)}，实授 {hours(delivered)}，还差 {lacking} 课时；停课的补上以后才能补贴。",
        f"您的班还有 {lacking} 课时没有上完，全部上完以后才能补贴；补课安排请问培训机构。",
        (str(planned), str(delivered)),
    )


def same_trade(where: str, on_day: date, again_on: date) -> Reason:
    """同工种未满期."""
    return Reason(
        Exclusion.SAME_TRADE,
        f"同一工种已在{where}享受补贴（{on_day}），{again_on} 起开班的才能再补贴。",
        f"您同一工种的培训补贴已在 {on_day} 享受过，{again_on} 起开班的才能再享受。{ASK}",
        (where, on_day.isoformat(), again_on.isoformat()),
    )


def same_level_had(where: str, on_day: date) -> Reason:
    """同等级已享受."""
    return Reason(
        Exclusion.SAME_LEVEL,
        f"同一工种、同一等级已在{where}享受补贴（{on_day}），只补贴一次。",
        f"您同一工种、同一等级的培训补贴已在 {on_day} 享受过，只能享受一次。{ASK}",
        (where, on_day.isoformat()),
    )


def too_many(year: int, had: int, limit: int) -> Reason:
    """年度次数已满."""
    return Reason(
        Exclusion.TOO_MANY,
        f"{year} 年已享受补贴 {had} 次，每人每年最多 {limit} 次。",
        f"您 {year} 年已享受培训补贴 {had} 次，每人每年最多 {limit} 次。{ASK}",
        (str(year), str(had), str(limit)),
    )


def wrong_age(age: int, youngest: int, oldest: int) -> Reason:
    """年龄不符."""
    return Reason(
        Exclusion.AGE,
        f"开班当天 {age} 岁，应为 {youngest} 至 {oldest} 岁。",
        f"开班当天您 {age} 岁，培训补贴只给 {youngest} 至 {oldest} 岁的学员。{ASK}",
        (str(age), str(youngest), str(oldest)),
    )


def unknown_age(youngest: int, oldest: int) -> Reason:
    """年龄不符: a passport's number tells no birthday, so somebody looks at the paper."""
    return Reason(
        Exclusion.AGE,
        f"证件号看不出年龄，应为 {youngest} 至 {oldest} 岁；请核对证件上的出生日期。",
        f"您的证件号看不出年龄，培训补贴只给 {youngest} 至 {oldest} 岁的学员；请带证件到旗县区人社部门核对。",
        ("", str(youngest), str(oldest)),
    )


def wrong_category(category: str) -> Reason:
    """人员类别不符."""
    said = f"“{category}”" if category else "没有填写"
    return Reason(
        Exclusion.CATEGORY,
        f"就业重点群体班，人员类别{said}，不在就业重点群体之内。",
        f"这个班只补贴就业重点群体，名册上您的人员类别{said}。{ASK}",
        (category,),
    )


def no_proof(category: str) -> Reason:
    """缺类别证明."""
    return Reason(
        Exclusion.CATEGORY_PROOF,
        f"人员类别“{category}”没有开班当天有效的“人员类别证明”，请在学员的材料里补交。",
        f"您登记的人员类别是“{category}”，还缺证明；请把证明交给培训机构或旗县区人社部门。",
        (category,),
    )


def paid_by_voucher(number: str) -> Reason:
    """已用培训券结算."""
    return Reason(
        Exclusion.VOUCHER,
        f"这次培训已用培训券 {number} 结算（已核销），不再补贴；核销有错的，请市本级先撤销核销。",
        f"您这次培训的费用已用培训券结算，不再另发补贴。{ASK}",
        (number,),
    )


def objected() -> Reason:
    """公示异议成立."""
    return Reason(
        Exclusion.OBJECTED,
        "公示期间有异议，经核实成立，补贴已取消。",
        f"您的补贴在公示期间有异议，核实后取消。{ASK}",
        (),
    )


def on_list(hit: Hit) -> Reason:
    """比对名单命中."""
    since = "" if hit.from_day == SINCE_EVER else f"{hit.from_day} 起"
    until = f"至 {hit.until_day}" if hit.until_day else ""
    span = f"{since}{until}" or "未写起止"
    return Reason(
        Exclusion.COMPARED,
        f"{hit.kind.value}：{span}（{hit.source}，数据截止 {hit.as_of}）。",
        PLAIN[hit.kind].format(hit.as_of),
        (hit.kind.value, hit.from_day.isoformat(), hit.until_day.isoformat() if hit.until_day else ""),
    )
