"""Every variable that the service reads from its environment, by asking it."""

from collections.abc import Iterator, Mapping

from service.settings import Settings


class _Asked(Mapping[str, str]):
    """An empty environment that remembers what it was asked for."""

    def __init__(self) -> None:
        self.names: set[str] = set()

    def __getitem__(self, name: str) -> str:
        self.names.add(name)
        raise KeyError(name)

    def __iter__(self) -> Iterator[str]:
        return iter(())

    def __len__(self) -> int:
        return 0


def setting_names() -> set[str]:
    """Return the names of all settings."""
    asked = _Asked()
    Settings.from_environment(asked)
    return asked.names
