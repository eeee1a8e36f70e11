"""Evidence in an S3-compatible object store (needs the extra `chaban[s3]`)."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

from training.ports.files import FileGone, FoundFile, StoreUnavailable
from training.settings import Settings

NOT_THERE = ("404", "NoSuchKey", "NotFound")
THERE_ALREADY = ("412", "PreconditionFailed", "409", "ConditionalRequestConflict")
FRESH = timedelta(hours=1)
"""So new that no sweep touches it: to move its time on would be a copy for nothing."""
PATIENCE = Config(connect_timeout=5, read_timeout=20, retries={"max_attempts": 3, "mode": "standard"})


class S3Store:
    """One object a key in one bucket."""

    def __init__(self, settings: Settings):
        self._bucket = settings.evidence_s3_bucket
        self._client: Any = boto3.client(
            "s3",
            endpoint_url=settings.evidence_s3_endpoint or None,
            region_name=settings.evidence_s3_region or None,
            aws_access_key_id=settings.evidence_s3_access_key,
            aws_secret_access_key=settings.evidence_s3_secret_key,
            config=PATIENCE,
        )

    def put(self, key: str, content: bytes, media_type: str) -> None:
        try:
            if not self._is_wanted_again(key, media_type):
                self._put_new(key, content, media_type)
        except (BotoCoreError, ClientError) as error:
            raise StoreUnavailable(f"cannot write evidence: {_what(error)}") from error

    def get(self, key: str) -> bytes:
        try:
            content: bytes = self._client.get_object(Bucket=self._bucket, Key=key)["Body"].read()
        except (BotoCoreError, ClientError) as error:
            is_gone = isinstance(error, ClientError) and _code(error) in NOT_THERE
            fault = FileGone if is_gone else StoreUnavailable
            raise fault(f"cannot read evidence {key}: {_what(error)}") from error
        return content

    def remove(self, key: str) -> None:
        try:
            self._client.delete_object(Bucket=self._bucket, Key=key)
        except (BotoCoreError, ClientError) as error:
            raise StoreUnavailable(f"cannot remove {key}: {_what(error)}") from error

    def files(self, folders: Sequence[str]) -> Iterator[FoundFile]:
        try:
            for folder in folders:
                pages = self._client.get_paginator("list_objects_v2")
                for page in pages.paginate(Bucket=self._bucket, Prefix=f"{folder}/"):
                    for each in page.get("Contents", ()):
                        yield FoundFile(each["Key"], each["LastModified"])
        except (BotoCoreError, ClientError) as error:
            raise StoreUnavailable(f"cannot list the store: {_what(error)}") from error

    def replace(self, key: str, content: bytes) -> None:
        where = {"Bucket": self._bucket, "Key": key}
        try:
            media_type = self._client.head_object(**where)["ContentType"]
            self._client.put_object(**where, Body=content, ContentType=media_type)
        except (BotoCoreError, ClientError) as error:
            raise StoreUnavailable(f"cannot write evidence: {_what(error)}") from error

    def remove_older(self, key: str, before: datetime) -> bool:
        """S3 takes no condition on the time here: it is asked for as the last thing before."""
        try:
            put_at = self._put_at(key)
            if put_at is None or put_at >= before:
                return False
            self._client.delete_object(Bucket=self._bucket, Key=key)
        except (BotoCoreError, ClientError) as error:
            raise StoreUnavailable(f"cannot remove {key}: {_what(error)}") from error
        return True

    def _is_wanted_again(self, key: str, media_type: str) -> bool:
        """Whether it is there; where it lies for long its time moves on, or it could be swept away soon."""
        put_at = self._put_at(key)
        if put_at is None:
            return False
        if datetime.now(UTC) - put_at > FRESH:
            where = {"Bucket": self._bucket, "Key": key}
            self._client.copy_object(
                **where, CopySource=where, ContentType=media_type, MetadataDirective="REPLACE"
            )
        return True

    def _put_at(self, key: str) -> datetime | None:
        """None where it is not there."""
        try:
            put_at: datetime = self._client.head_object(Bucket=self._bucket, Key=key)["LastModified"]
        except ClientError as error:
            if _code(error) in NOT_THERE:
                return None
            raise
        return put_at

    def _put_new(self, key: str, content: bytes, media_type: str) -> None:
        """The condition decides between two who write at once; the store that knows none ignores it."""
        where = {"Bucket": self._bucket, "Key": key}
        try:
            self._client.put_object(**where, Body=content, ContentType=media_type, IfNoneMatch="*")
        except ClientError as error:
            if _code(error) not in THERE_ALREADY:
                raise


def _code(error: ClientError) -> str:
    return str(error.response.get("Error", {}).get("Code", ""))


def _what(error: Exception) -> str:
    return _code(error) if isinstance(error, ClientError) else type(error).__name__
