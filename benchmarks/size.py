"""Nothing in, how large Sayso is on disk out: the package, and everything that an installation of it brings along."""

from collections.abc import Iterator
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

from packaging.requirements import Requirement

from benchmarks.measure import Row

PACKAGE = Path(__file__).parents[1] / "src" / "sayso"


def measure_size() -> Iterator[Row]:
    """Add up what lies on disk, without caches of compiled code for the package and with them for the rest."""
    package = sum(path.stat().st_size for path in PACKAGE.rglob("*") if path.is_file() and path.suffix != ".pyc") / 1e6
    parts = {name: weigh(found) for name, found in sorted(find_requirements("sayso").items()) if name != "sayso"}
    yield Row("the package with its weights", package, "MB", 60)
    yield Row("installed, with everything it needs", package + sum(parts.values()), "MB", 350)
    for name, megabytes in sorted(parts.items(), key=lambda part: -part[1])[:6]:
        yield Row(f"  of which {name}", megabytes, "MB")


def find_requirements(name: str) -> dict[str, Distribution]:
    """Find everything that a package needs on this machine, the package included, each once."""
    found: dict[str, Distribution] = {}
    wanted = [name]
    while wanted:
        name = wanted.pop().lower().replace("_", "-")
        package = find_distribution(name)
        if name not in found and package is not None:
            found[name] = package
            needs = map(Requirement, package.requires or [])
            wanted += [need.name for need in needs if need.marker is None or need.marker.evaluate({"extra": ""})]
    return found


def find_distribution(name: str) -> Distribution | None:
    """Find an installed package; None where the platform does without it."""
    try:
        return distribution(name)
    except PackageNotFoundError:
        return None


def weigh(package: Distribution) -> float:
    """Give the size in MB of what was installed for a package."""
    paths = [Path(str(package.locate_file(name))) for name in package.files or []]
    return sum(path.stat().st_size for path in paths if path.is_file()) / 1e6
