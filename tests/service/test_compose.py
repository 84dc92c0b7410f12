"""compose.yaml and the image: what they name exists, and no secret stands in them."""

import re
from pathlib import Path
from typing import Any

import dask.config
import distributed  # noqa: F401  loads its configuration
import pytest
import yaml
from distributed.cli.dask_scheduler import main as dask_scheduler
from distributed.cli.dask_worker import main as dask_worker

from service.command_line import _parse
from tests.service.setting_names import setting_names

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "compose.yaml").read_text(encoding="utf-8")
SERVICES: dict[str, dict[str, Any]] = yaml.safe_load(TEXT)["services"]
DASK = {"scheduler": dask_scheduler, "worker": dask_worker}
PREFIX = "DASK_"
STANDARD = {"AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_REGION", "AWS_ENDPOINT_URL"}
SECRET = re.compile("PASSWORD|SECRET|API_KEY$")


def environments() -> list[tuple[str, str, str]]:
    """Return every variable of every service, with its value."""
    return [
        (name, variable, str(value))
        for name, service in SERVICES.items()
        for variable, value in service.get("environment", {}).items()
    ]


def test_it_starts_what_many_machines_need() -> None:
    """It is the example that people begin with."""
    assert set(SERVICES) == {"web", "worker", "scheduler", "dask-worker-1", "dask-worker-2", "database", "s3"}


def test_every_setting_that_it_names_exists() -> None:
    """A setting that was renamed would be ignored in silence."""
    ours = {variable for _, variable, _ in environments() if variable.startswith("PLAINTUNE_")}

    assert ours
    assert ours <= setting_names()
    assert {v for _, v, _ in environments() if v.startswith("AWS_")} <= STANDARD


def test_every_setting_of_dask_that_it_names_exists() -> None:
    """Without the first of them no evaluation would work; without the others the link would be open."""
    named = {variable for _, variable, _ in environments() if variable.startswith(PREFIX)}

    assert len(named) == 7
    for variable in named:
        path = variable.removeprefix(PREFIX).lower().replace("__", ".").replace("_", "-")
        assert dask.config.get(path, default="none") != "none", path


@pytest.mark.parametrize("name", [name for name, service in SERVICES.items() if "build" in service])
def test_every_command_of_the_image_exists(name: str) -> None:
    """A container that ends at once is started again for ever."""
    program, *words = SERVICES[name]["command"]
    if program == "plaintune":
        assert _parse(words)[1].name == words[0]
    else:
        assert program == "dask"
        known = {option for parameter in DASK[words[0]].params for option in parameter.opts}
        known |= {option for parameter in DASK[words[0]].params for option in parameter.secondary_opts}
        assert {word for word in words if word.startswith("--")} <= known


@pytest.mark.parametrize("name", sorted(SERVICES))
def test_every_service_tells_whether_it_is_healthy_and_comes_back(name: str) -> None:
    """What hangs must be seen, and what dies must come back."""
    assert SERVICES[name]["healthcheck"]["test"][0] in ("CMD", "CMD-SHELL")
    assert SERVICES[name]["restart"] == "unless-stopped"


def test_no_secret_stands_in_it() -> None:
    """It is under version control."""
    secrets = [value for _, variable, value in environments() if SECRET.search(variable)]

    assert len(secrets) >= 4
    assert all(re.fullmatch(r"\$\{\w+:[-?].*\}", value) for value in secrets)
    assert "password@" not in TEXT


def test_every_variable_that_it_takes_is_in_the_example() -> None:
    """Whoever copies the example must not find out one by one what lacks."""
    example = (ROOT / "docs" / "compose.env.example").read_text(encoding="utf-8")
    taken = set(re.findall(r"\$\{(\w+)", TEXT))

    assert taken == set(re.findall(r"^(\w+)=", example, re.MULTILINE))


def test_only_the_web_is_reached_from_outside_and_only_from_this_machine() -> None:
    """A Dask port runs what it is sent."""
    ports = {name: service["ports"] for name, service in SERVICES.items() if "ports" in service}

    assert ports == {"web": ["127.0.0.1:8000:8000"]}
    assert all("public" not in SERVICES[name]["networks"] for name in ("scheduler", "dask-worker-1", "database"))


def test_the_image_holds_every_extra_that_compose_needs() -> None:
    """They are found out at the start of a container, or not before the first upload."""
    dockerfile = (ROOT / "Dockerfile").read_text(encoding="utf-8")
    (extras,) = re.findall(r'"\.\[([\w,-]+)\]"', dockerfile)

    assert set(extras.split(",")) >= {"postgres", "s3", "cluster"}
