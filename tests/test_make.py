"""A machine that lacks something is told what, in one line; every command of `make` is listed by it."""

import subprocess

import pytest

from tests.conftest import ROOT

OLD = 'case "$*" in *version_info*) exit 1;; *--version*) echo "Python 3.9.2";; esac'
WITHOUT_VENV = 'case "$*" in *ensurepip*) exit 1;; esac'


def run_make(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(["make", *arguments], cwd=ROOT, capture_output=True, text=True, check=False)


@pytest.mark.parametrize(
    ("script", "complaint"),
    [
        (OLD, "Python 3.9.2 is too old: install python3.11 or later"),
        (WITHOUT_VENV, "has no venv module: install it with 'sudo apt install python3-venv'"),
    ],
    ids=["an old python", "no venv module"],
)
def test_what_a_machine_lacks_is_named_in_one_line(script, complaint, tmp_path):
    python = tmp_path / "a python"
    python.write_text(f"#!/bin/sh\n{script}\n")
    python.chmod(0o755)
    done = run_make("python", f"PYTHON={python}")
    assert done.returncode
    (line,) = [line for line in done.stderr.splitlines() if line.startswith("sayso: ")]
    assert complaint in line


def test_a_machine_without_python_is_told_to_install_it():
    done = run_make("python", "PYTHON=python3.0")
    assert "sayso: python3.0 is missing: install it with 'sudo apt install python3 python3-venv'" in done.stderr


@pytest.mark.parametrize("command", ["demo", "test", "check", "train", "evaluate", "bench", "docs", "fuzz"])
def test_make_alone_lists_the_command(command):
    assert f"  make {command} " in run_make().stdout
