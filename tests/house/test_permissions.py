"""Who may do what is one table (R09, R69): here it stands again, written out, and nothing goes past it."""

import ast
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.checkout import CHECKOUT
from tests.house.tree import name_of, nodes
from training.notice.appointing import PLACE_OF_ROLE, administrators, appoints
from training.notice.permissions import GRANTS, Permission, Place, is_everywhere, may, place_of
from training.notice.terms import Role

ROLES = (Role.CITY, Role.DISTRICT, Role.INSTITUTION, Role.AUDITOR)
PLACES = {
    "all": Place.EVERYWHERE,
    "district": Place.OWN_DISTRICT,
    "institution": Place.OWN_INSTITUTION,
    "-": None,
}
# One line a permission; under each role whose things it reaches.
TRUTH = """
                          city  district  institution  auditor
ENTER_DESK                all   district  institution  all
SEE_CLASSES               all   district  institution  all
SEE_DEVICE_SIGNALS        all   district  -            -
SEE_MACHINES              all   district  institution  all
KEEP_MACHINES             all   district  -            -
PUSH_ROSTERS              all   district  institution  -
SEE_PANORAMA              all   district  institution  -
KEEP_CAMERAS              all   district  -            -
SEE_UNREAD_PUSHES         all   -         institution  -
SEND_IN_PARTS             all   district  institution  -
HAND_IN_FILES             all   district  institution  -
HAND_IN_REGION_TOTALS     all   district  -            -
SEE_IMPORTS               all   district  institution  all
SEE_UNMATCHED_PUNCHES     all   district  institution  all
MATCH_NUMBERS             -     district  institution  -
DECIDE_MATCHES            all   district  -            -
SEE_WAITING_BATCHES       all   district  -            all
ACCEPT_BATCHES            all   district  -            -
SEE_ROSTER_CHANGES        all   district  institution  all
ASK_FOR_ROSTER_CHANGES    -     district  institution  -
DECIDE_ROSTER_CHANGES     -     district  -            -
KEEP_LEAVES               -     district  institution  -
GIVE_ONLINE_REASON        -     district  institution  -
SEE_CORRECTIONS           all   district  institution  all
DECIDE_CORRECTIONS        -     district  institution  -
REVIEW_CORRECTIONS        -     district  -            -
SEE_ALTERNATIVES          all   district  institution  all
ASK_FOR_ALTERNATIVES      -     -         institution  -
DECIDE_ALTERNATIVES       -     district  -            -
SEE_CHANGES               all   district  institution  all
ASK_FOR_CHANGES           -     district  institution  -
DECIDE_CHANGES            all   district  -            -
NOTE_CHANGES              all   -         -            -
SEE_DOCUMENTS             all   district  institution  all
OPEN_DOCUMENTS            all   district  institution  all
OPEN_PERSONAL_DOCUMENTS   all   district  institution  -
HAND_IN_DOCUMENTS         all   district  institution  -
KEEP_CHECKLISTS           all   -         -            -
SEE_FILINGS               all   district  -            all
REVIEW_FILINGS            all   -         -            -
ANSWER_FILINGS            -     district  -            -
KEEP_TEACHERS             -     district  institution  -
REVIEW_TEACHERS           -     district  -            -
SEE_CHECKS                all   district  -            all
SEE_FULL_NAMES            all   district  institution  -
SEE_WHOLE_NUMBERS         all   district  institution  -
SEE_STATISTICS            all   district  -            -
CHECK_CLASSES             all   district  -            -
VOID_ANY_CHECK            all   -         -            -
SEE_ROUNDS                all   district  -            all
DRAW_ROUNDS               all   district  -            -
SEE_LEADS                 all   district  -            all
FOLLOW_LEADS              all   district  -            -
SEE_FEEDBACK              all   district  -            all
HANDLE_FEEDBACK           all   district  -            -
SEND_FEEDBACK             all   -         -            -
ANSWER_FEEDBACK           -     district  -            -
SEE_RESULTS               all   district  institution  all
SIGN_RESULTS              -     district  -            -
NOTE_UNCHECKABLE          all   -         -            -
SEE_URGINGS               all   district  -            all
URGE                      all   -         -            -
ANSWER_URGING             -     district  -            -
SEE_PLANS                 all   district  -            all
WRITE_PLANS               -     district  -            -
DECIDE_PLANS              all   -         -            -
SEE_PROJECTS              all   district  -            all
REGISTER_PROJECTS         -     district  -            -
DECIDE_PROJECTS           all   district  -            -
KEEP_CHOICES              all   -         -            -
SEE_ANNOUNCEMENTS         all   district  institution  all
WRITE_ANNOUNCEMENTS       all   district  -            -
SEE_CERTIFICATES          all   district  institution  all
PRINT_CERTIFICATES        all   district  institution  -
ISSUE_CERTIFICATES        all   -         -            -
SEE_FORMER_CERTIFICATES   all   district  -            all
TAKE_OVER_CERTIFICATES    all   district  -            -
HAND_OVER_CERTIFICATES    -     district  institution  -
SEE_STANDARDS             all   district  institution  all
KEEP_STANDARDS            all   district  -            -
DECIDE_STANDARDS          all   district  -            -
SEE_COMPARED              all   district  -            all
KEEP_COMPARED             all   district  -            -
SEE_LINES                 all   district  institution  all
SEE_EXCLUSIONS            all   district  -            all
JUDGE_LINES               -     district  -            -
SEE_FOLLOW_UPS            all   district  institution  all
ANSWER_FOLLOW_UPS         -     district  institution  -
SEE_VOUCHERS              all   district  institution  all
ISSUE_VOUCHERS            all   -         -            -
USE_VOUCHERS              -     district  institution  -
USE_WITHOUT_CODE          -     district  -            -
RELEASE_VOUCHERS          -     district  -            -
WRITE_OFF_VOUCHERS        all   -         -            -
VOID_VOUCHERS             all   -         -            -
SEE_CLAIMS                all   district  -            all
SEE_CLAIM_NUMBERS         all   district  -            all
OPEN_PAPERS               all   district  -            -
HANDLE_CLAIMS             all   district  -            -
REVIEW_CLAIMS             -     district  -            -
LOOK_AGAIN                all   -         -            -
TAKE_APPROVED_LIST        all   district  -            -
FILE_AT_COUNTER           -     district  -            -
SEE_PUBLICITIES           all   district  -            all
BEGIN_PUBLICITY           -     district  -            -
HANDLE_OBJECTIONS         -     district  -            -
APPLY_FOR_PAYMENT         -     district  -            -
RECORD_PAYMENTS           -     district  -            -
SEE_LEDGERS               all   district  -            all
KEEP_LEDGERS              -     district  -            -
SEE_PAPER_OPENINGS        all   -         -            all
SEE_OUTCOMES              all   district  institution  all
SEE_BACK_CHECKS           all   district  -            all
CHECK_FOLLOW_UPS          all   -         -            -
SEE_REGION                all   district  -            all
KEEP_REGION               -     district  -            -
SETTLE_REGION             all   district  -            -
SEE_TALENT                all   district  -            all
EXPORT_TALENT             -     district  -            -
SEE_PROBLEMS              all   district  -            -
HANDLE_PROBLEMS           all   district  -            -
ANSWER_DATA_REQUESTS      all   district  -            -
SEE_INSTITUTION_ALERTS    -     -         institution  -
SEE_INSPECTOR_ALERTS      all   district  -            all
SEE_ADMINISTRATOR_ALERTS  all   -         -            -
ACT_ON_ALERTS             all   district  institution  -
SEE_REMINDERS             all   district  institution  -
SEE_MESSAGES              all   district  -            all
RETRY_MESSAGES            all   district  -            -
RESUME_CHANNELS           all   -         -            -
KEEP_TOKENS               all   -         -            -
SEE_ACTS                  all   district  -            all
SEE_CHAT_USAGE            all   -         -            -
SEE_HEALTH                all   -         -            -
SEE_STAFF                 all   district  institution  all
MANAGE_STAFF              all   district  -            -
MANAGE_INSTITUTIONS       all   district  -            -
APPROVE_SCHOOLS           all   district  -            -
SEE_RULES                 all   district  institution  all
MAKE_RULES                all   district  -            -
LOOK_AFTER_PHONES         all   district  institution  -
HOLD_PURGES               all   -         -            -
IMPORT_CALENDAR           all   -         -            -
"""
LINES = [line.split() for line in TRUTH.strip().splitlines()[1:]]
CASES = [
    (Permission[name], role, PLACES[cell])
    for name, *cells in LINES
    for role, cell in zip(ROLES, cells, strict=True)
]

