"""A house in which everything is found: no folder, module, function or signature grows without end."""

from tests.house.tree import CODE, folders, functions, modules, name_of, parameters, public_functions

MOST_FILES = 25
MOST_LINES = 250
MOST_LINES_OF_A_FUNCTION = 40
MOST_PARAMETERS = 4
NOT_COUNTED = {"session", "now"}


def test_no_folder_holds_more_than_25_files() -> None:
    files = {
        name_of(each): sum(1 for file in each.iterdir() if file.is_file()) for each in folders(*CODE, "tests")
    }
    full = {name: count for name, count in files.items() if count > MOST_FILES}

    assert not full, "cut the folder into rooms by what its files are about"


def test_no_module_is_longer_than_250_lines() -> None:
    lines = {name_of(each): each.read_text(encoding="utf-8").count("\n") for each in modules(*CODE)}
    long = {name: count for name, count in lines.items() if count > MOST_LINES}

    assert not long, "two things live in the module: give one a module of its own"


def test_no_function_is_longer_than_40_lines() -> None:
    every = ((module, each) for module in modules(*CODE) for each in functions(module))
    lines = {
        f"{name_of(module)}: {each.name}": (each.end_lineno or each.lineno) - each.lineno + 1
        for module, each in every
    }
    long = {name: count for name, count in lines.items() if count > MOST_LINES_OF_A_FUNCTION}

    assert not long, "take a part that has a name out of the function"


def test_an_act_takes_at_most_four_parameters_besides_the_session_and_the_time() -> None:
    acts = ((module, each) for module in modules("training/*/acts") for each in public_functions(module))
    told = {
        f"{name_of(module)}: {act.name}": [each for each in parameters(act) if each not in NOT_COUNTED]
        for module, act in acts
    }
    many = {name: each for name, each in told.items() if len(each) > MOST_PARAMETERS}

    assert told
    assert not many, "what belongs together is a frozen dataclass"
