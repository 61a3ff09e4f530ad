"""One company at work for all fault tests of a module; each test leaves it whole."""

import pytest

from tests import plugin
from tests.faults.works import open_works


@pytest.fixture(scope="module")
def works(pytestconfig, tmp_path_factory):
    postgres = plugin._private(pytestconfig, plugin.POSTGRES, plugin.OWN_POSTGRES)
    rabbitmq = plugin._private(pytestconfig, plugin.RABBITMQ, plugin.OWN_RABBITMQ)
    made = open_works(tmp_path_factory.mktemp("works"), postgres, rabbitmq)
    yield made
    made.system.close()
    for app in ("gateway", "customer", "inventory", "sales", "quality"):
        postgres.drop(made.system.plan.database_url(app))
    rabbitmq.drop(made.system.plan.bus_url)


@pytest.fixture(autouse=True)
def whole_again(request):
    """Whatever a test broke is started again before the next one."""
    yield
    if "works" in request.fixturenames:
        request.getfixturevalue("works").revive()
