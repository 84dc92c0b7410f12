"""A full disk, told from other troubles with files: it passes, and then everything goes on as if it had not been."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager

from models.errors import StorageFullError

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT})


def is_full_disk(error: BaseException | None) -> bool:
    """Tell whether an error, here or in another process, means that there was no space left.

    Examples
    --------
    >>> is_full_disk(OSError(errno.ENOSPC, "No space left on device")), is_full_disk(OSError("something else"))
    (True, False)
    """
    return isinstance(error, StorageFullError) or (isinstance(error, OSError) and error.errno in _FULL)


@contextmanager
def full_disk_told() -> Iterator[None]:
    """Turn the system's word for a full disk, raised within the context, into ours.

    Raises
    ------
    StorageFullError
        Where there was no space left.
    """
    try:
        yield
    except OSError as error:
        if is_full_disk(error):
            raise StorageFullError from error
        raise