# Where a role is spoken of by its name: the table, and what registers people.
NAMES_A_ROLE = {
    "training/notice/appointing.py",
    "training/notice/places.py",
    "training/staff/acts/add_staff.py",
}
# Whoever invents people gives each a role.
INVENTS_PEOPLE = "webapp/demo/"
# Who may, asked of the database, is the table again.
COMPARES_A_ROLE = {"training/staff/views/who_may.py"}
TABLE = CHECKOUT / "training/notice/permissions.py"
PACKAGES = ("training", "bot", "webapp", "notifications")
ASKED_IN_A_PAGE = re.compile(
    r"""\brole\s*(?:[!=]=|(?:not\s+)?in\b|is\b)|["'](?:city|district|institution|auditor)["']"""
)


def test_every_permission_and_every_role_stands_here():
    assert [name for name, *_ in LINES] == list(Permission.__members__) == [each.name for each in Permission]
    assert set(ROLES) == set(Role)
    assert set(GRANTS) == set(Permission)


@pytest.mark.parametrize(("permission", "role", "place"), CASES)
def test_a_role_may_do_what_is_written_here_and_nothing_else(permission, role, place):
    assert place_of(role, permission) is place
    assert may(role, permission) is (place is not None)
    assert is_everywhere(role, permission) is (place is Place.EVERYWHERE)


