"""What any test may ask for: the model that ships, and the corpora beside the project where they are."""

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import HealthCheck, settings

if TYPE_CHECKING:
    from sayso.link.traces import Floats
    from sayso.model import Model


ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared"

# The same examples every time and no clock, so that a check means the same on every machine;
# `make fuzz` seeks new ones.
settings.register_profile(
    "checks", derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow], print_blob=False
)
settings.load_profile("checks")


def weights_are_there() -> bool:
    """Say whether the package holds weights; a test of the house fails where it does not."""
    return any((ROOT / "src" / "sayso" / "model").rglob("*.onnx"))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip what needs the weights or the corpora where these are missing, and give the reason."""
    no_weights = pytest.mark.skip(reason="NO WEIGHTS in src/sayso/model: run `make train`")
    no_corpora = pytest.mark.skip(reason=f"NO CORPORA at {SHARED.name}/ beside the project")
    for item in items:
        if item.get_closest_marker("weights") and not weights_are_there():
            item.add_marker(no_weights)
        if item.get_closest_marker("corpora") and not (SHARED / "corpora").is_dir():
            item.add_marker(no_corpora)


@pytest.fixture(autouse=True)
def plain_matcher(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Compare events across articles by plain rules, where a test does not ask for the weights."""
    if not request.node.get_closest_marker("weights"):
        monkeypatch.setattr("sayso.keeping.load_matcher", PlainMatcher)


class PlainMatcher:
    """Takes two reports for one where their parties are called by the same words."""

    def compare(self, one: str, other: str) -> float:
        return float(one == other)

    def score(self, features: "Floats") -> "Floats":
        return np.where(features[:, 20] == 1, 2.0, -2.0).astype(np.float32)  # what parties share in `describe_reports`


@pytest.fixture(scope="session")
def model() -> "Model":
    """Load the weights once for all tests that carry the marker."""
    from sayso.model import load_model

    return load_model(threads=1)


@pytest.fixture(scope="session")
def corpora() -> Path:
    """Give the folder of the corpora; for tests with the marker of that name."""
    return SHARED / "corpora"


@pytest.fixture(scope="session")
def gold() -> Path:
    """Give the folder of our own gold; for tests with the marker `corpora`."""
    return SHARED / "gold"
