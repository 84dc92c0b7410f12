"""What can be set from outside: one frozen dataclass, read from the environment once."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from importlib.util import find_spec
from pathlib import Path

from models.cluster_address import ClusterAddress
from service.errors import SettingError

GIBIBYTE = 1024**3
LOG_LEVELS = ("debug", "info", "warning", "error")


@dataclass(frozen=True)
class Limits:
    """How much one request may ask for. Each is set by ``PLAINTUNE_`` and its name in capitals."""

    max_body_bytes: int = 2 * GIBIBYTE
    max_json_bytes: int = 64 * 1024**2
    max_columns: int = 10_000
    max_cells: int = 100_000_000
    max_read_bytes: int = 4 * GIBIBYTE
    max_read_seconds: int = 300
    max_run_seconds: int = 24 * 3600
    max_prediction_rows: int = 10_000
    max_explained_rows: int = 20
    max_message_characters: int = 4_000
    max_goal_characters: int = 10_000
    max_streams: int = 96
    max_requests_per_second: int = 2_000
    max_burst_requests: int = 4_000
    max_runs_at_once: int = 100
    max_seconds_a_day: int = 1_000_000
    max_stored_bytes: int = 100 * GIBIBYTE
    max_cache_bytes: int = 10 * GIBIBYTE
    min_free_bytes: int = GIBIBYTE // 4


STANDARD_LIMITS = Limits()


@dataclass(frozen=True)
class LanguageModelSettings:
    """An OpenAI-compatible server that may write answers anew, and the model to ask it for; the key may be None."""

    url: str
    model: str
    key: str | None = field(default=None, repr=False)


@dataclass(frozen=True)
class Settings:
    """Where the service keeps its data, who may enter, and its limits.

    Parameters
    ----------
    home : Path
        Folder of the database, the uploaded tables, the runs and the first key; only its owner can read it.
    database_url : str or None
        Where the truth lives; None is an SQLite file in ``home``.
    blobs : str or None
        Where tables and the files of runs are, ``s3://bucket/prefix``; None is a folder in ``home``.
    api_key : str or None
        The first key; None means that one is made at the first start and kept in ``home``.
    host : str
        The address that the service listens on; its name is trusted in the ``Host`` header.
    trusted_hosts : tuple of str
        Further names under which browsers may reach the service.
    trusted_proxies : int
        How many proxies stand before the service and set X-Forwarded-For, -Proto and -Host; 0 believes none.
    metrics_key : str or None
        A secret that opens /metrics and nothing else; None leaves it to admin keys.
    audit_days : int
        How long a line of the audit log is kept.
    jobs : int
        Processes that a run may use at once.
    cluster : ClusterAddress or None
        The Dask scheduler over whose workers evaluations spread; None is processes of this machine.
    web_processes : int
        Processes that answer requests on one address.
    lease_seconds : float
        How long after its last sign of life a worker's run goes to the next one.
    log_level : str
        The least that is logged; ``debug`` adds a line a request.
    language_model : LanguageModelSettings or None
        Who may write answers anew; None, the default, is nobody.
    """

    home: Path = Path("plaintune-data")
    database_url: str | None = field(default=None, repr=False)
    blobs: str | None = None
    api_key: str | None = field(default=None, repr=False)
    host: str = "127.0.0.1"
    trusted_hosts: tuple[str, ...] = ()
    trusted_proxies: int = 0
    metrics_key: str | None = field(default=None, repr=False)
    audit_days: int = 365
    jobs: int = 1
    cluster: ClusterAddress | None = None
    web_processes: int = 1
    lease_seconds: float = 15.0
    log_level: str = "info"
    language_model: LanguageModelSettings | None = None
    limits: Limits = field(default_factory=Limits)

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] | None = None) -> "Settings":
        """Read the settings from ``PLAINTUNE_...`` variables.

        Raises
        ------
        SettingError
            When a variable cannot be read as what it stands for.

        Examples
        --------
        >>> Settings.from_environment({"PLAINTUNE_MAX_COLUMNS": "50"}).limits.max_columns
        50
        """
        given = os.environ if environment is None else environment
        hosts = given.get("PLAINTUNE_TRUSTED_HOSTS", "")
        return cls(
            home=Path(given.get("PLAINTUNE_HOME", "plaintune-data")).absolute(),
            database_url=given.get("PLAINTUNE_DATABASE_URL") or None,
            blobs=given.get("PLAINTUNE_BLOBS") or None,
            api_key=given.get("PLAINTUNE_API_KEY") or None,
            host=given.get("PLAINTUNE_HOST", "127.0.0.1"),
            trusted_hosts=tuple(name.strip() for name in hosts.split(",") if name.strip()),
            trusted_proxies=_whole_number(given, "PLAINTUNE_TRUSTED_PROXIES", default=0),
            metrics_key=given.get("PLAINTUNE_METRICS_KEY") or None,
            audit_days=_whole_number(given, "PLAINTUNE_AUDIT_DAYS", default=365),
            jobs=_whole_number(given, "PLAINTUNE_JOBS", default=os.cpu_count() or 1),
            cluster=_cluster(given),
            web_processes=_whole_number(given, "PLAINTUNE_WEB_PROCESSES", default=1),
            lease_seconds=float(_whole_number(given, "PLAINTUNE_LEASE_SECONDS", default=15)),
            log_level=_log_level(given),
            language_model=_language_model(given),
            limits=_limits(given),
        )


def setting_name(limit: str) -> str:
    """Return the environment variable that sets a limit.

    Examples
    --------
    >>> setting_name("max_columns")
    'PLAINTUNE_MAX_COLUMNS'
    """
    return f"PLAINTUNE_{limit.upper()}"


def _limits(given: Mapping[str, str]) -> Limits:
    names = [limit.name for limit in fields(Limits)]
    return Limits(*(_whole_number(given, setting_name(n), default=getattr(STANDARD_LIMITS, n)) for n in names))


def _cluster(given: Mapping[str, str]) -> ClusterAddress | None:
    names = [f"PLAINTUNE_CLUSTER{part}" for part in ("", "_CA", "_CERTIFICATE", "_KEY")]
    url, *files = (given.get(name, "").strip() for name in names)
    if not url:
        return None
    if find_spec("distributed") is None:
        raise SettingError(names[0], url, "unset, or the extra installed: pip install 'plaintune[cluster]'")
    address = ClusterAddress(url, *(file or None for file in files))
    if address.lacks is not None:
        raise SettingError(names[0], url, address.lacks)
    return address


def _language_model(given: Mapping[str, str]) -> LanguageModelSettings | None:
    names = [f"PLAINTUNE_LANGUAGE_MODEL_{part}" for part in ("URL", "MODEL", "KEY")]
    url, model, key = (given.get(name, "").strip() for name in names)
    if not url and not model:
        return None
    if not url.startswith(("http://", "https://")):
        raise SettingError(
            names[0], url, "the base URL of an OpenAI-compatible server, such as http://127.0.0.1:11434/v1"
        )
    if not model:
        raise SettingError(names[1], model, "the name of a model of the server")
    return LanguageModelSettings(url, model, key or None)


def _log_level(given: Mapping[str, str]) -> str:
    level = given.get("PLAINTUNE_LOG_LEVEL", "info").lower()
    if level not in LOG_LEVELS:
        raise SettingError("PLAINTUNE_LOG_LEVEL", level, f"one of {', '.join(LOG_LEVELS)}")
    return level


def _whole_number(given: Mapping[str, str], name: str, default: int) -> int:
    text = given.get(name, "")
    if not text:
        return default
    if not text.isdecimal() or int(text) < 1:
        raise SettingError(name, text, "a whole number of at least 1")
    return int(text)
