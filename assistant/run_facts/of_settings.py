"""Of the settings: the chosen values in their ranges, values that did as well, rounds, and which settings mattered."""

from assistant.draft import Draft
from assistant.evidence.trials import leader
from assistant.evidence.tried_values import tried_values
from assistant.run_facts.run_fact import RunFact, asked
from assistant.topics.setting import value_sentence
from assistant.topics.settings.rounds import say_rounds
from assistant.topics.settings.share_sentences import say_flatness, say_shares
from models.record import RunRecord


def _values(record: RunRecord, draft: Draft) -> None:
    first = leader(record)
    if first is None:
        return
    known = [tried_values(record, first.family, name) for name in first.hyperparameters]
    lines = [value_sentence(first, tried, draft) for tried in known if tried is not None and tried.account.is_searched]
    if lines:
        draft.say("The values of the trial that leads, within the ranges that were searched:")
        draft.list(lines)


def _as_good(record: RunRecord, draft: Draft) -> None:
    first = leader(record)
    if first is not None and first.hyperparameters:
        say_flatness(record, first, draft)


def _rounds(record: RunRecord, draft: Draft) -> None:
    first = leader(record)
    if first is not None:
        say_rounds(record, first, draft)


def _shares(record: RunRecord, draft: Draft) -> None:
    first = leader(record)
    if first is not None and first.hyperparameters:
        say_shares(record, first.family, draft)


FACTS = (
    RunFact(
        _values,
        asked("""
            range|ranges|bounds searched|search|decided|chosen|value|edge|border|wall|limit
            edge|border|wall|limit|boundary value|range|best|winner
            chosen|best|winning|final setting|value|hyperparameter|parameter|configuration*
            which|what setting|value|hyperparameter used|chosen|won|winner|use|end
        """),
    ),
    RunFact(
        _as_good,
        asked("""
            exact|exactly|decimals|digits|odd|strange|round value|number|setting|hp:
            other|neighbor|neighbour|nearby|different value|hp: good|well|same|score|auc
            round|rounded|rounding value|number|setting|them
            how|that|so sensitive|flat setting|value|hp:
        """),
    ),
    RunFact(
        _rounds,
        asked("""
            early stopping|stopped|stop
            how|what|number many|of tree|round|epoch|iteration
            stopped|stop round|epoch|iteration|fold
        """),
    ),
    RunFact(
        _shares,
        asked("""
            which|what setting|hyperparameter|knob|parameter|one matter|mattered|important|effect|influence
            importance setting|hyperparameter|chart|trial
            wasted|ignore|left_alone|idle setting|hyperparameter|knob|search
            hyperparameter interact|depend
        """),
    ),
)  # fmt: skip
