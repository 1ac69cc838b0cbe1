"""Nothing in; the bundled reports out: one invented incident, told by three invented publishers in three styles.

Countries, people, bodies and events are invented; written for this project and under its licence.
"""

from importlib import resources
from pathlib import Path

_REPORTS = ("kittiwake_agency.txt", "kittiwake_programme.html", "kittiwake_broadsheet.txt")


def sample_paths() -> tuple[Path, ...]:
    """Give the paths of the three reports, in the order in which they were published."""
    return tuple(_folder() / "reports" / name for name in _REPORTS)


def sample_list() -> Path:
    """Give the path of the reports as lines of JSON: path, title, published, publisher."""
    return _folder() / "articles.jsonl"


def _folder() -> Path:
    return Path(str(resources.files(__name__)))
