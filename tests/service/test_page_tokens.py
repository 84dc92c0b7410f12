"""The colors of the page: every pair that is put together can be told apart, in light and in dark."""

import re
from pathlib import Path

import pytest

import service.page

TOKENS = Path(service.page.__file__).parents[1] / "static" / "page" / "tokens.css"
SURFACES = ("paper", "card", "sunken")
WASHES = ("wash", "caution-wash", "danger-wash")
TEXT, MARK, FIELD = 7.0, 3.0, 3.0
"""Ratios of WCAG 2.2: text at level AAA (1.4.6), marks and borders of fields (1.4.11)."""
PAIRS = (
    *((ink, surface, TEXT) for ink in ("ink", "ink-2") for surface in (*SURFACES, *WASHES)),
    *((ink, surface, TEXT) for ink in ("accent", "accent-strong") for surface in (*SURFACES, "wash")),
    ("on-accent", "accent", TEXT),
    ("on-accent", "accent-strong", TEXT),
    ("caution", "caution-wash", TEXT),
    ("danger", "danger-wash", TEXT),
    *(("edge", surface, FIELD) for surface in SURFACES),
    *(("mark", surface, MARK) for surface in ("paper", "card")),
)


def colors() -> dict[str, tuple[str, str]]:
    """Read the tokens that are colors, each in light and in dark."""
    found = re.findall(r"--([\w-]+): light-dark\((#\w{6}), (#\w{6})\)", TOKENS.read_text(encoding="utf-8"))
    return {name: (light, dark) for name, light, dark in found}


def luminance(color: str) -> float:
    """Return the relative luminance of a color, as WCAG 2.2 defines it."""
    parts = [int(color[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize(("ink", "surface", "least"), PAIRS)
def test_what_is_read_stands_out_from_what_is_behind_it(ink: str, surface: str, least: float, scheme: int) -> None:
    """Gray on beige looks calm and is not read."""
    known = colors()
    darker, lighter = sorted(luminance(known[name][scheme]) for name in (ink, surface))

    assert (lighter + 0.05) / (darker + 0.05) >= least


def test_no_other_file_knows_a_color() -> None:
    """A color beside the tokens has no dark side, and no test."""
    raw = re.compile(r"#[0-9a-fA-F]{3,8}\b|rgba?\(|hsla?\(")
    sheets = {path.name: path.read_text(encoding="utf-8") for path in TOKENS.parent.glob("*.css")}

    assert {name for name, sheet in sheets.items() if raw.search(sheet)} == {"tokens.css"}
