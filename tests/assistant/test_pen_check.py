"""What a language model may write, and what not: lies of every kind against honest rewrites."""

import re
from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.answer import OUT_OF_SCOPE, answer
from assistant.draft import Citation
from assistant.language_model import material_of
from assistant.pen.check import mismatches, with_derived_facts
from assistant.pen.material import Material
from assistant.topics.registry import TOPICS
from models.record import RunRecord
from tests.assistant.asked import asked_at_once
from tests.assistant.conftest import RUNS

ANSWER = """The risk that your model overfits is **moderate**.

The winner, trial [4](#c1), is XGBoost with `max_depth` = [4](#c2): it scores ROC AUC [0.847](#c3) on rows that it was
not fitted on and [0.901](#c4) on rows that it was fitted on. Trial [5](#c5), also XGBoost, scores [0.843](#c6), worse
by [0.004](#c7). Random forest (trial [2](#c8)) reaches [0.836](#c9), in [4.5](#c10) s. The difference is not real:
chance alone could give it. The column `tenure` has no missing cells.

A confidence of [95](#c11) % goes with it, over [5](#c12) folds. Widen the range of `max_depth`."""


@pytest.fixture
def material(churn: RunRecord) -> Material:
    """Give an answer in which every kind of word stands that can be wrong."""
    facts = (
        ("trial number", 4, ""),
        ("max_depth of trial 4", 4, ""),
        ("ROC AUC of trial 4, cross-validated (rows that it was not fitted on)", 0.8469999, ""),
        ("ROC AUC of trial 4 on the rows that it was fitted on", 0.901, ""),
        ("trial number", 5, ""),
        ("ROC AUC of trial 5, cross-validated (rows that it was not fitted on)", 0.843, ""),
        ("mean difference in ROC AUC over the same folds, trials 4 and 5", 0.004, ""),
        ("trial number", 2, ""),
        ("ROC AUC of trial 2, cross-validated (rows that it was not fitted on)", 0.836, ""),
        ("time of trial 2", 4.5, "s"),
        ("level of the interval", 95.0, "%"),
        ("folds", 5, ""),
    )
    cited = tuple(
        Citation(f"c{number}", label, value, unit, "score", None)
        for number, (label, value, unit) in enumerate(facts, start=1)
    )
    return material_of("does it overfit?", ANSWER, cited, churn)


def changed(*pairs: tuple[str, str]) -> str:
    """Return the answer with some of its words replaced."""
    text = ANSWER
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new, 1)
    return text


