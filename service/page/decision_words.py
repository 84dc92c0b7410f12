"""The decisions of a run as sentences, with links to the trials that they name."""

import re
from collections.abc import Mapping

from flask import url_for
from markupsafe import Markup, escape

from models.record import Decision

FIELDS = {
    "metric": "The metric is {}",
    "positive_class": "The class to look for is {}",
    "target": "The target is {}",
    "task": "The task is {}",
    "costs": "Mistakes cost {}",
    "ignore": "Left out is {}",
    "group": "Rows stay together by {}",
    "time": "Rows are ordered by {}",
    "weight": "Rows are weighted by {}",
}
# What stands before a choice, by its stage, where the choice alone would be no sentence.
OPENINGS = {"winner": "The winner is ", "ensemble": "The model averages ", "score": "Told is the "}
MOST_NAMED = 4


def decision_sentence(decision: Decision, titles: Mapping[str, str]) -> str:
    """Tell a decision: what was chosen, over what, and because of what.

    Parameters
    ----------
    decision : Decision
    titles : what each family is called, by its name

    Examples
    --------
    >>> decision_sentence(Decision(1, "winner", "trial 3 (gp)", ("trial 2 (gp)",), "it scores best"), {"gp": "GP"})
    'The winner is trial 3 (GP) rather than trial 2 (GP): it scores best.'
    >>> decision_sentence(Decision(2, "goal", "target: price", (), "the goal says so"), {})
    'The target is price: the goal says so.'
    """
    chosen = _opened(decision)
    if decision.over:
        named = ", ".join(decision.over[:MOST_NAMED])
        more = f" and {len(decision.over) - MOST_NAMED} more" if len(decision.over) > MOST_NAMED else ""
        chosen += f" rather than {named}{more}"
    # Two colons in one sentence would leave open which of them gives the reason.
    link = " \N{EN DASH} " if ": " in chosen + decision.because else ": "
    said = _ended(_capitalized(chosen) + (link + decision.because if decision.because else ""))
    return re.sub(r"\((\w+)\)", lambda found: f"({titles.get(found[1], found[1])})", said)


def with_trials_linked(text: str, run_id: str) -> Markup:
    """Escape a sentence, and make each trial that it names a link."""

    def linked(found: re.Match[str]) -> str:
        address = url_for("page.show_trial", run_id=run_id, number=int(found[1]))
        return f'<a href="{escape(address)}">{found[0]}</a>'

    return Markup(re.sub(r"\btrial (\d{1,9})\b", linked, str(escape(text))))  # noqa: S704  escaped just before


def minute(seconds: float) -> str:
    """Write a moment of a run, as a clock does.

    Examples
    --------
    >>> minute(4.2), minute(124), minute(3724)
    ('0:04', '2:04', '1:02:04')
    """
    minutes, rest = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def _opened(decision: Decision) -> str:
    field, found, value = decision.chosen.partition(": ")
    if decision.stage == "goal" and found and field in FIELDS:
        return FIELDS[field].format(value)
    return OPENINGS.get(decision.stage, "") + decision.chosen


def _capitalized(text: str) -> str:
    return text[:1].upper() + text[1:]


def _ended(text: str) -> str:
    return text if text.endswith((".", "!", "?")) else f"{text}."
