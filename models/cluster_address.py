"""Where a cluster's scheduler answers, and what proves to it who we are."""

from dataclasses import dataclass
from urllib.parse import urlsplit

LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})


@dataclass(frozen=True)
class ClusterAddress:
    """The address of a Dask scheduler, ``tcp://`` or ``tls://``, and the files of our certificate.

    Whoever reaches a Dask port runs code there: an address beyond this machine is one with TLS, where both sides show
    a certificate of the same private authority.
    """

    url: str
    authority: str | None = None
    certificate: str | None = None
    key: str | None = None

    @property
    def is_encrypted(self) -> bool:
        """Whether the link is encrypted and both ends are known."""
        return urlsplit(self.url).scheme == "tls"

    @property
    def lacks(self) -> str | None:
        """What the address must be and is not, in words; None where it can be used.

        Examples
        --------
        >>> ClusterAddress("tcp://127.0.0.1:8786").lacks
        >>> ClusterAddress("tcp://10.0.0.7:8786").lacks
        'tls:// for a scheduler on another machine: whoever reaches a port without TLS runs code there'
        """
        parts = urlsplit(self.url)
        if parts.scheme not in ("tcp", "tls") or not parts.hostname or _port(self.url) is None:
            return "tls://host:port, or tcp://127.0.0.1:port for a scheduler on this machine"
        if parts.scheme == "tcp" and parts.hostname not in LOOPBACK:
            return "tls:// for a scheduler on another machine: whoever reaches a port without TLS runs code there"
        if parts.scheme == "tls" and not (self.authority and self.certificate and self.key):
            return (
                "given together with PLAINTUNE_CLUSTER_CA, PLAINTUNE_CLUSTER_CERTIFICATE and PLAINTUNE_CLUSTER_KEY, "
                "the files of our side of TLS"
            )
        return None


def _port(url: str) -> int | None:
    try:
        return urlsplit(url).port
    except ValueError:
        return None
