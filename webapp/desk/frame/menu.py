"""The menu of the desk: what each role finds at its side; pure."""

from collections.abc import Iterator
from dataclasses import dataclass

from training.notice.permissions import Permission, may
from training.notice.terms import Role
from training.worklist.terms import WorkKind


@dataclass(frozen=True)
class Entry:
    """One line of the menu: its words, its page, its picture, and who finds it."""

    words: str
    endpoint: str
    icon: str
    permission: Permission
    also: tuple[str, ...] = ()
    """Blueprints whose pages lie behind this one."""
    counts: tuple[WorkKind, ...] = ()
    """What of the worklist is done there: how much of it waits stands beside the words."""

    @property
    def rooms(self) -> tuple[str, ...]:
        """Whoever is on a page of these blueprints is at this entry."""
        return (self.endpoint.partition(".")[0], *self.also)


@dataclass(frozen=True)
class Section:
    """Entries of one kind under their heading."""

    words: str
    entries: tuple[Entry, ...]


OF_A_CHECK = ("check_acts", "calls", "video_acts", "proof", "outside_rounds")
OF_A_MACHINE = ("machine_keeping", "machine_asking")
OF_A_CLASS = ("one_class", "class_leave", "class_result", "class_lines", "class_region", "class_teachers")
OF_A_PERSON = ("one_person", "person_office")
OF_A_SCHOOL = ("institution_office",)
OF_A_MESSAGE = ("message_channel", "messages_at_once")
OF_A_CORRECTION = ("corrections_at_once",)
OF_A_CLAIM = ("publicity", "counter")
OF_A_MEETING = ("fund_applications", "line_money", "meeting_papers")
OF_DOCUMENTS = ("documents", "document_files", "checklists")
OF_A_PROJECT = ("project_choices", "class_project")
OF_PLANS = ("class_plan",)
OF_LEDGERS = ("ledger_entries", "use_of_funds")
OF_RULES = ("rule_proposals",)
OF_AN_IMPORT = ("uploads", "unmatched", "matches")
OF_NUMBERS = ("one_certificate", "former_certificates")
OF_VOUCHERS = ("one_voucher", "class_vouchers")
PLANS = (WorkKind.PLAN,)
RULES = (WorkKind.RULES,)
NUMBERS = (WorkKind.NUMBERS, WorkKind.PAPERS, WorkKind.VOIDING)
FOLLOW_UPS = (WorkKind.FOLLOW_UPS,)
BACK_CHECKS = (WorkKind.BACK_CHECK, WorkKind.DISPROVED)
VOUCHERS = (
    WorkKind.TO_WRITE_OFF,
    WorkKind.VOUCHER_VOIDING,
    WorkKind.DOUBTFUL_PHONES,
    WorkKind.GONE_WRONG,
    WorkKind.REOPENING,
)
RESULTS = (WorkKind.TO_JUDGE, WorkKind.VERDICT, WorkKind.LIST, WorkKind.TO_LIST)
PROJECTS = (WorkKind.PROJECT,)
ROSTERS = (WorkKind.ROSTER,)
UPLOADS = (WorkKind.UPLOAD,)
PROBLEMS = (WorkKind.PROBLEM,)
CORRECTIONS = (WorkKind.CORRECTION, WorkKind.REVIEW)
OTHER_WAYS = (WorkKind.ALTERNATIVE,)
REQUESTS = (WorkKind.DATA_REQUEST,)
STANDARDS = (WorkKind.STANDARDS,)
COMPARED = (WorkKind.COMPARED,)
MONEY = (
    *(WorkKind.TO_GRANT, WorkKind.TO_PUBLICISE, WorkKind.TO_APPLY),
    *(WorkKind.LINE_OBJECTION, WorkKind.TO_PAY, WorkKind.RECOVERY, WorkKind.UNDOING, WorkKind.FOUND),
    WorkKind.LINE_OVERRIDE,
)
LINES = (WorkKind.LINES, WorkKind.SECOND_OF_LINES)
CLAIMS = (WorkKind.CLAIM, WorkKind.PUBLICITY)
MENU = (
    Section(
        "工作台",
        (
            Entry("总览", "staff.home", "home", Permission.ENTER_DESK),
            Entry("需要我处理", "work.index", "list", Permission.ENTER_DESK),
            Entry("全景墙", "panorama.index", "wall", Permission.SEE_PANORAMA, ("cameras",)),
            Entry("提醒", "alerts.index", "bell", Permission.ENTER_DESK),
        ),
    ),
    Section(
        "班级",
        (
            Entry("班级", "class_list.index", "class", Permission.SEE_CLASSES, OF_A_CLASS),
            Entry("学员", "people.index", "person", Permission.SEE_CLASSES, OF_A_PERSON),
            Entry("培训机构", "institutions.index", "school", Permission.SEE_CLASSES, OF_A_SCHOOL),
            Entry("材料", "lacking.index", "file", Permission.SEE_DOCUMENTS, OF_DOCUMENTS),
            Entry("授课教师", "teachers.index", "teacher", Permission.SEE_CLASSES, (), (WorkKind.TEACHER,)),
            Entry("结业评估", "results.index", "verdict", Permission.SEE_RESULTS, (), RESULTS),
            Entry("证书", "certificates.index", "medal", Permission.SEE_CERTIFICATES, OF_NUMBERS, NUMBERS),
            Entry("就业创业分析", "outcomes.index", "pulse", Permission.SEE_OUTCOMES),
            Entry("培训券", "vouchers.index", "money", Permission.SEE_VOUCHERS, OF_VOUCHERS, VOUCHERS),
            Entry("季度计划", "plans.index", "calendar", Permission.SEE_PLANS, OF_PLANS, PLANS),
            Entry("项目", "projects.index", "folder", Permission.SEE_PROJECTS, OF_A_PROJECT, PROJECTS),
        ),
    ),
    Section(
        "监督",
        (
            Entry("查班", "checks.index", "phone", Permission.SEE_CHECKS, OF_A_CHECK, (WorkKind.CHECK,)),
            Entry("查班记录", "check_list.index", "log", Permission.SEE_CHECKS),
            Entry("今日抽查", "rounds.index", "draw", Permission.SEE_ROUNDS),
            Entry("线索", "leads.index", "eye", Permission.SEE_LEADS, (), (WorkKind.LEAD,)),
            Entry("备案复核", "filings.index", "passed", Permission.SEE_FILINGS, (), (WorkKind.FILING,)),
            Entry("抽查反馈", "feedback.index", "reply", Permission.SEE_FEEDBACK, (), (WorkKind.FEEDBACK,)),
            Entry("复核回访", "back_checks.index", "phone", Permission.SEE_BACK_CHECKS, (), BACK_CHECKS),
            Entry("督办", "urgings.index", "urge", Permission.SEE_URGINGS, (), (WorkKind.URGING,)),
            Entry("申请与审批", "changes.index", "swap", Permission.SEE_CHANGES, (), (WorkKind.CHANGE,)),
        ),
    ),
    Section(
        "学员",
        (
            Entry(
                "人员增减",
                "roster_changes.index",
                "swap",
                Permission.SEE_ROSTER_CHANGES,
                (),
                ROSTERS,
            ),
            Entry(
                "补卡申请",
                "staff_corrections.waiting",
                "clock",
                Permission.SEE_CORRECTIONS,
                OF_A_CORRECTION,
                CORRECTIONS,
            ),
            Entry("请假", "leaves.index", "clock", Permission.SEE_CLASSES),
            Entry(
                "不刷脸申请",
                "staff_alternatives.show",
                "person",
                Permission.SEE_ALTERNATIVES,
                (),
                OTHER_WAYS,
            ),
            Entry("公告", "announcements.index", "bell", Permission.SEE_ANNOUNCEMENTS),
            Entry("就业回访", "follow_ups.index", "phone", Permission.SEE_FOLLOW_UPS, (), FOLLOW_UPS),
            Entry("学员反映", "problems.index", "message", Permission.SEE_PROBLEMS, (), PROBLEMS),
            Entry(
                "个人信息请求",
                "data_requests.index",
                "shield",
                Permission.ANSWER_DATA_REQUESTS,
                (),
                REQUESTS,
            ),
        ),
    ),
    Section(
        "补贴",
        (
            Entry("补贴核定", "judging.index", "verdict", Permission.SEE_EXCLUSIONS, (), LINES),
            Entry(
                "上会和拨付",
                "subsidy_meetings.index",
                "money",
                Permission.SEE_PUBLICITIES,
                OF_A_MEETING,
                MONEY,
            ),
            Entry("补贴明细", "line_list.index", "list", Permission.SEE_LINES),
            Entry("C1 补贴审核", "review.index", "money", Permission.SEE_CLAIMS, OF_A_CLAIM, CLAIMS),
            Entry("收支台账", "ledgers.index", "list", Permission.SEE_LEDGERS, OF_LEDGERS),
            Entry("补贴标准", "standards.index", "rules", Permission.SEE_STANDARDS, (), STANDARDS),
            Entry("比对名单", "compared.index", "eye", Permission.SEE_COMPARED, (), COMPARED),
        ),
    ),
    Section(
        "数据",
        (
            Entry("导入", "imports.index", "import", Permission.SEE_IMPORTS, OF_AN_IMPORT, UPLOADS),
            Entry("自治区对照", "region.index", "swap", Permission.SEE_REGION, (), (WorkKind.REGION,)),
            Entry("供需对接", "talent.index", "person", Permission.SEE_TALENT, (), (WorkKind.TALENT,)),
            Entry("打卡批次", "batches.index", "list", Permission.SEE_WAITING_BATCHES),
            Entry("考勤机", "machines.index", "machine", Permission.SEE_MACHINES, OF_A_MACHINE),
            Entry("未识别的上传", "unread_pushes.waiting", "machine", Permission.SEE_UNREAD_PUSHES),
        ),
    ),
    Section(
        "管理",
        (
            Entry("工作人员", "members.index", "person", Permission.SEE_STAFF, also=("member",)),
            Entry("代理", "deputies.index", "swap", Permission.ENTER_DESK, (), (WorkKind.DEPUTY,)),
            Entry("权限表", "permissions.show", "shield", Permission.SEE_STAFF),
            Entry("规则", "rule_versions.index", "rules", Permission.SEE_RULES, OF_RULES, RULES),
            Entry("短信", "messages.index", "message", Permission.SEE_MESSAGES, OF_A_MESSAGE),
            Entry("接口令牌", "tokens.index", "shield", Permission.KEEP_TOKENS),
            Entry("经办记录", "acts.index", "log", Permission.SEE_ACTS),
            Entry("查阅记录", "openings.show", "log", Permission.SEE_PAPER_OPENINGS),
            Entry("谁看过什么", "looks.show", "eye", Permission.SEE_PAPER_OPENINGS),
            Entry("放假安排", "calendar.show", "clock", Permission.ENTER_DESK),
            Entry("到期删除", "purges.show", "box", Permission.HOLD_PURGES),
            Entry("系统状态", "running.show", "pulse", Permission.SEE_HEALTH, ("keys",)),
        ),
    ),
)


def menu_of(role: Role) -> tuple[Section, ...]:
    """What this role may see, without empty headings."""
    return tuple(_filled(role))


def _filled(role: Role) -> Iterator[Section]:
    for section in MENU:
        found = tuple(each for each in section.entries if may(role, each.permission))
        if found:
            yield Section(section.words, found)