LIES = {
    "a wrong number": changed(("[0.847](#c3)", "[0.874](#c3)")),
    "a number rounded to nothing": changed(("[0.847](#c3)", "[0.8](#c3)")),
    "the number of another fact": changed(("[0.847](#c3)", "[0.847](#c9)")),
    "a fact that does not exist": changed(("[0.847](#c3)", "[0.847](#c99)")),
    "a number without a fact": changed(("over [5](#c12) folds", "over 5 folds")),
    "a number in words": changed(("over [5](#c12) folds", "over five folds")),
    "a number in other digits": changed(("over [5](#c12) folds", "over \u0665 folds")),
    "a number as a fraction": changed(("in [4.5](#c10) s", "in 4½ s")),
    "a number in a code span": changed(("over [5](#c12) folds", "over `7` folds")),
    "words hide the number": changed(("[0.847](#c3)", "[about nothing](#c3)")),
    "a percentage of nothing": changed(("chance alone", "a chance of 40 %\nalone")),
    "a wrong unit": changed(("[4.5](#c10) s", "[4.5](#c10) minutes")),
    "a count of something else": changed(("[5](#c12) folds", "[5](#c12) columns")),
    "the wrong trial": changed(("The winner, trial [4](#c1)", "The winner, trial [5](#c5)")),
    "a trial that nobody named": changed(("trial [4](#c1)", "trial 7")),
    "a number that is no trial's": changed(("trial [4](#c1)", "trial [5](#c12)")),
    "scores exchanged": changed(
        ("ROC AUC [0.847](#c3)", "ROC AUC [0.843](#c6)"), ("scores [0.843](#c6)", "scores [0.847](#c3)")
    ),
    "the wrong family": changed(("is XGBoost with", "is random forest with")),
    "families exchanged": changed(
        ("is XGBoost with", "is random forest with"), ("Random forest (trial", "XGBoost (trial")
    ),
    "an unknown family": changed(("Random forest", "LightGBM")),
    "the wrong metric": changed(("ROC AUC [0.847]", "accuracy [0.847]")),
    "the wrong hyperparameter": changed(("`max_depth` = ", "`learning_rate` = ")),
    "a hyperparameter in words": changed(("Widen the range of `max_depth`", "Widen the range of the learning rate")),
    "an invented column": changed(("`tenure`", "`shoe_size`")),
    "an invented column in plain words": changed(("The column `tenure`", "The income column")),
    "an invented identifier": changed(("The column `tenure` has", "The shoe_size has")),
    "an invented proper name": changed(("chance alone", "as Kaggle knows, chance alone")),
    "an invented class": changed(("chance alone", "for the class premium chance alone")),
    "a swapped direction": changed(("worse\nby", "better by")),
    "a swapped pair": "Trial [5](#c5) scores [0.843](#c6), better than trial [4](#c1) with [0.847](#c3). " + ANSWER,
    "a direction that no two facts bear out": "ROC AUC [0.836](#c9) is higher than [0.843](#c6). " + ANSWER,
    "a superlative": changed(("reaches [0.836](#c9)", "reaches the best [0.836](#c9)")),
    "a changed verdict": changed(("**moderate**", "**low**")),
    "a verdict turned to the worse": changed(("**moderate**", "**high**")),
    "a denial dropped": changed(("The difference is not real", "The difference is real")),
    "a denial added": changed(("chance alone could give it", "chance alone could not give it")),
    "a claim of its own": changed(("chance alone could give it", "it is statistically significant")),
    "HTML": ANSWER + "\n\n<script>alert(document.cookie)</script>",
    "an HTML entity": ANSWER + "\n\n&lt;script&gt;",
    "a link elsewhere": changed(("Widen the range", "[Widen](https://evil.example/x) the range")),
    "a link of another kind": changed(("Widen the range", "[Widen](javascript:alert) the range")),
    "a reference link": changed(("Widen the range", "[Widen][x] the range")) + "\n\n[x]: https://evil.example",
    "a picture": changed(("Widen the range", "![chart](https://evil.example/x.png) Widen the range")),
    "a bare address": changed(("Widen the range", "See https://evil.example. Widen the range")),
    "a bare name of a host": changed(("Widen the range", "See evil.example. Widen the range")),
    "a block of code": ANSWER + "\n\n```\nimport os\n```",
    "a character that turns the text around": changed(("moderate", "mod\u202eerate")),
    "a character that is not seen": changed(("moderate", "mod\u200berate")),
    "another subject": "Cats are wonderful animals, and here is a poem about the sea and the sailors.",
    "next to nothing": "The risk that your model overfits is **moderate**.",
    "far too long": ANSWER + "\n\n" + "The winner is a trial of this run. " * 80,
}  # fmt: skip

HONEST = {
    "the answer itself": ANSWER,
    "other words": """Your model's risk of overfitting is **moderate**.

XGBoost in trial [4](#c1) is the winner, with `max_depth` = [4](#c2). On rows that it was not fitted on its ROC AUC is
[0.847](#c3), and on rows that it was fitted on [0.901](#c4). Trial [5](#c5) (XGBoost too) comes out at [0.843](#c6),
which is worse by [0.004](#c7). Random forest, trial [2](#c8), reaches [0.836](#c9), and took [4.5](#c10) seconds. The
difference is not real, as chance alone could give it. There are no missing cells in the column `tenure`.

The confidence is [95](#c11) % over [5](#c12) folds. My advice: widen the range of `max_depth`.""",
    "a list": """The risk of overfitting is **moderate**:

- Trial [4](#c1) (XGBoost) scores ROC AUC [0.847](#c3) on rows that it was not fitted on, and
  [0.901](#c4) on rows that it was fitted on.
- Trial [5](#c5) scores [0.843](#c6), worse by [0.004](#c7).
- Random forest, trial [2](#c8), reaches [0.836](#c9).

The difference is not real: chance alone could give it.""",
    "a derived difference": changed(("[0.004](#c7)", "[0.004](#c3-minus-c6)")),
    "a derived percentage": changed(
        ("reaches [0.836](#c9)", "reaches [98.7](#c9-percent-of-c3) % of it, [0.836](#c9)")
    ),
    "a direction that two facts bear out": changed(
        ("worse\nby [0.004](#c7). Random forest (trial [2](#c8)) reaches [0.836](#c9), in",
         "higher than [0.836](#c9) of random forest (trial [2](#c8)), in")
    ),
}  # fmt: skip


@pytest.mark.parametrize("lie", LIES)
def test_a_lie_is_seen(lie: str, material: Material) -> None:
    """Whatever a model makes up must not reach a reader."""
    assert mismatches(LIES[lie], material)


@pytest.mark.parametrize("way", HONEST)
def test_an_honest_rewrite_passes(way: str, material: Material) -> None:
    """A check that refuses everything would be safe, and of no use."""
    assert mismatches(HONEST[way], material) == ()


