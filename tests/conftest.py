"""Add the flag that takes what screens show now for what they should show; let Hypothesis take its time."""

from __future__ import annotations

import pytest
from hypothesis import settings

settings.register_profile("steady", deadline=None)
settings.load_profile("steady")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--accept", action="store_true", help="write the screens of tests/transcripts and the README anew"
    )


@pytest.fixture
def accept(request: pytest.FixtureRequest) -> bool:
    """Tell whether screens are to be written anew."""
    return bool(request.config.getoption("--accept"))
