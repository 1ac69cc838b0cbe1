"""A record of five invented reports in the working folder, which is empty but for it; and a scripted model."""

import shutil
from pathlib import Path
from types import SimpleNamespace

import pytest

from sayso.keeping import Record
from tests.cli.made import KEPT


@pytest.fixture(scope="session")
def master(tmp_path_factory) -> Path:
    """Make the record once."""
    path: Path = tmp_path_factory.mktemp("master") / "sayso.db"
    with Record(path) as record:
        for reading in KEPT:
            record.add(reading)
    return path


@pytest.fixture
def folder(tmp_path: Path, monkeypatch) -> Path:
    """Work in an empty folder, logged in as nora."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("SAYSO_DB", raising=False)
    monkeypatch.setenv("LOGNAME", "nora")
    monkeypatch.setattr("sayso.model.load_model", lambda threads: SimpleNamespace(digest="sha256:c0ffee"))
    return tmp_path


@pytest.fixture
def kept(folder, master) -> Path:
    """Have a record of one's own in the working folder; give its path."""
    path: Path = shutil.copy(master, folder / "sayso.db")
    return path
