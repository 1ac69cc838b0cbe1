"""Arguments in, what the command printed out; and the ids of what invented reports say."""

import json
from collections.abc import Sequence

from click.testing import CliRunner, Result

from sayso.cli import main
from sayso.data import Reading
from tests.record.made import HARBOUR, INTERVIEW, LATER, ODD, OUTLET

KEPT = (HARBOUR, INTERVIEW, OUTLET, ODD, LATER)
"""The reports of the record that the tests ask, in the order in which they were added."""


def run(*arguments: str, stdin: str | bytes = "") -> Result:
    """Run a command as at a shell."""
    return CliRunner().invoke(main, arguments, input=stdin)


def tell(*arguments: str) -> list[str]:
    """Give the lines that a command prints; it must succeed."""
    result = run(*arguments)
    assert result.exit_code == 0, result.stderr
    return result.stdout.splitlines()


def refuse(*arguments: str) -> str:
    """Give the one line by which a command says that it failed, without our name before it."""
    result = run(*arguments)
    assert (result.exit_code, result.stdout) == (1, ""), result.stderr
    assert result.stderr.count("\n") == 1
    return result.stderr.removeprefix("sayso: ").rstrip("\n")


def misuse(*arguments: str) -> str:
    """Give the one line by which a command says that it was wrongly used."""
    result = run(*arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.endswith("--help.\n")
    return result.stderr.removeprefix("sayso: ").rstrip("\n")


def name_judgement(person: str = "k1") -> str:
    """Give the id of the first of the judgements that made somebody one."""
    return str(json.loads(tell("who", person, "--json")[0])["judgements"][-1]["id"])


def name_statement(words: str, readings: Sequence[Reading] = KEPT) -> str:
    """Give the id of the statement that says something."""
    return next(a.id for reading in readings for a in reading.attributions if a.content.text == words)
