"""What holds for the project as a whole: its layers, its commands, its documents, the size of its parts."""

import ast
import subprocess
from dataclasses import fields
from pathlib import Path

import click
import pytest

import sayso
from sayso import errors
from sayso.settings import Settings
from tests.conftest import ROOT, weights_are_there

SOURCES = sorted((ROOT / "src").rglob("*.py"))
COMMANDS_PAGE = ROOT / "docs" / "commands.md"


def measure_functions() -> dict[str, int]:
    """Give the length in lines of every function in the package."""
    lengths = {}
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                lengths[f"{path.name}:{node.name}:{node.lineno}"] = (node.end_lineno or 0) - node.lineno + 1
    return lengths


def list_kept_files() -> list[Path]:
    """List the files that belong to the project: what git keeps, and what it would."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if listed.returncode:
        pytest.skip("NO GIT CHECKOUT: which files belong to the project is not known")
    return [ROOT / name for name in listed.stdout.splitlines() if (ROOT / name).is_file()]


def list_commands() -> dict[str, click.Command]:
    from sayso.cli import main

    assert isinstance(main, click.Group)
    return dict(main.commands)


def test_every_import_keeps_the_way_of_the_data(monkeypatch):
    from importlinter.cli import EXIT_STATUS_SUCCESS, lint_imports

    monkeypatch.chdir(ROOT)
    assert lint_imports(no_cache=True) == EXIT_STATUS_SUCCESS


def test_the_weights_are_in_the_package():
    assert weights_are_there(), "no weights in src/sayso/model: run `make train`"


def test_at_least_92_of_100_functions_have_at_most_30_lines():
    lengths = measure_functions()
    long = {name: length for name, length in lengths.items() if length > 30}
    assert len(long) <= 0.08 * len(lengths), long


def test_no_function_is_longer_than_60_lines():
    assert {name: length for name, length in measure_functions().items() if length > 60} == {}


@pytest.mark.parametrize("path", SOURCES, ids=[str(path.relative_to(ROOT / "src")) for path in SOURCES])
def test_a_file_has_fewer_than_700_lines(path):
    assert len(path.read_text(encoding="utf-8").splitlines()) < 700


@pytest.mark.parametrize("path", SOURCES, ids=[str(path.relative_to(ROOT / "src")) for path in SOURCES])
def test_a_module_begins_by_saying_what_goes_in_and_what_comes_out(path):
    assert ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))


def test_no_module_is_called_by_a_name_that_says_nothing():
    assert {path.stem for path in SOURCES} & {"utils", "helpers", "common", "misc", "util", "helper"} == set()


def test_the_public_surface_is_one_sorted_list():
    assert list(sayso.__all__) == sorted(set(sayso.__all__), key=str.casefold)


def test_every_public_name_is_there_and_says_what_it_is():
    for name in sayso.__all__:
        assert getattr(sayso, name).__doc__ or name.startswith("__"), name


def test_every_error_is_drawn_in_the_tree():
    names = {name for name, thing in vars(errors).items() if isinstance(thing, type)}
    assert {name for name in names if name not in (errors.__doc__ or "")} == set()


@pytest.mark.parametrize("name", sorted(list_commands()))
def test_every_command_is_documented_with_its_options(name):
    page = COMMANDS_PAGE.read_text(encoding="utf-8")
    options = [option for parameter in list_commands()[name].params for option in parameter.opts if option[0] == "-"]
    assert f"sayso {name}" in page
    assert [option for option in options if option not in page] == []


@pytest.mark.parametrize("name", sorted(list_commands()))
def test_the_help_of_every_command_has_an_example(name):
    command = list_commands()[name]
    page = command.get_help(click.Context(command, info_name=f"sayso {name}"))
    assert page.count(f"sayso {name}") >= 2, "the usage line, and an example"


@pytest.mark.parametrize("setting", fields(Settings), ids=lambda setting: setting.name)
def test_every_setting_is_documented(setting):
    page = COMMANDS_PAGE.read_text(encoding="utf-8")
    assert setting.name in page or "--" + setting.name.replace("_", "-") in page


def test_the_changelog_has_a_place_for_what_is_not_released():
    assert "\n## Unreleased\n" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


def test_the_readme_leads_with_the_two_commands():
    beginning = (ROOT / "README.md").read_text(encoding="utf-8")[:1200]
    assert 0 < beginning.index("make demo") < beginning.index("make test")


def test_no_file_names_a_place_on_one_machine():
    places = ["/" + place + "/" for place in ("work", "root", "farm")]
    named = []
    for path in list_kept_files():
        content = path.read_bytes()
        if b"\0" not in content[:1000]:
            named += [f"{path.name}: {place}" for place in places if place.encode() in content]
    assert named == []


def test_no_kept_file_is_larger_than_the_weights_need():
    assert {path.name for path in list_kept_files() if path.stat().st_size > 40_000_000} == set()
