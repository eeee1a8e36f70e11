"""R10: vouchers in the browser, from the first to the chart; every page on a phone and at a desk."""

from datetime import datetime, timedelta
from hashlib import sha256

from sqlalchemy import select

from tests.browser.axe import violations
from tests.browser.checked import opened
from tests.browser.conftest import Visit
from tests.browser.desk.places import CITY
from tests.browser.desk.test_every_page import SCROLLS_OR_UNSEEN
from tests.browser.installation import Installation
from tests.browser.test_every_page import AXE, DESK, OPEN_ALL, TOO_SMALL, TOO_WIDE
from tests.browser.visitor import Visitor, keep_picture
from training.notice.clock import SHANGHAI, shanghai_day
from training.notice.terms import Fund, Role
from training.records.classes.classes import TrainingClass
from training.records.classes.trainees import Enrolment, Trainee
from training.records.vouchers.vouchers import Voucher
from training.sheets.hand_in import HandedFile
from training.staff.acts.add_staff import add_staff
from training.staff.views.find_staff import find_staff
from training.vouchers.acts.import_vouchers import import_vouchers
from training.vouchers.sheets.voucher_sheet import VoucherRow
from training.vouchers.views.codes import code_of

CLERK = "券区办"
PHONE = {"width": 360, "height": 740}


def issue(product: Installation) -> tuple[str, str, str]:
    """To three people of a class under way; the class's key, the first number, who has it."""
    now = datetime.now(SHANGHAI)
    with opened(product) as (database, _), database.writing() as session:
        of_class = select(TrainingClass).join(Enrolment, Enrolment.class_id == TrainingClass.id)
        own = session.scalars(of_class.where(TrainingClass.ends_on >= shanghai_day(now))).first()
        people = session.scalars(select(Trainee).join(Enrolment).where(Enrolment.class_id == own.id)).all()
        rows = [_row(place, who, own) for place, who in enumerate(people[:3], 2)]
        add_staff(session, CLERK, Role.DISTRICT, own.district, None, now=now)
        city = find_staff(session, CITY)
        file = HandedFile("券.xlsx", sha256(b"vouchers").hexdigest(), CITY, now, city.id)
        assert import_vouchers(session, rows, file, accept_good_rows=True).stored == 3
        return str(own.public_id), own.class_number, people[0].phone


def a_code(product: Installation) -> tuple[str, str]:
    """The first number, and what its person reads out."""
    with opened(product) as (database, _), database.reading() as session:
        own = session.scalars(select(Voucher).order_by(Voucher.id)).first()
        return own.number, code_of(session, own)


def _row(place: int, who: Trainee, own: TrainingClass) -> VoucherRow:
    row = VoucherRow(
        *(place, "培训券发放", "冬季", who.name, who.id_number, who.phone, own.district.name, own.trade, "")
    )
    row.fund, row.valid_from = Fund.EMPLOYMENT, own.starts_on
    row.valid_until, row.face_fen = own.ends_on + timedelta(days=9), 120000
    return row


def faults(visitor: Visitor) -> list[object]:
    """What axe finds, what is too wide or too small, on a phone and at a desk."""
    page, found = visitor.page, []
    page.evaluate(OPEN_ALL)
    for size in (PHONE, DESK):
        page.set_viewport_size(size)
        keep_picture(page, f"{page.title()} {size['width']}")
        wide = [each for each in page.evaluate(TOO_WIDE) if not each.startswith(SCROLLS_OR_UNSEEN)]
        found += [*violations(page, {}), *wide]
    page.set_viewport_size(PHONE)
    return found


def test_vouchers_are_booked_and_looked_at_on_every_page(visits: Visit, product: Installation):
    class_id, _, phone = issue(product)
    district, city, trainee = visits(), visits(), visits()
    district.enter_as_staff(CLERK)
    city.enter_as_staff(CITY)

    district.open(f"/desk/vouchers/classes/{class_id}")
    assert faults(district) == []
    number, code = a_code(product)
    district.page.locator(f'input[name$="{number}"]').fill(code)
    district.press("登记使用")
    assert "已使用" in district.page.content()
    assert faults(district) == []
    for path in ("", "/batches", "/reach", "/classes"):
        city.open(f"/desk/vouchers{path}")
        assert faults(city) == []
    city.open("/desk/vouchers?state=used")
    city.click(city.page.locator("table[data-rows] tbody a").first)
    assert faults(city) == []

    trainee.sign_in(phone)
    trainee.open("/me/vouchers")
    assert "已使用" in trainee.page.content()
    assert violations(trainee.page, AXE) == []
    assert trainee.page.evaluate(TOO_WIDE) == []
    assert trainee.page.evaluate(TOO_SMALL, False) == []
