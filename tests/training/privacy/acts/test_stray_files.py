"""Which files of the store no row names: of uploads that were refused, or broke after the file was kept."""

from sqlalchemy import select, update

from tests.training.checks.checking import a_picture
from tests.training.checks.video_checking import live_statistics, trainees
from tests.training.claims.claiming import NOW, a_c1_enrolment, a_draft, a_file, an_approval
from training.checks.terms import StatisticsSource
from training.claims.acts.keep_paper import keep_paper
from training.claims.terms import PaperKind
from training.claims.views.paper_is_known import Field
from training.database import Base
from training.pictures.pictures import Picture
from training.privacy.views.stray import FOLDERS, NAMED, stray
from training.records.checks.spot_checks import SpotCheck
from training.records.checks.video_checks import LiveStatistics
from training.records.claims.papers import ClaimPaper

KEYS_OF_FILES = {"original_key", "served_key", "file_key", "store_key", "thumbnail_key"}


def keys_of(picture: Picture) -> set[str]:
    return {picture.original_key, picture.served_key}


def test_a_picture_of_a_check_is_named_as_it_came_and_as_it_is_shown(checking):
    checking.start()
    checking.keep("red")
    kept, refused = keys_of(a_picture("red")), keys_of(a_picture("blue"))

    with checking.database.reading() as session:
        assert stray(session, kept | refused) == refused


def test_statistics_are_named_by_their_check(checking):
    view = checking.start()
    file = live_statistics(*trainees(1))
    with checking.database.writing() as session:
        check = session.scalars(select(SpotCheck).where(SpotCheck.public_id == view.check_id)).one()
        left_out = dict.fromkeys(("lines", "strangers", "teachers", "duplicates"), 0)
        told = {"source": StatisticsSource.EXPORT, "file_name": file.name, "sha256": file.sha256}
        kept = {"size": 1, "file_key": file.key, "received_by": "市里", "received_at": checking.now}
        session.add(LiveStatistics(check_id=check.id, day=checking.now.date(), **left_out, **told, **kept))
        session.flush()

        assert stray(session, [file.key, "statistics/ab/other.csv"]) == {"statistics/ab/other.csv"}


def test_papers_of_claims_are_named_until_they_are_purged(database):
    with database.writing() as session:
        an_approval(session)
        claim, file = a_draft(session, a_c1_enrolment(session)), a_file()
        field = Field(PaperKind.LICENCE, 1)
        keep_paper(session, claim, field, file, received_by="王芳", now=NOW)
        keys = {file.store_key, file.thumbnail_key}

        assert stray(session, keys) == set()
        session.execute(update(ClaimPaper).values(purged_at=NOW))
        assert stray(session, keys) == keys


def test_every_column_that_names_a_file_is_asked():
    columns = {
        (table.name, column.name)
        for table in Base.metadata.sorted_tables
        for column in table.columns
        if column.name in KEYS_OF_FILES
    }

    assert {(column.class_.__tablename__, column.key) for column, _ in NAMED} == columns


def test_every_kind_of_file_lies_in_a_folder_that_is_looked_through():
    picture, file = a_picture(), live_statistics(*trainees(1))
    keys = [*keys_of(picture), file.key, a_file().store_key, a_file().thumbnail_key]

    assert {key.partition("/")[0] for key in keys} <= set(FOLDERS)
