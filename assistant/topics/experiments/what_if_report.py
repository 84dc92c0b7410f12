"""What came out of an experiment that was made: its numbers, each a citation, and what they allow to say."""

from assistant.draft import Draft
from assistant.evidence import what_ifs
from assistant.evidence.fact import EvidenceFact
from assistant.evidence.trials import leader, unit_of
from assistant.naming import trial_named
from assistant.topics.experiments.experiment_words import in_words
from models.record import Promotion, RunRecord, WhatIf


def say_outcome(record: RunRecord, what_if: WhatIf, draft: Draft) -> None:
    """Write what an experiment found, or how far it is."""
    named = f"what-if {draft.cite(what_ifs.number_fact(what_if))}"
    if what_if.status in ("queued", "running"):
        state = "is waiting for its turn" if what_if.status == "queued" else "is at work"
        draft.say(f"It is being measured: {named} {state} ({in_words(what_if.order, draft)}). Ask again in a moment.")
        return
    whole, known = what_ifs.whole_fact(what_if), what_ifs.known_facts(record, what_if)
    if what_if.status != "complete":
        draft.say(f"It was tried, without an outcome ({named}): {draft.quote(what_if.sentence, whole, known)}")
        return
    took = draft.measure(what_ifs.seconds_fact(what_if), 3)
    draft.say(f"It was measured ({named}, in {took}). {draft.quote(what_if.sentence, whole, known)}")
    _say_gap(record, what_if, draft)
    _say_moved(record, what_if, draft)
    draft.say(draft.quote(what_if.because, whole, known))
    _say_next(what_if, draft)


def _say_gap(record: RunRecord, what_if: WhatIf, draft: Draft) -> None:
    if what_if.train_score is None or what_if.gap is None:
        return
    number, unit, href = what_if.number, unit_of(record), what_ifs.address_of(what_if)
    train = EvidenceFact(
        f"{record.metric.title} in what-if {number} on rows that it was fitted on", what_if.train_score, unit, href
    )
    gap = EvidenceFact(f"gap in what-if {number}, training minus validation score", what_if.gap, unit, href)
    draft.say(f"On rows that it was fitted on it scores {draft.measure(train)}: a gap of {draft.measure(gap, 3)}.")


def _say_moved(record: RunRecord, what_if: WhatIf, draft: Draft) -> None:
    """Say so where another trial leads by now."""
    first = leader(record)
    if first is None or what_if.compared_with in (None, first.number) or what_if.n_trials is not None:
        return
    number = EvidenceFact("trial that it was compared with", what_if.compared_with, "", what_ifs.address_of(what_if))
    draft.say(
        f"It was compared with trial {draft.cite(number)}, which led then; {trial_named(draft, first)} leads now."
    )


def _say_next(what_if: WhatIf, draft: Draft) -> None:
    if what_if.promotion is not None:
        _say_promotion(what_if, what_if.promotion, draft)
    elif what_if.order.kinds[0] in ("hyperparameters", "family", "trials", "technique"):
        draft.say(
            "The delivered model stays what it is. Promoting this experiment would deliver it instead, with its score",
            "corrected once more, for having looked at it too.",
        )


def _say_promotion(what_if: WhatIf, promotion: Promotion, draft: Draft) -> None:
    if promotion.sentence:
        score = promotion.score
        facts = [
            ("optimism of choosing with the what-ifs", promotion.price_after),
            ("optimism of choosing without the what-ifs", promotion.price_before),
            ("score to expect on new rows", None if score is None else score.corrected),
        ]
        href = what_ifs.address_of(what_if)
        known = [EvidenceFact(label, value, "", href) for label, value in facts if value is not None]
        draft.say("It was promoted:", draft.quote(promotion.sentence, what_ifs.whole_fact(what_if), known))
    else:
        draft.say("Its promotion is under way: the old model stays until the new one is written.")
