"""What counts as a number that its fact backs: the check that every answer has to pass."""

import pytest

from assistant.backing import linked, unbacked, unlinked
from assistant.draft import Citation, Draft
from assistant.evidence.fact import EvidenceFact

SCORE = Citation("c1", "score", 0.84163, "", "score", None)
TINY = Citation("c2", "penalty", 3.2e-8, "", "trials/4", None)
NAME = Citation("c3", "family", "xgboost", "", "trials/4", None)


@pytest.mark.parametrize(
    "markdown",
    [
        "It reached [0.8416](#c1), in words [0.84](#c1).",
        "A penalty of [3.2e-08](#c2).",
        "It is [`xgboost`](#c3) with `max_depth` and L2.",
        "The value `0.5` was typed by the reader.",
    ],
)
def test_numbers_that_round_to_their_fact_are_backed(markdown: str) -> None:
    """Rounding for reading is no lie, and names and quoted words are no numbers."""
    assert unbacked(markdown, [SCORE, TINY, NAME]) == []


@pytest.mark.parametrize(
    "markdown",
    [
        "It reached 0.84.",
        "It reached [0.85](#c1).",
        "It reached [0.84](#c9).",
        "A penalty of [3.3e-08](#c2).",
        "[trial 4 of 12](#c1) won.",
        "It is [12](#c3).",
    ],
)
def test_numbers_without_their_fact_are_found(markdown: str) -> None:
    """Bare, wrong, hidden or cited from nowhere: none of them can be traced."""
    assert len(unbacked(markdown, [SCORE, TINY, NAME])) == 1


def test_links_are_told_from_words() -> None:
    """A reader counts words, a check counts links."""
    markdown = "It reached [0.84](#c1) with [`xgboost`](#c3)."

    assert linked(markdown) == {"c1", "c3"}
    assert unlinked(markdown) == "It reached 0.84 with `xgboost`."


def test_a_small_count_is_cited_as_what_it_counts() -> None:
    """Ten folds and ten trials are equal by chance, and lead to different places."""
    draft = Draft()
    trials = EvidenceFact("complete trials", 10, "trials", "leaderboard")

    draft.say(draft.quote("10 folds, 10 trials.", EvidenceFact("spread", None, href="findings/spread"), [trials]))

    assert [(citation.label, citation.href) for citation in draft.citations] == [
        ("spread", "findings/spread"),
        ("complete trials", "leaderboard"),
    ]
