"""Which tests are quick: those that touch no disk of their own; and none of them is a matter of time."""

import pytest
from hypothesis import HealthCheck, settings

_OF_ITS_OWN = {"tmp_path", "tmp_path_factory", "any_database", "empty_url"}

settings.register_profile("any machine", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("any machine")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A test that asks for a folder, and so for any database, is `stored` without saying so."""
    for item in items:
        if _OF_ITS_OWN & set(getattr(item, "fixturenames", ())):
            item.add_marker(pytest.mark.stored)
