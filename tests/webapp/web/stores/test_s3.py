"""Evidence in an S3-compatible store, by the real client; moto answers in place of the service."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import boto3
import pytest
from moto import mock_aws

from tests.webapp.conftest import web_settings
from training.ports.files import StoreUnavailable
from training.settings import Settings
from webapp.web.stores import s3, store_of
from webapp.web.stores.s3 import S3Store

KEY = "original/ab/abcd.png"
NOBODY_THERE = "http://127.0.0.1:9"


@pytest.fixture
def service() -> Iterator[Any]:
    """A client of the service, which has one bucket."""
    with mock_aws():
        client = boto3.client("s3", region_name="us-east-1")
        client.create_bucket(Bucket="evidence")
        yield client


def s3_settings(folder: Path, bucket: str = "evidence", endpoint: str = "") -> Settings:
    return web_settings(
        "sqlite://",
        folder,
        EVIDENCE_STORE="s3",
        EVIDENCE_S3_BUCKET=bucket,
        EVIDENCE_S3_ENDPOINT=endpoint,
        EVIDENCE_S3_REGION="us-east-1",
        EVIDENCE_S3_ACCESS_KEY="key",
        EVIDENCE_S3_SECRET_KEY="secret",
    )


@pytest.fixture
def store(service: Any, tmp_path: Path) -> S3Store:
    return S3Store(s3_settings(tmp_path))


def test_what_was_put_comes_back_with_its_type(store, service):
    store.put(KEY, b"picture", "image/png")

    assert store.get(KEY) == b"picture"
    assert service.head_object(Bucket="evidence", Key=KEY)["ContentType"] == "image/png"


def test_a_key_that_is_there_stays_as_it_is(store):
    store.put(KEY, b"first", "image/png")

    store.put(KEY, b"second", "image/png")

    assert store.get(KEY) == b"first"


def test_of_two_who_write_at_once_one_is_kept_whole(store):
    with ThreadPoolExecutor(4) as writers:
        list(writers.map(lambda content: store.put(KEY, content, "image/png"), [b"a" * 999, b"b" * 999] * 2))

    assert store.get(KEY) in (b"a" * 999, b"b" * 999)


def test_it_tells_what_it_has_in_the_folders_that_are_asked_for(store):
    for key in (KEY, "claims/abc.jpg", "original-copies/x.png"):
        store.put(key, b"content", "image/png")

    (found,) = store.files(["original", "statistics"])
    assert found.key == KEY
    assert abs(datetime.now(UTC) - found.put_at) < timedelta(minutes=5)


def test_only_what_is_older_is_removed_and_what_is_gone_is_not(store):
    store.put(KEY, b"picture", "image/png")
    (found,) = store.files(["original"])

    assert store.remove_older(KEY, found.put_at) is False
    assert store.get(KEY) == b"picture"
    assert store.remove_older(KEY, found.put_at + timedelta(seconds=1)) is True
    assert store.remove_older(KEY, found.put_at + timedelta(seconds=1)) is False


@pytest.mark.parametrize(("fresh", "is_moved_on"), [(timedelta(hours=1), False), (timedelta(days=-1), True)])
def test_what_lies_there_for_long_and_is_put_again_is_as_if_put_now(
    store, service, monkeypatch, fresh, is_moved_on
):
    service.put_object(Bucket="evidence", Key=KEY, Body=b"picture", Metadata={"put": "first"})
    monkeypatch.setattr(s3, "FRESH", fresh)

    store.put(KEY, b"other", "image/png")

    found = service.get_object(Bucket="evidence", Key=KEY)
    assert found["Body"].read() == b"picture"
    # The service moves the time on where it copies, and a copy has no note of the first time.
    assert (found["Metadata"] == {}) is is_moved_on


def test_an_object_that_is_lost_and_a_bucket_that_is_not_there_are_told_as_unavailable(store, tmp_path):
    with pytest.raises(StoreUnavailable, match="NoSuchKey"):
        store.get(KEY)
    with pytest.raises(StoreUnavailable):
        S3Store(s3_settings(tmp_path, "none")).put(KEY, b"picture", "image/png")


def test_a_service_that_does_not_answer_is_told_as_unavailable(tmp_path):
    gone = S3Store(s3_settings(tmp_path, endpoint=NOBODY_THERE))

    with pytest.raises(StoreUnavailable):
        gone.get(KEY)


def test_no_secret_is_in_what_is_told(tmp_path):
    with pytest.raises(StoreUnavailable) as told:
        S3Store(s3_settings(tmp_path, endpoint=NOBODY_THERE)).put(KEY, b"picture", "image/png")

    assert "secret" not in str(told.value)


def test_the_settings_choose_the_store(service, tmp_path):
    assert isinstance(store_of(s3_settings(tmp_path)), S3Store)
    folder = store_of(web_settings("sqlite://", tmp_path))
    folder.put(KEY, b"picture", "image/png")
    assert (tmp_path / "evidence" / KEY).read_bytes() == b"picture"


def test_what_is_replaced_keeps_its_type(store, service):
    store.put(KEY, b"sealed", "application/octet-stream")

    store.replace(KEY, b"sealed anew")

    assert store.get(KEY) == b"sealed anew"
    assert service.head_object(Bucket="evidence", Key=KEY)["ContentType"] == "application/octet-stream"


def test_what_is_not_there_cannot_be_replaced(store):
    with pytest.raises(StoreUnavailable):
        store.replace(KEY, b"sealed anew")
