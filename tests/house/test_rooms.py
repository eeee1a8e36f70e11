"""The same word names the same subject in every package, and every record is known."""

import ast
import subprocess
import sys

from tests.checkout import CHECKOUT
from tests.house.tree import CODE, MIGRATIONS, PACKAGES, modules, name_of, nodes

TABLES = """
import training.records.tables
from training.database import Base
print(*Base.metadata.tables)
"""


def test_the_tests_mirror_the_rooms() -> None:
    tested = {each.parent for each in modules(*(f"tests/{each}" for each in PACKAGES))}
    rooms = {each: CHECKOUT / each.relative_to(CHECKOUT / "tests") for each in tested}
    homeless = [name_of(each) for each, room in rooms.items() if not room.is_dir()]

    assert rooms
    assert not homeless, "there is no such room; tests move with what they test"


def test_every_package_says_so() -> None:
    holding = {each.parent for each in modules(*CODE, "tests")}
    unsaid = [name_of(each) for each in holding if not (each / "__init__.py").exists()]

    assert MIGRATIONS not in map(name_of, holding)
    assert not unsaid, "add an empty __init__.py"


def test_an_import_of_a_record_names_its_file() -> None:
    assert (CHECKOUT / "training/records/__init__.py").read_text(encoding="utf-8") == ""


def test_whoever_imports_the_tables_has_them_all() -> None:
    """Rows name each other by words; a process of its own has imported nothing else."""
    done = subprocess.run(
        [sys.executable, "-c", TABLES], cwd=CHECKOUT, capture_output=True, text=True, check=True
    )

    assert set(done.stdout.split()) == set(_tables_in_code())


def _tables_in_code() -> list[str]:
    assigned = (
        node for each in modules("training/records") for node in nodes(each) if isinstance(node, ast.Assign)
    )
    named = (each.value for each in assigned if ast.unparse(each.targets[0]) == "__tablename__")
    return [str(each.value) for each in named if isinstance(each, ast.Constant)]