def test_the_opposite_may_be_told_the_other_way_round(material: Material) -> None:
    """That one trial is better than another is also that the other is worse."""
    text = "Trial [5](#c5) scores worse than trial [4](#c1) does in ROC AUC."
    turned, false = (
        "Trial [4](#c1) scores better than trial [5](#c5) does in ROC AUC.",
        text.replace("worse", "better"),
    )
    own = replace(material, text=text)

    assert mismatches(turned, own) == ()
    assert mismatches(false, own)


def test_a_mismatch_tells_what_to_mend(material: Material) -> None:
    """The model gets the list, and can do better."""
    (wrong,) = mismatches(LIES["a wrong number"], material)

    assert str(wrong) == '"[0.874](#c3)": the fact is 0.847, and the link holds the number alone'


def test_a_derivation_becomes_a_fact_of_its_own(material: Material) -> None:
    """A reader can follow it, as every number."""
    text, citations = with_derived_facts(changed(("[0.004](#c7)", "[0.004](#c3-minus-c6)")), material)
    derived = next(citation for citation in citations if citation.id == "c13")

    assert "worse\nby [0.004](#c13)" in text
    assert derived.value == pytest.approx(0.0039999)
    assert "minus" in derived.label
    assert {citation.id for citation in citations} == {f"c{n}" for n in (1, 2, 3, 4, 5, 6, 8, 9, 10, 11, 12, 13)}


@pytest.mark.parametrize("run", [name for name in RUNS if name != "hostile"])
def test_our_own_answers_pass(run: str) -> None:
    """A model that says nothing new says nothing wrong."""
    record = RUNS[run]()
    questions = [question for topic in TOPICS for question in (topic.invitation, topic.run_invitation)]
    for question in (*questions, *(asked_at_once()[::9] if run == "binary" else ())):
        said = answer(question, record)
        if said.topic != OUT_OF_SCOPE:
            own = material_of(question, said.answer, said.citations, record)

            assert mismatches(said.answer, own) == (), question


TURNED = {"ahead": "behind", "behind": "ahead", "moderate": "low", "high": "low", "best": "worst", "larger": "smaller"}


PIECES = (
    "[", "]", "(#c1)", "[1e999](#c1)", f"[{'9' * 5000}](#c1)", "trial ", "[4](#c1)", "`", "```", "\\", "#c1-minus-c2",
    "[1](#c1-over-c2)", "better", "not ", "%", ";", "\n\n", "- ", "|", "XGBoost", "\u0665", " ", ".", "*", "_", "word",
)  # fmt: skip


@given(st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=5)), max_size=40).map("".join))
@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_text_can_break_the_check(material: Material, text: str) -> None:
    """A model may write anything, and a check that fails would fail the answer."""
    assert mismatches(text, material)


def bent(text: str) -> Iterator[tuple[str, str]]:
    """Yield an answer bent in one place: facts exchanged, a number or direction changed, a "not" dropped or added."""
    links = list(re.finditer(r"\[([\d.,]+)\]\(#(c\d+)\)", text))
    for one, other in zip(links[::2], links[3::2], strict=False):
        if one[2] != other[2] and one[1] != other[1]:
            start, middle, end = text[: one.start()], text[one.end() : other.start()], text[other.end() :]
            yield f"{other[0]} for {one[0]}", f"{start}{other[0]}{middle}{one[0]}{end}"
    for one in links[::3]:
        wrong = f"{float(one[1].replace(',', '')) * 1.1 + 0.01:.4g}"
        yield f"{wrong} for {one[0]}", f"{text[: one.start()]}[{wrong}](#{one[2]}){text[one.end() :]}"
    for direction in re.finditer(rf"\b(?:{'|'.join(TURNED)})\b(?! or )", text):
        turned = TURNED[direction[0]]
        yield f"{turned} for {direction[0]}", f"{text[: direction.start()]}{turned}{text[direction.end() :]}"
    for denial in re.finditer(r"\bnot ", text):
        yield "a dropped not", text[: denial.start()] + text[denial.end() :]
    for verb in list(re.finditer(r"\b(?:is|does|has|can) ", text))[::4]:
        yield "an added not", f"{text[: verb.end()]}not {text[verb.end() :]}"


@pytest.mark.parametrize("run", ["binary", "linear", "tiny"])
def test_our_own_answers_bent_in_one_place_are_refused(run: str) -> None:
    """The lies that are hardest to see: all words are the answer's, and one stands where it must not."""
    record = RUNS[run]()
    for topic in TOPICS:
        said = answer(topic.run_invitation, record)
        own = material_of(topic.run_invitation, said.answer, said.citations, record)
        passed = [how for how, text in bent(said.answer) if not mismatches(text, own)]

        assert passed == [], topic.name
