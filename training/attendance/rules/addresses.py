"""The address that is typed into a machine (云服务器): at its own host or port where it has one."""

from dataclasses import dataclass
from urllib.parse import urlsplit

SECRET_BYTES = 12
"""Of chance, in the path of an address or the first label of a host."""


@dataclass(frozen=True)
class Address:
    """Where one machine calls us; `public_url` is that of the pages."""

    public_url: str
    secret: str = ""
    host: str = ""
    port: int | None = None

    @property
    def of_machine(self) -> str:
        """With the secret in its path, where it has one."""
        return f"{self._base}{self._path}"

    def of_events(self, serial: str) -> str:
        """Where a machine that speaks ISAPI (海康) sends its events."""
        return f"{self._base}/hikvision{self._path}/{serial}"

    @property
    def _path(self) -> str:
        return f"/{self.secret}" if self.secret else ""

    @property
    def _base(self) -> str:
        public = urlsplit(self.public_url)
        if self.port:
            return f"http://{self.host or public.hostname}:{self.port}"
        return public._replace(netloc=self.host).geturl() if self.host else self.public_url
