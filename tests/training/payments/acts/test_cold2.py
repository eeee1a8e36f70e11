from tests.training.payments.acts.test_override_line import *  # noqa
from sqlalchemy import delete

def test_cold_mended_hard(database):
    office, publicity = of_before(database, SHOWN)
    had_before(database, "王芳", trade=ClassKind.C1.value)
    bring_list(office, "王芳")
    carry(office, publicity)
    with database.writing() as s:
        print([ [e["exclusion"] for e in l.reasons] for l in s.scalars(select(SubsidyLine))])
        s.execute(delete(FormerCertificate))
    override(office)
    sign(office)

def test_cold_hard_returns(database):
    office, publicity = of_before(database, SHOWN)
    had_before(database, "王芳", trade=ClassKind.C1.value)
    bring_list(office, "王芳")
    carry(office, publicity)
    with database.writing() as s:
        line = s.scalars(select(SubsidyLine)).one()
        line.override_reason = "x"
    with pytest.raises(NobodyLeft):
        office.apply(fund=Fund.UNEMPLOYMENT)
