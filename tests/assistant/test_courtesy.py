"""Thanks, greetings, and a plain yes or no: what asks nothing is no question."""

import pytest

from assistant.answer import answer
from assistant.understanding.courtesy import courtesy_of, plain_reply
from models.record import RunRecord


@pytest.mark.parametrize(
    "message", ["thanks", "Thank you!", "thx", "ok thanks", "great, thanks a lot", "merci", "got it"]
)
def test_thanks_are_returned_and_leave_the_subject(message: str, churn: RunRecord) -> None:
    """After a thank-you people go on where they were."""
    first = answer("Why was max_depth 4 chosen?", churn)
    thanked = answer(message, churn, first.conversation)
    then = answer("and why not 9?", churn, thanked.conversation)

    assert thanked.answer.startswith("You are welcome")
    assert thanked.suggestions == first.suggestions
    assert then.topic == "why_this_value"
    assert "`max_depth`" in then.answer


@pytest.mark.parametrize(
    "message",
    ["thanks, and why not 10?", "ok why", "hi, does it overfit?", "yes but why", "no, the depth", "y?", "ok?"],
)
def test_a_question_behind_politeness_is_a_question(message: str) -> None:
    """Nobody wants a greeting for an answer."""
    assert courtesy_of(message) is None


@pytest.mark.parametrize(
    ("message", "reply"),
    [
        ("yes", True),
        ("Yes, please!", True),
        ("go ahead", True),
        ("try it", True),
        ("ok", True),
        ("sure, do it", True),
        ("no", False),
        ("No, thanks.", False),
        ("not now", False),
        ("never mind", False),
        ("why?", None),
        ("yes, but with depth 8", None),
        ("thanks", None),
        ("", None),
    ],
)
def test_a_plain_yes_or_no_is_told_from_a_question(message: str, reply: bool | None) -> None:
    """Only a plain yes may start an experiment."""
    assert plain_reply(message) is reply


def test_a_yes_to_nothing_starts_nothing(churn: RunRecord) -> None:
    """Nothing was offered, so there is nothing to agree to."""
    assert "nothing waiting for a yes" in answer("yes", churn).answer
