"""Evidence in an S3-compatible object store (needs the extra `chaban[s3]`)."""

from typing import Any

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

from training.ports import StoreUnavailable
from training.settings import Settings

NOT_THERE = ("404", "NoSuchKey", "NotFound")
THERE_ALREADY = ("412", "PreconditionFailed", "409", "ConditionalRequestConflict")
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
            if not self._is_there(key):
                self._put_new(key, content, media_type)
        except (BotoCoreError, ClientError) as error:
            raise StoreUnavailable(f"cannot write evidence: {_what(error)}") from error

    def get(self, key: str) -> bytes:
        try:
            content: bytes = self._client.get_object(Bucket=self._bucket, Key=key)["Body"].read()
        except (BotoCoreError, ClientError) as error:
            raise StoreUnavailable(f"cannot read evidence {key}: {_what(error)}") from error
        return content

    def remove(self, key: str) -> None:
        try:
            self._client.delete_object(Bucket=self._bucket, Key=key)
        except (BotoCoreError, ClientError) as error:
            raise StoreUnavailable(f"cannot remove {key}: {_what(error)}") from error

    def _is_there(self, key: str) -> bool:
        try:
            self._client.head_object(Bucket=self._bucket, Key=key)
        except ClientError as error:
            if _code(error) in NOT_THERE:
                return False
            raise
        return True

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
