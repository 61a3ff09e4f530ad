"""Settings: what is written wrongly is said at the start, not taken for something else."""

import pytest

from chassis.settings import SettingMissing, Settings
from chassis.web.auth import Verifier

DATABASE = {"SIFANG_DATABASE_URL": "sqlite:///x.db"}


@pytest.mark.parametrize("text", ["many", "", "-1", "8.5", "८"])
def test_a_number_that_is_none_is_refused_by_name(text):
    with pytest.raises(SettingMissing, match="SIFANG_THREADS"):
        Settings.load("sales", DATABASE | {"SIFANG_THREADS": text})


def test_a_setting_may_stand_in_a_file(tmp_path):
    (tmp_path / "url").write_text("sqlite:///x.db\n")
    settings = Settings.load("sales", {"SIFANG_DATABASE_URL_FILE": str(tmp_path / "url")})
    assert settings.database_url == "sqlite:///x.db"


def test_a_service_without_the_gateways_keys_says_so_at_its_start():
    with pytest.raises(SettingMissing, match="SIFANG_PUBLIC_KEYS_FILE"):
        Verifier("sales", Settings("sales", "").public_keys)
