"""Numbers as people read them: with as many digits as they deserve, and with their units."""

from datetime import UTC, datetime
from math import floor, isfinite, log10

from models.record import Scalar

DASH = "\N{EN DASH}"
MINUS = "\N{MINUS SIGN}"


def count(number: int) -> str:
    """Write a whole number.

    Examples
    --------
    >>> count(7043)
    '7,043'
    """
    return f"{number:,}"


def bytes_in_words(number: int) -> str:
    """Write a size.

    Examples
    --------
    >>> bytes_in_words(2 * 1024**3), bytes_in_words(200_000_000), bytes_in_words(50_000)
    ('2.1 GB', '200 MB', '50 kB')
    """
    for unit, name in ((1e9, "GB"), (1e6, "MB"), (1e3, "kB")):
        if number >= unit:
            return f"{number / unit:.{1 if number < 10 * unit else 0}f} {name}".replace(".0 ", " ")
    return f"{number} bytes"


def counted(number: int, one: str, many: str = "") -> str:
    """Write a whole number with what it counts.

    Examples
    --------
    >>> counted(1, "trial"), counted(1200, "trial"), counted(2, "query", "queries")
    ('1 trial', '1,200 trials', '2 queries')
    """
    return f"{count(number)} {one if number == 1 else many or one + 's'}"


def ago(then: float, now: float) -> str:
    """Write how long ago something was; both in seconds of one clock.

    Examples
    --------
    >>> ago(0.0, 20.0), ago(0.0, 300.0), ago(0.0, 7300.0), ago(0.0, 200_000.0)
    ('just now', '5 min ago', '2 h ago', '2 days ago')
    """
    minutes = max(0.0, now - then) / 60
    if minutes < 1:
        return "just now"
    if minutes < 60:
        return f"{minutes:.0f} min ago"
    if minutes < 24 * 60:
        return f"{minutes // 60:.0f} h ago"
    return f"{counted(int(minutes // (24 * 60)), 'day')} ago"


def duration(seconds: float | None) -> str:
    """Write a time.

    Examples
    --------
    >>> duration(0.25), duration(12), duration(190), duration(3780)
    ('0.25 s', '12 s', '3 min 10 s', '1 h 3 min')
    """
    if seconds is None:
        return DASH
    if seconds < 10:
        return f"{seconds:.{2 if seconds < 1 else 1}f} s"
    whole = round(seconds)
    if whole < 60:
        return f"{whole} s"
    minutes, rest = divmod(whole, 60)
    if minutes < 60:
        return f"{minutes} min {rest} s" if rest else f"{minutes} min"
    return f"{minutes // 60} h {minutes % 60} min" if minutes % 60 else f"{minutes // 60} h"


def about(seconds: float) -> str:
    """Write a time that is only roughly known: in whole seconds, and at least one.

    Examples
    --------
    >>> about(0.2), about(8.6), about(75)
    ('1 s', '9 s', '1 min 15 s')
    """
    whole = max(1, round(seconds))
    return f"{whole} s" if whole < 60 else duration(whole)


def moment(seconds: float) -> str:
    """Write a point in time, given in seconds since 1970, in UTC.

    Examples
    --------
    >>> moment(0)
    'Jan 1, 00:00 UTC'
    """
    at = datetime.fromtimestamp(seconds, UTC)
    return f"{at:%b} {at.day}, {at:%H:%M} UTC"


def whole_duration(seconds: float) -> str:
    """Write a time that runs: in whole seconds, so that its digits do not dance.

    Examples
    --------
    >>> whole_duration(9.6), whole_duration(190.2)
    ('10 s', '3 min 10 s')
    """
    return "0 s" if seconds < 0.5 else f"{round(seconds)} s" if seconds < 10 else duration(round(seconds))


def roughly(value: float) -> str:
    """Write a number of which only the first digit counts.

    Examples
    --------
    >>> roughly(0.00347), roughly(1234.0), roughly(0.0)
    ('0.003', '1,000', '0')
    """
    if value == 0:
        return "0"
    decimals = -floor(log10(abs(value)))
    return f"{round(value, decimals):,.{max(decimals, 0)}f}"


def percent(share: float) -> str:
    """Write a share from 0 to 1.

    Examples
    --------
    >>> percent(0.713), percent(0.004), percent(0.0)
    ('71 %', 'under 1 %', '0 %')
    """
    return "under 1 %" if 0 < share < 0.005 else f"{share * 100:.0f} %"


def score(value: float | None) -> str:
    """Write a score of one trial, in a column of others.

    Examples
    --------
    >>> score(0.84161), score(21432.7)
    ('0.8416', '21,433')
    """
    if value is None or not isfinite(value):
        return DASH
    return f"{value:,.{_decimals_of(value)}f}"


def score_in_range(value: float, low: float | None, high: float | None) -> str:
    """Write a score with the digits that its range justifies: up to the first one of half its width.

    Examples
    --------
    >>> score_in_range(0.8412, 0.81, 0.87), score_in_range(21432.0, 20100.0, 22700.0)
    ('0.84', '21,000')
    """
    if low is None or high is None or not high > low:
        return score(value)
    decimals = -floor(log10((high - low) / 2))
    return f"{round(value, decimals):,.{max(decimals, 0)}f}"


def setting(value: Scalar) -> str:
    """Write the value of a hyperparameter or a fact.

    Examples
    --------
    >>> setting(0.0312345), setting(361600.4), setting(300), setting(None), setting(True)
    ('0.03123', '361,600', '300', 'none', 'yes')
    """
    if value is None:
        return "none"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int):
        return count(value)
    if isinstance(value, str):
        return value
    return f"{value:,.0f}" if abs(value) >= 1000 and isfinite(value) else f"{value:.4g}"


def hundredths(probability: float) -> str:
    """Write a probability as cases of 100.

    Examples
    --------
    >>> hundredths(0.62), hundredths(0.002), hundredths(0.999)
    ('62 of 100', 'fewer than 1 of 100', 'more than 99 of 100')
    """
    if probability < 0.01:
        return "fewer than 1 of 100"
    if probability > 0.99:
        return "more than 99 of 100"
    return f"{probability * 100:.0f} of 100"


def plain_number(value: float | str | None) -> str:
    """Write a number of a table: a year stays a year.

    Examples
    --------
    >>> plain_number(1973.0), plain_number(0.25), plain_number(21400.0)
    ('1973', '0.25', '21,400')
    """
    if value is None:
        return DASH
    if isinstance(value, str):
        return value
    text = f"{value:.6g}" if abs(value) < 10_000 else f"{value:,.10g}"
    return text.removesuffix(".0")


def signed(value: float) -> str:
    """Write a difference, with two digits that count.

    Examples
    --------
    >>> signed(0.000617), signed(1234.4), signed(-0.04729) == f"{MINUS}0.047", signed(0.0)
    ('+0.00062', '+1,234', True, '0')
    """
    if not value:
        return "0"
    size = abs(value)
    decimals = 0 if size >= 10 else 1 - floor(log10(size))
    return f"{'+' if value > 0 else MINUS}{size:,.{decimals}f}"


def unescaped(text: str) -> str:
    """Return text of a figure as it was before it was escaped for Plotly.

    Examples
    --------
    >>> unescaped("R&amp;D &lt;b>")
    'R&D <b>'
    """
    return text.replace("&lt;", "<").replace("&amp;", "&")


def _decimals_of(value: float) -> int:
    if value == 0:
        return 4
    return min(max(4 - floor(log10(abs(value))) - 1, 0), 4)
