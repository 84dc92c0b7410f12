"""Of the settings: the chosen values in their ranges, values that did as well, rounds, and which settings mattered."""

from assistant.draft import Draft
from assistant.evidence.trials import best_of_family, leader
from assistant.evidence.tried_values import tried_values
from assistant.naming import family_title, trial_named
from assistant.run_facts.run_fact import RunFact, asked, of_any
from assistant.topics.setting import settings_of, value_sentence
from assistant.topics.settings.rounds import say_rounds
from assistant.topics.settings.share_sentences import say_flatness, say_shares
from assistant.topics.settings.tried_sentences import say_tried
from assistant.understanding.lexicon import group_of
from assistant.understanding.question import Question
from models.record import RunRecord

MOST_TOLD = 2


def _values(question: Question, record: RunRecord, draft: Draft) -> None:
    first = leader(record)
    if first is None or question.entities.hyperparameters:  # what is named is told by itself
        return
    known = [tried_values(record, first.family, name) for name in first.hyperparameters]
    lines = [value_sentence(first, tried, draft) for tried in known if tried is not None and tried.account.is_searched]
    if lines:
        draft.say("The values of the trial that leads, within the ranges that were searched:")
        draft.list(lines)


def _tried(question: Question, record: RunRecord, draft: Draft) -> None:
    """Write of the settings that are named what each family that has them chose and tried."""
    names = question.entities.families
    families = [family.name for family in record.families if not names or family.name in names]
    told, owners = 0, {name: _owners(record, name) for name in question.entities.hyperparameters}
    for family, name in ((family, name) for name in question.entities.hyperparameters for family in families):
        best = best_of_family(record, family)
        found = settings_of(record, best, (group_of(name, ()),)) if best is not None else []
        tried = next((one for one in found if one.account.name == name), next(iter(found), None))
        is_told_elsewhere = bool(owners[name]) and family not in owners[name]
        if best is None or tried is None or told == MOST_TOLD or is_told_elsewhere:
            continue
        told += 1
        title = family_title(record, family)
        draft.say(f"In the best {title} ({trial_named(draft, best)})", value_sentence(best, tried, draft))
        say_tried(record, tried, draft, least=2)


def _owners(record: RunRecord, name: str) -> set[str]:
    """Return the families that have a setting of this very name: others govern the same by another one."""
    return {family.name for family in record.families if any(item.name == name for item in family.hyperparameters)}


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
        _tried,
        asked("""
            which|what hp:* value|tried|use|used|actually
            hp:* value|tried|use|used|picked|chosen|chose|default|best|deep|range|high|low|score
            hp:* do|did|does better|worse|more|less|matter
            hp:* family:*
            what if hp:*
            why hp:*
        """),
    ),
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
        of_any(_as_good),
        asked("""
            exact|exactly|decimals|digits|odd|strange|round_value|round_number value|number|setting|hp:
            other|neighbor|neighbour|nearby|different value|hp: good|well|same|score|auc
            rounded|rounding|round_it|round_them|round_the value|number|setting|them
            how|that|so sensitive|flat setting|value|hp:
        """),
    ),
    RunFact(
        of_any(_rounds),
        asked("""
            early stopping|stopped|stop
            how|what|number many|of tree|round|epoch|iteration
            stopped|stop round|epoch|iteration|fold
        """),
    ),
    RunFact(
        of_any(_shares),
        asked("""
            which|what setting|hyperparameter|knob|parameter|one matter|mattered|important|effect|influence
            importance setting|hyperparameter|chart|trial
            wasted|ignore|left_alone|idle setting|hyperparameter|knob|search
            hyperparameter interact|depend
        """),
    ),
)  # fmt: skip
