"""佐证: which files show what was answered (R14)."""

from training.documents.terms import Media
from training.errors import NotRight

PROOFS = frozenset((Media.PDF, Media.JPG, Media.PNG, Media.WEBP, Media.HEIC))


class BadProof(NotRight):
    """A film or a workbook shows no contract."""

    def __init__(self) -> None:
        super().__init__("佐证请交照片（JPG、PNG、WebP、HEIC）或 PDF，如劳动合同、工资条、营业执照的照片。")


def check_proof(media: Media) -> None:
    """Raises BadProof."""
    if media not in PROOFS:
        raise BadProof
