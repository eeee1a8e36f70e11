"""The `chaban` command, as its own tests have it."""

from tests.webapp.commands.conftest import bt_1, chaban

__all__ = ["bt_1", "chaban"]