@pytest.mark.parametrize(
    ("role", "given"),
    [
        (Role.CITY, {Role.CITY, Role.DISTRICT, Role.INSTITUTION, Role.AUDITOR}),
        (Role.DISTRICT, {Role.DISTRICT, Role.INSTITUTION}),
        (Role.INSTITUTION, set()),
        (Role.AUDITOR, set()),
    ],
)
def test_nobody_gives_a_role_above_the_own(role, given):
    assert set(appoints(role)) == given
    assert bool(given) is may(role, Permission.MANAGE_STAFF)


def test_the_city_administrates_and_every_role_has_its_place():
    assert administrators() == (Role.CITY,)
    assert set(PLACE_OF_ROLE) == set(Role)


def test_every_permission_is_asked_for_somewhere():
    files = [each for each in (*_files("*.py"), *_files("*.html")) if each != TABLE]
    asked = {name for each in files for name in re.findall(r"Permission\.(\w+)", _text(each))}

    assert asked == set(Permission.__members__)


def test_no_role_is_named_but_in_the_table_and_where_people_are_registered():
    assert _modules_with(_names_a_role) == NAMES_A_ROLE


def test_nobody_compares_a_role_where_the_table_could_be_asked():
    assert _modules_with(_compares_a_role) == COMPARES_A_ROLE


def test_no_page_asks_for_a_role():
    pages = _files("*.html")

    assert len(pages) > 50
    assert [page.name for page in pages if any(map(_asks_for_a_role, _code(_text(page))))] == []


@pytest.mark.parametrize(
    ("source", "is_asked"),
    [
        ('{% if staff.role == "city" %}', True),
        ("{% if staff.role not in looking %}", True),
        ('{{ "全称" if who != "auditor" }}', True),
        ("{% if may(staff.role, Permission.CHECK_CLASSES) %}", False),
        ('<button name="district">{{ line.district }}</button>', False),
    ],
)
def test_a_page_that_asks_for_a_role_is_noticed(source, is_asked):
    assert any(map(_asks_for_a_role, _code(source))) is is_asked


@pytest.mark.parametrize(
    ("source", "names", "compares"),
    [
        ("staff.role is Role.CITY", True, True),
        ("staff.role in INSPECTORS", False, True),
        ("'city' == asking.staff.role", False, True),
        ("for role in Role: role.words", False, False),
        ("may(staff.role, Permission.CHECK_CLASSES)", False, False),
    ],
)
def test_code_that_asks_for_a_role_is_noticed(source, names, compares):
    found = list(ast.walk(ast.parse(source)))

    assert any(map(_names_a_role, found)) is names
    assert any(map(_compares_a_role, found)) is compares


def _modules_with(is_there: Callable[[ast.AST], bool]) -> set[str]:
    found = {name_of(file) for file in _files("*.py") if any(map(is_there, nodes(file)))}
    return {name for name in found if not name.startswith(INVENTS_PEOPLE)}


def _files(pattern: str) -> list[Path]:
    return [file for package in PACKAGES for file in (CHECKOUT / package).rglob(pattern)]


def _text(file: Path) -> str:
    return file.read_text(encoding="utf-8")


def _names_a_role(node: ast.AST) -> bool:
    return isinstance(node, ast.Attribute) and node.attr in Role.__members__ and _is_role(node.value)


def _is_role(node: ast.AST) -> bool:
    return isinstance(node, ast.Name) and node.id == "Role"


def _compares_a_role(node: ast.AST) -> bool:
    sides = [node.left, *node.comparators] if isinstance(node, ast.Compare) else []
    return any(isinstance(each, ast.Attribute) and each.attr == "role" for each in sides)


def _code(source: str) -> list[str]:
    """What a template computes; the rest are words and tags."""
    return re.findall(r"{[{%].*?[}%]}", source, re.DOTALL)


def _asks_for_a_role(code: str) -> bool:
    return ASKED_IN_A_PAGE.search(code) is not None
