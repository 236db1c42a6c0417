"""What several test modules share."""

import pytest

from helpers import load_corpus


@pytest.fixture(scope="session")
def seeds():
    """The project's own corpus."""
    return load_corpus("seeds")
