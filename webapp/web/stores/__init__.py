"""Where evidence is kept: a folder, or an S3-compatible object store."""

from training.ports.files import SweptStore
from training.settings import Settings
from webapp.web.stores.folder import FolderStore


def store_of(settings: Settings) -> SweptStore:
    """The store that the settings name; boto3 is only loaded where it is used."""
    if settings.evidence_store == "folder":
        return FolderStore(settings.evidence_folder)
    from webapp.web.stores.s3 import S3Store

    return S3Store(settings)
