"""Who may do what, and with whose things: one table, asked by pages, chat, API and commands (R09, R69).

It lies with the notice and not with the staff, because classes, which know no staff, are seen by it too.
"""

from collections.abc import Mapping

from training.notice.permission_words import Permission as Permission
from training.notice.places import AUDITOR, CITY, DISTRICT, INSTITUTION, Grant
from training.notice.places import Place as Place
from training.notice.terms import Role

GRANTS: Mapping[Permission, Grant] = {
    Permission.ENTER_DESK: {**CITY, **DISTRICT, **INSTITUTION, **AUDITOR},
    Permission.SEE_CLASSES: {**CITY, **DISTRICT, **INSTITUTION, **AUDITOR},
    Permission.SEE_DEVICE_SIGNALS: {**CITY, **DISTRICT},
    Permission.SEE_MACHINES: {**CITY, **DISTRICT, **INSTITUTION, **AUDITOR},
    # Whose punches it brings does not say which machine is to be believed.
    Permission.KEEP_MACHINES: {**CITY, **DISTRICT},
    Permission.PUSH_ROSTERS: {**CITY, **DISTRICT, **INSTITUTION},
    # Whoever looks from outside needs no face to count.
    Permission.SEE_PANORAMA: {**CITY, **DISTRICT, **INSTITUTION},
    # As machines: whose room it is does not say which camera is to be believed.
    Permission.KEEP_CAMERAS: {**CITY, **DISTRICT},
    Permission.SEE_UNREAD_PUSHES: {**CITY, **INSTITUTION},
    # A file counts for nothing before a form with a permission of its own takes it in.
    Permission.SEND_IN_PARTS: {**CITY, **DISTRICT, **INSTITUTION},
    # Everybody hands in what is in the own reach; the figures of the region are no school's affair.
    Permission.HAND_IN_FILES: {**CITY, **DISTRICT, **INSTITUTION},
    Permission.HAND_IN_REGION_TOTALS: {**CITY, **DISTRICT},
    Permission.SEE_IMPORTS: {**CITY, **DISTRICT, **INSTITUTION, **AUDITOR},
    Permission.SEE_UNMATCHED_PUNCHES: {**CITY, **DISTRICT, **INSTITUTION, **AUDITOR},
    # A district asks for a school that cannot, and after the end of a class; another hand decides.
    Permission.MATCH_NUMBERS: {**DISTRICT, **INSTITUTION},
    Permission.DECIDE_MATCHES: {**CITY, **DISTRICT},
    # The school that hands punches in too late is no judge of them.
    Permission.SEE_WAITING_BATCHES: {**CITY, **DISTRICT, **AUDITOR},
    Permission.ACCEPT_BATCHES: {**CITY, **DISTRICT},
    Permission.SEE_ROSTER_CHANGES: {**CITY, **DISTRICT, **INSTITUTION, **AUDITOR},
    # A district asks for a school that cannot; another one of it decides.
    Permission.ASK_FOR_ROSTER_CHANGES: {**DISTRICT, **INSTITUTION},
    Permission.DECIDE_ROSTER_CHANGES: DISTRICT,
    # The city supervises; it is no school that excuses people.
    Permission.KEEP_LEAVES: {**DISTRICT, **INSTITUTION},
    Permission.GIVE_ONLINE_REASON: {**DISTRICT, **INSTITUTION},
    Permission.SEE_CORRECTIONS: {**CITY, **DISTRICT, **INSTITUTION, **AUDITOR},
    Permission.DECIDE_CORRECTIONS: {**DISTRICT, **INSTITUTION},
    Permission.REVIEW_CORRECTIONS: DISTRICT,
    Permission.SEE_ALTERNATIVES: {**CITY, **DISTRICT, **INSTITUTION, **AUDITOR},
    Permission.ASK_FOR_ALTERNATIVES: INSTITUTION,
    Permission.DECIDE_ALTERNATIVES: DISTRICT,
    Permission.SEE_CHANGES: {**CITY, **DISTRICT, **INSTITUTION, **AUDITOR},
    Permission.ASK_FOR_CHANGES: {**DISTRICT, **INSTITUTION},
    # The city decides only what the district itself asks for.
    Permission.DECIDE_CHANGES: {**CITY, **DISTRICT},
    Permission.NOTE_CHANGES: CITY,
    Permission.SEE_DOCUMENTS: {**CITY, **DISTRICT, **INSTITUTION, **AUDITOR},
    Permission.OPEN_DOCUMENTS: {**CITY, **DISTRICT, **INSTITUTION, **AUDITOR},
    # As names are masked for an auditor, a roster or a proof is listed for him and not opened.
    Permission.OPEN_PERSONAL_DOCUMENTS: {**CITY, **DISTRICT, **INSTITUTION},
    Permission.HAND_IN_DOCUMENTS: {**CITY, **DISTRICT, **INSTITUTION},
    Permission.KEEP_CHECKLISTS: CITY,
    # Between the offices; a school hears of it from its district.
    Permission.SEE_FILINGS: {**CITY, **DISTRICT, **AUDITOR},
    Permission.REVIEW_FILINGS: CITY,
    Permission.ANSWER_FILINGS: DISTRICT,
    # A district writes for a school that cannot, and judges alone.
    Permission.KEEP_TEACHERS: {**DISTRICT, **INSTITUTION},
    Permission.REVIEW_TEACHERS: DISTRICT,
    # An institution that saw a check would be warned.
    Permission.SEE_CHECKS: {**CITY, **DISTRICT, **AUDITOR},
    # Whoever looks from outside needs no name to count.
    Permission.SEE_FULL_NAMES: {**CITY, **DISTRICT, **INSTITUTION},
    Permission.SEE_WHOLE_NUMBERS: {**CITY, **DISTRICT, **INSTITUTION},
    Permission.SEE_STATISTICS: {**CITY, **DISTRICT},
    Permission.CHECK_CLASSES: {**CITY, **DISTRICT},
    Permission.VOID_ANY_CHECK: CITY,
    # A district sees none of the city's, or nobody there would be surprised.
    Permission.SEE_ROUNDS: {**CITY, **DISTRICT, **AUDITOR},
    Permission.DRAW_ROUNDS: {**CITY, **DISTRICT},
    # What trainees say of an institution is not for its eyes.
    Permission.SEE_LEADS: {**CITY, **DISTRICT, **AUDITOR},
    Permission.FOLLOW_LEADS: {**CITY, **DISTRICT},
    Permission.SEE_FEEDBACK: {**CITY, **DISTRICT, **AUDITOR},
    Permission.HANDLE_FEEDBACK: {**CITY, **DISTRICT},
    Permission.SEND_FEEDBACK: CITY,
    Permission.ANSWER_FEEDBACK: DISTRICT,
    Permission.SEE_RESULTS: {**CITY, **DISTRICT, **INSTITUTION, **AUDITOR},
    # 旗县区结合本地区检查情况，综合评估: neither the city nor the school.
    Permission.SIGN_RESULTS: DISTRICT,
    Permission.NOTE_UNCHECKABLE: CITY,
    # Between the offices; a school hears of it from its district.
    Permission.SEE_URGINGS: {**CITY, **DISTRICT, **AUDITOR},
    Permission.URGE: CITY,
    Permission.ANSWER_URGING: DISTRICT,
    # Between the offices; a school sees its own classes.
    Permission.SEE_PLANS: {**CITY, **DISTRICT, **AUDITOR},
    Permission.WRITE_PLANS: DISTRICT,
    Permission.DECIDE_PLANS: CITY,
    Permission.SEE_PROJECTS: {**CITY, **DISTRICT, **AUDITOR},
    Permission.REGISTER_PROJECTS: DISTRICT,
    Permission.DECIDE_PROJECTS: {**CITY, **DISTRICT},
    Permission.KEEP_CHOICES: CITY,
    Permission.SEE_ANNOUNCEMENTS: {**CITY, **DISTRICT, **INSTITUTION, **AUDITOR},
    Permission.WRITE_ANNOUNCEMENTS: {**CITY, **DISTRICT},
    Permission.SEE_CERTIFICATES: {**CITY, **DISTRICT, **INSTITUTION, **AUDITOR},
    Permission.PRINT_CERTIFICATES: {**CITY, **DISTRICT, **INSTITUTION},
    Permission.ISSUE_CERTIFICATES: CITY,
    # A school has nothing to do with what other schools issued.
    Permission.SEE_FORMER_CERTIFICATES: {**CITY, **DISTRICT, **AUDITOR},
    Permission.TAKE_OVER_CERTIFICATES: {**CITY, **DISTRICT},
    Permission.HAND_OVER_CERTIFICATES: {**DISTRICT, **INSTITUTION},
    # What is paid for a class is no secret to whoever holds it.
    Permission.SEE_STANDARDS: {**CITY, **DISTRICT, **INSTITUTION, **AUDITOR},
    # A district makes its own, the city those that hold wherever a district has none.
    Permission.KEEP_STANDARDS: {**CITY, **DISTRICT},
    Permission.DECIDE_STANDARDS: {**CITY, **DISTRICT},
    # Who is on a list is nobody's business but the offices'.
    Permission.SEE_COMPARED: {**CITY, **DISTRICT, **AUDITOR},
    Permission.KEEP_COMPARED: {**CITY, **DISTRICT},
    # A school reads who of its people is paid for, and not on which list somebody was found.
    Permission.SEE_LINES: {**CITY, **DISTRICT, **INSTITUTION, **AUDITOR},
    Permission.SEE_EXCLUSIONS: {**CITY, **DISTRICT, **AUDITOR},
    # 由各旗县区确定符合领取补贴的培训班次和合格人员.
    Permission.JUDGE_LINES: DISTRICT,
    Permission.SEE_FOLLOW_UPS: {**CITY, **DISTRICT, **INSTITUTION, **AUDITOR},
    # The city asks some of them again, and so asks nobody the first time.
    Permission.ANSWER_FOLLOW_UPS: {**DISTRICT, **INSTITUTION},
    # A school knows those that are used in its classes.
    Permission.SEE_VOUCHERS: {**CITY, **DISTRICT, **INSTITUTION, **AUDITOR},
    Permission.ISSUE_VOUCHERS: CITY,
    Permission.USE_VOUCHERS: {**DISTRICT, **INSTITUTION},
    # Whoever is paid for somebody does not vouch that the person wanted it.
    Permission.USE_WITHOUT_CODE: DISTRICT,
    # A school that was to be paid for somebody does not decide that he never came.
    Permission.RELEASE_VOUCHERS: DISTRICT,
    Permission.WRITE_OFF_VOUCHERS: CITY,
    Permission.VOID_VOUCHERS: CITY,
    Permission.SEE_CLAIMS: {**CITY, **DISTRICT, **AUDITOR},
    Permission.SEE_CLAIM_NUMBERS: {**CITY, **DISTRICT, **AUDITOR},
    # An auditor checks who opened what, and opens nothing.
    Permission.OPEN_PAPERS: {**CITY, **DISTRICT},
    Permission.HANDLE_CLAIMS: {**CITY, **DISTRICT},
    Permission.REVIEW_CLAIMS: DISTRICT,
    Permission.LOOK_AGAIN: CITY,
    Permission.TAKE_APPROVED_LIST: {**CITY, **DISTRICT},
    Permission.FILE_AT_COUNTER: DISTRICT,
    Permission.SEE_PUBLICITIES: {**CITY, **DISTRICT, **AUDITOR},
    Permission.BEGIN_PUBLICITY: DISTRICT,
    Permission.HANDLE_OBJECTIONS: DISTRICT,
    Permission.APPLY_FOR_PAYMENT: DISTRICT,
    Permission.RECORD_PAYMENTS: DISTRICT,
    # What came and went is between the offices; a school sees what it was paid itself.
    Permission.SEE_LEDGERS: {**CITY, **DISTRICT, **AUDITOR},
    Permission.KEEP_LEDGERS: DISTRICT,
    Permission.SEE_PAPER_OPENINGS: {**CITY, **AUDITOR},
    Permission.SEE_OUTCOMES: {**CITY, **DISTRICT, **INSTITUTION, **AUDITOR},
    # Whoever records answers does not know which are asked again; a school hears of it from its district.
    Permission.SEE_BACK_CHECKS: {**CITY, **DISTRICT, **AUDITOR},
    Permission.CHECK_FOLLOW_UPS: CITY,
    # What is approved there is the business of the offices; a school sees it in the region's own system.
    Permission.SEE_REGION: {**CITY, **DISTRICT, **AUDITOR},
    Permission.KEEP_REGION: DISTRICT,
    # Of the city only what is of no district: a class that nobody here has, of a school that nobody knows.
    Permission.SETTLE_REGION: {**CITY, **DISTRICT},
    # Who was handed on is looked after by the offices; the file holds whole numbers.
    Permission.SEE_TALENT: {**CITY, **DISTRICT, **AUDITOR},
    Permission.EXPORT_TALENT: DISTRICT,
    Permission.SEE_PROBLEMS: {**CITY, **DISTRICT},
    Permission.HANDLE_PROBLEMS: {**CITY, **DISTRICT},
    # The office is the handler of the data, and no school decides about it.
    Permission.ANSWER_DATA_REQUESTS: {**CITY, **DISTRICT},
    Permission.SEE_INSTITUTION_ALERTS: INSTITUTION,
    Permission.SEE_INSPECTOR_ALERTS: {**CITY, **DISTRICT, **AUDITOR},
    # That a channel is out of money is for those who run it.
    Permission.SEE_ADMINISTRATOR_ALERTS: CITY,
    Permission.ACT_ON_ALERTS: {**CITY, **DISTRICT, **INSTITUTION},
    Permission.SEE_REMINDERS: {**CITY, **DISTRICT, **INSTITUTION},
    Permission.SEE_MESSAGES: {**CITY, **DISTRICT, **AUDITOR},
    Permission.RETRY_MESSAGES: {**CITY, **DISTRICT},
    Permission.RESUME_CHANNELS: CITY,
    Permission.KEEP_TOKENS: CITY,
    Permission.SEE_ACTS: {**CITY, **DISTRICT, **AUDITOR},
    Permission.SEE_CHAT_USAGE: CITY,
    Permission.SEE_HEALTH: CITY,
    Permission.SEE_STAFF: {**CITY, **DISTRICT, **INSTITUTION, **AUDITOR},
    # Whom each may register and change, `appointing.APPOINTS` says.
    Permission.MANAGE_STAFF: {**CITY, **DISTRICT},
    Permission.MANAGE_INSTITUTIONS: {**CITY, **DISTRICT},
    Permission.APPROVE_SCHOOLS: {**CITY, **DISTRICT},
    Permission.SEE_RULES: {**CITY, **DISTRICT, **INSTITUTION, **AUDITOR},
    # A district makes its own, the city those that hold wherever a district has none.
    Permission.MAKE_RULES: {**CITY, **DISTRICT},
    Permission.LOOK_AFTER_PHONES: {**CITY, **DISTRICT, **INSTITUTION},
    Permission.HOLD_PURGES: CITY,
    Permission.IMPORT_CALENDAR: CITY,
}


def may(role: Role, permission: Permission) -> bool:
    """Whether this role has it at all; where it reaches, `place_of` tells."""
    return role in GRANTS[permission]


def place_of(role: Role, permission: Permission) -> Place | None:
    """Whose things it reaches; None for those who do not have it."""
    return GRANTS[permission].get(role)


def is_everywhere(role: Role, permission: Permission) -> bool:
    """Whether things of several districts come before this role, so that each has to name its own."""
    return place_of(role, permission) is Place.EVERYWHERE
