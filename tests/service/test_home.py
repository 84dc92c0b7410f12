"""The home folder and the settings."""

import stat
from concurrent.futures import ThreadPoolExecutor
from dataclasses import fields
from pathlib import Path

import pytest

from models.cluster_address import ClusterAddress
from service.errors import SettingError
from service.home import Home, kept_secret
from service.settings import Limits, Settings, setting_name


def mode(path: Path) -> int:
    """Return who may do what with a file."""
    return stat.S_IMODE(path.stat().st_mode)


def test_the_home_folder_is_closed_to_others(tmp_path: Path) -> None:
    """It holds tables of people's data, and the key."""
    home = Home(tmp_path / "home")
    home.prepare()
    home.first_key()

    assert mode(home.path) == 0o700
    assert mode(home.path / "api-key") == 0o600


def test_a_secret_is_made_once_however_many_processes_start(tmp_path: Path) -> None:
    """Two different keys in two processes would lock somebody out."""
    with ThreadPoolExecutor(8) as starters:
        secrets = set(starters.map(lambda _: kept_secret(tmp_path / "secret"), range(8)))

    assert len(secrets) == 1
    assert len(secrets.pop()) >= 32
    assert [path.name for path in tmp_path.iterdir()] == ["secret"]


def test_settings_come_from_the_environment() -> None:
    """Containers are set up so."""
    settings = Settings.from_environment(
        {
            "PLAINTUNE_HOME": "/data",
            "PLAINTUNE_API_KEY": "secret",
            "PLAINTUNE_DATABASE_URL": "postgresql://db/plaintune",
            "PLAINTUNE_TRUSTED_HOSTS": "ml.example, 10.0.0.1",
            "PLAINTUNE_JOBS": "3",
        }
    )

    assert settings.home == Path("/data")
    assert settings.api_key == "secret"
    assert settings.database_url == "postgresql://db/plaintune"
    assert settings.trusted_hosts == ("ml.example", "10.0.0.1")
    assert settings.jobs == 3


def test_a_cluster_is_set_with_the_files_of_its_link() -> None:
    """Whoever reaches a Dask port runs code there."""
    names = {f"PLAINTUNE_CLUSTER_{part}": f"/{part}" for part in ("CA", "CERTIFICATE", "KEY")}
    settings = Settings.from_environment({"PLAINTUNE_CLUSTER": "tls://scheduler:8786", **names})

    assert settings.cluster == ClusterAddress("tls://scheduler:8786", "/CA", "/CERTIFICATE", "/KEY")


@pytest.mark.parametrize("url", ["tcp://10.0.0.7:8786", "tls://scheduler:8786", "tls://scheduler", "scheduler:8786"])
def test_a_cluster_that_others_could_reach_is_refused_by_name(url: str) -> None:
    """At the start, and not at the first run."""
    with pytest.raises(SettingError, match="PLAINTUNE_CLUSTER"):
        Settings.from_environment({"PLAINTUNE_CLUSTER": url})


@pytest.mark.parametrize("limit", [limit.name for limit in fields(Limits)])
def test_every_limit_is_a_setting(limit: str) -> None:
    """A limit that cannot be raised is somebody's dead end."""
    settings = Settings.from_environment({setting_name(limit): "7"})

    assert getattr(settings.limits, limit) == 7
    assert settings.limits != Limits()


@pytest.mark.parametrize("value", ["x", "0", "-1", "1.5"])
def test_a_setting_that_cannot_be_read_is_refused_by_name(value: str) -> None:
    """Falling back to a default in silence would be found out in production."""
    with pytest.raises(SettingError, match="PLAINTUNE_MAX_COLUMNS"):
        Settings.from_environment({"PLAINTUNE_MAX_COLUMNS": value})


def test_the_limits_of_the_contract_are_the_defaults() -> None:
    """They are promised to the outside."""
    limits = Limits()

    assert limits.max_body_bytes == 2 * 1024**3
    assert (limits.max_columns, limits.max_cells) == (10_000, 100_000_000)
    assert (limits.max_read_bytes, limits.max_read_seconds) == (4 * 1024**3, 300)
    assert limits.max_run_seconds == 24 * 3600
    assert limits.max_prediction_rows == 10_000
    assert (limits.max_message_characters, limits.max_goal_characters) == (4_000, 10_000)
