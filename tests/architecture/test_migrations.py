"""Every app's migrations are one chain: two of one number would leave one of them out without a word."""

import re

import pytest

from operations.processes import APPS, ROOT

_FIELD = re.compile(r'^(revision|down_revision) = (?:"(\w+)"|None)$', re.MULTILINE)


def chain(app):
    """(revision, the one before it) of every migration, in the order of the files' names."""
    folder = ROOT / ("gateway" if app == "gateway" else f"services/{app}") / "migrations/versions"
    fields = [dict(_FIELD.findall(file.read_text())) for file in sorted(folder.glob("0*.py"))]
    return [(field["revision"], field["down_revision"]) for field in fields]


@pytest.mark.parametrize("app", APPS)
def test_each_migration_follows_the_one_before_it(app):
    found = chain(app)
    revisions = [revision for revision, _ in found]
    assert len(set(revisions)) == len(revisions) > 0
    assert [before for _, before in found] == ["", *revisions[:-1]]
