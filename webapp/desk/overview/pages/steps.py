"""先做这几步: how a new city begins, as its overview shows it; pure."""

from dataclasses import dataclass

from training.worklist.views.first_steps import FirstSteps


@dataclass(frozen=True)
class Step:
    """One step: what to do, why, the page where it is done, and whether it is."""

    words: str
    why: str
    endpoint: str
    is_done: bool


def steps_of(own: FirstSteps | None) -> tuple[Step, ...]:
    """In the order in which each needs the one before; none where nothing is left to begin with."""
    if own is None:
        return ()
    return (
        Step("登记工作人员", "旗县区和培训机构的人各用自己的账号办事。", "members.form", own.has_staff),
        Step("登记培训机构", "班级和考勤机都属于一个机构。", "institutions.index", own.has_institutions),
        Step(
            "看一遍规则",
            "和通知不同的先改好，备案的班按当天的版本。",
            "rule_versions.index",
            own.has_rules,
        ),
        Step("登记考勤机", "打卡从登记过的考勤机来。", "machines.index", own.has_machines),
        Step("导入开班备案", "交来第一个班的备案、名册和课表。", "imports.index", False),
    )
