"""The encrypted link, with the certificates that the operator's guide makes."""

import shutil
import subprocess
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from models.cluster import ClusterEvaluator
from models.cluster_address import ClusterAddress
from models.errors import ClusterLostError
from tests.cluster.dask_cluster import ROOT, DaskCluster, dask_cluster

FILES = ("authority.pem", "certificate.pem", "key.pem")


@pytest.fixture
def certificates(tmp_path: Path) -> Path:
    """Make an authority and a certificate, as docs/operate.md says."""
    if shutil.which("openssl") is None:
        pytest.skip("the program openssl is not installed, so that no certificates can be made")
    command = ["sh", str(ROOT / "docs" / "certificates.sh"), str(tmp_path / "certificates")]
    subprocess.run(command, check=True, capture_output=True)
    return tmp_path / "certificates"


@pytest.fixture
def encrypted(certificates: Path, tmp_path: Path) -> Iterator[DaskCluster]:
    """Start a scheduler and a worker that talk by TLS alone."""
    authority, certificate, key = (str(certificates / name) for name in FILES)
    options = ("--tls-ca-file", authority, "--tls-cert", certificate, "--tls-key", key)
    with dask_cluster(tmp_path, n_workers=1, scheme="tls", options=options) as started:
        yield started


def test_a_cluster_with_tls_takes_whoever_shows_a_certificate_of_its_authority_and_nobody_else(
    encrypted: DaskCluster, certificates: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever gets in runs code."""
    ours = ClusterAddress(encrypted.url, *(str(certificates / name) for name in FILES))
    with closing(ClusterEvaluator(ours)) as evaluator:
        assert evaluator.n_slots == 1
    monkeypatch.setattr("models.cluster.CONNECT_SECONDS", 3)

    with pytest.raises(ClusterLostError, match="no scheduler answers"):
        ClusterEvaluator(ClusterAddress(encrypted.url.replace("tls", "tcp")))
