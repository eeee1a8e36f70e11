"""Refusals and reasons are words for the person who asked."""

import errno
import os

import pytest

from training.errors import REASONS, reason_of


@pytest.mark.parametrize(
    ("number", "reason"),
    [(errno.ENOENT, "没有这个文件或文件夹"), (errno.EACCES, "没有权限"), (errno.ENOSPC, "磁盘已满")],
)
def test_the_machines_reason_is_said_in_chinese(number, reason):
    assert reason_of(OSError(number, os.strerror(number))) == reason


def test_a_rare_reason_stays_in_the_machines_own_words():
    assert errno.ELOOP not in REASONS
    assert (
        reason_of(OSError(errno.ELOOP, "Too many levels of symbolic links"))
        == "Too many levels of symbolic links"
    )
    assert reason_of(OSError("no number at all")) == "no number at all"
