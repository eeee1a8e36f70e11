"""PIPL art. 19: what machines sent is kept no longer than an auditor may ask for it; pictures not at all."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from tests.factories import MONDAY, a_device, at
from training.database import Database
from training.notice.policy import Policy
from training.privacy.acts.purge_uploads import purge_uploads
from training.records.attendance.devices import DeviceUpload, UnreadLine

CAME = at(MONDAY, "12:00")
KEPT = timedelta(days=Policy().machine_upload_days)


@pytest.fixture
def uploads(database: Database) -> Database:
    with database.writing() as session:
        device = a_device(session)
        for table in ("ATTLOG", "ATTPHOTO"):
            upload = DeviceUpload(
                device_id=device.id,
                table_name=table,
                received_at=CAME,
                sha256=table,
                body=b"x",
                lines=1,
                unread=1,
                is_proven=True,
            )
            session.add(upload)
            session.flush()
            session.add(UnreadLine(upload_id=upload.id, line=1, raw=b"x", reason="看不懂时间"))
    return database


def left(database: Database) -> dict[str, tuple[bytes, bytes, bool]]:
    with database.reading() as session:
        rows = session.execute(select(DeviceUpload, UnreadLine).join(UnreadLine.upload)).all()
        return {
            upload.table_name: (upload.body, line.raw, upload.purged_at is not None) for upload, line in rows
        }


@pytest.mark.parametrize(
    ("after", "gone"),
    [
        (timedelta(), {"ATTPHOTO"}),
        (KEPT - timedelta(seconds=1), {"ATTPHOTO"}),
        (KEPT, {"ATTPHOTO", "ATTLOG"}),
    ],
)
def test_pictures_go_at_once_and_the_rest_after_the_citys_days(uploads, after, gone):
    with uploads.writing() as session:
        assert purge_uploads(session, now=CAME + after) == len(gone)

    for table, (body, raw, is_purged) in left(uploads).items():
        assert (body, raw, is_purged) == ((b"", b"", True) if table in gone else (b"x", b"x", False))


def test_what_is_gone_is_not_purged_again(uploads):
    with uploads.writing() as session:
        purge_uploads(session, now=CAME)
        assert purge_uploads(session, now=CAME) == 0
