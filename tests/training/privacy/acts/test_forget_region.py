"""What the region's files say of people goes with the archives, and stands in the own copy until then."""

import json
from datetime import date

from sqlalchemy import func, select

from tests.factories import an_id_number, at
from tests.training.region.mirroring import (
    NINE,
    bring_classes,
    bring_people,
    class_line,
    open_differences,
    person_line,
    two_people,
)
from training.database import Database
from training.notice.identity import mask_id_number
from training.privacy.acts.forget_region import forget_region
from training.privacy.views.copy_personal_data import copy_personal_data
from training.privacy.views.region_due_for_purge import count_region_files, region_due_for_purge
from training.records.classes.trainees import Trainee
from training.records.exchange.region import RegionRow
from training.region.acts.compare_again import compare_again

DAY_BEFORE, TEN_YEARS = at(date(2036, 3, 1), "23:59"), at(date(2036, 3, 2), "00:00")


def test_names_of_theirs_go_ten_years_after_their_file_and_are_compared_no_more(database: Database):
    with database.writing() as session:
        own = two_people(session)
        bring_classes(session, class_line())
        bring_people(session, person_line(2, "王方"), person_line(3, "赵六", 3))
        assert region_due_for_purge(session, now=DAY_BEFORE) == []
        due = region_due_for_purge(session, now=TEN_YEARS)

        assert (len(due), count_region_files(session)) == (1, 1)
        assert forget_region(session, [], now=TEN_YEARS) == 0
        assert forget_region(session, due, now=TEN_YEARS) == 1

        session.expire_all()
        assert open_differences(session) == [("姓名", "", ""), ("学员", "", ""), ("学员", "", "")]
        assert session.scalar(select(func.count()).select_from(RegionRow)) == 1
        assert compare_again(session, own, now=TEN_YEARS) == 0
        assert region_due_for_purge(session, now=TEN_YEARS) == []


def test_the_own_copy_has_what_they_say_of_the_person_and_of_nobody_else(database: Database):
    with database.writing() as session:
        two_people(session)
        bring_classes(session, class_line())
        bring_people(session, person_line(2, "王方"), person_line(3, "赵六", 3))
        who = session.scalars(select(Trainee.id).where(Trainee.name == "王芳")).one()

        copy = json.loads(json.dumps(copy_personal_data(session, who, now=NINE), ensure_ascii=False))

        assert [(each["number"], each["text"]) for each in copy["data"]["region_rows"]] == [
            ("NM-1", {"姓名": "王方"})
        ]
        (differs,) = copy["data"]["region_differences"]
        assert (differs["item"], differs["ours"], differs["theirs"]) == ("姓名", "王芳", "王方")
        said = json.dumps(copy, ensure_ascii=False)
        assert [each for each in ("赵六", "张三", mask_id_number(an_id_number(3))) if each in said] == []
