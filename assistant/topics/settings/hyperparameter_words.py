"""What a hyperparameter that a question names does: from the run's own account, or else from the general one.

What was asked for goes first: its effect on overfitting, usual values, what more or less of it does, its cost, or
what it is set together with. The rest follows in brief.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from assistant.draft import Draft
from assistant.evidence.accounts.table import general_account
from assistant.evidence.fact import EvidenceFact
from assistant.evidence.tried_values import account_in_run, usual_facts
from assistant.markup import code, escaped
from assistant.naming import at_start, in_sentence
from assistant.topics.setting import coupled_sentence, settings_of
from assistant.understanding.lexicon import general_name
from assistant.understanding.question import Question
from models.record import HyperparameterAccount, RunRecord, Trial

MOST_NAMED = 2
MOST_WORDS = 12
"""Of a question after what something is or affects: a longer one tells of a problem, which no account answers."""
# The aspect that a question is after, by its words; the first that fits goes first. One a line.
_ASPECTS = r"""
overfitting \boverfit|\bgeneralize|\bmemorize
coupled \btogether|\bcoupled|\binteract|\brelat|\bdepend|\bcombin|\btrade
usual \b(?:usual|typical|good|reasonable|sensible|normal|recommended|ideal|best|default|start|range|pick|choose|set)\b
cost \b(?:slow|slower|fast|faster|speed|time|costs?|memory|expensive|longer|compute)\b
more \b(?:more|increas\w+|rais\w+|larger?|bigger|higher|high|big|stronger|deeper|too many|too deep)\b
less \b(?:less|decreas\w+|lower\w*|smaller?|low|fewer|reduc\w+|weaker|shallow\w*|too few)\b
"""
_PATTERNS = tuple(line.split(" ", 1) for line in _ASPECTS.strip().splitlines())


@dataclass(frozen=True)
class _Words:
    """An account as sentences of Markdown, by aspect."""

    name: str
    title: str
    aspects: dict[str, str]
    where: str = ""


def asks_for_account(asked: Question) -> bool:
    """Whether a question is after what a hyperparameter does, rather than after a value or a choice."""
    if not asked.entities.hyperparameters:
        return False
    if _WHAT_IT_DOES.search(asked.tagged):
        return True
    is_short = len(asked.tagged.split()) <= MOST_WORDS
    return is_short and not asked.is_about_run and _WHAT_IT_IS.search(asked.tagged) is not None


_WHAT_IT_DOES = re.compile(
    r"\bwhat (?:does|do|happens)\b.*\b(?:do|mean|happens?|control|regulate)\b|\b(?:explain|describe|define)\b"
)
_WHAT_IT_IS = re.compile(
    r"\bwhat (?:does|do|is|are)\b(?!.*\b(?:good|best|right)\b)|\bmeaning of\b"
    r"|\b(?:affects?|influence|effect of|interact|change)\b"
    r"(?!.*\b(?:accuracy|importances?|bias|variance|reproducib\w+|calibrat\w+|order)\b)"
)


def say_coupled(asked: Question, record: RunRecord, trial: Trial, groups: Iterable[str], draft: Draft) -> None:
    """Write what a trial's setting is set together with, where its account does not stand in the answer already."""
    found = settings_of(record, trial, groups)
    named = [tried for tried in found if tried.account.name in asked.entities.hyperparameters]
    if not asks_for_account(asked):
        for tried in (named or found)[:1]:
            draft.say(coupled_sentence(tried, draft))


def say_named(asked: Question, record: RunRecord | None, draft: Draft) -> bool:
    """Write what the hyperparameters of a question do; return whether there was any to speak of."""
    found = [_words(name, asked, record, draft) for name in asked.entities.hyperparameters[:MOST_NAMED]]
    known = list({words.title: words for words in found if words is not None}.values())
    for words in known:
        _say(words, asked, draft, is_alone=len(known) == 1)
    return bool(known)


def _say(words: _Words, asked: Question, draft: Draft, *, is_alone: bool) -> None:
    first = next((name for name, pattern in _PATTERNS if re.search(pattern, asked.tagged)), "meaning")
    lead = words.aspects.get(first, "") if first != "meaning" else ""
    draft.say(f"**{code(words.name)}**, {words.title}: {in_sentence(words.aspects['meaning'])}", lead, words.where)
    others = [name for name in ("more", "less", "overfitting", "cost", "coupled", "usual") if name != first or not lead]
    if not is_alone:
        others = [name for name in others if name in ("overfitting", "usual")]
    pairs = [("more", "less"), ("overfitting", "cost"), ("coupled", "usual")]
    lines = [" ".join(words.aspects[name] for name in pair if name in others) for pair in pairs]
    draft.list([line.strip() for line in lines if line.strip()])


def _words(name: str, asked: Question, record: RunRecord | None, draft: Draft) -> _Words | None:
    account = account_in_run(record, name, asked.entities.families) if record is not None else None
    if account is not None:
        return _words_of_run(account, draft)
    typed = [word for word in re.findall(r"\w+", asked.text) if "_" in word and _is_known(word)]
    same = next((word for word in typed if general_name(word) == general_name(name)), None)
    if same is not None:
        name = same
    elif typed and len(asked.entities.hyperparameters) == 1:
        name = typed[0]  # a run calls it otherwise, and another thing may have this name in it
    general = general_account(general_name(name), asked.entities.families)
    if general is None:
        return None
    whole = EvidenceFact(f"what {general.name} does", None, source=general.source)
    texts = {aspect: getattr(general, aspect) for aspect in ("more", "less", "overfitting", "cost", "coupled", "usual")}
    quoted = _aspects(general.meaning, texts, whole, draft)
    return _Words(name, escaped(general.title), quoted, f"It belongs to {escaped(general.where)}.")


def _is_known(word: str) -> bool:
    return general_account(general_name(word)) is not None


def _words_of_run(account: HyperparameterAccount, draft: Draft) -> _Words:
    whole = EvidenceFact(f"what {account.name} does", None, source=account.source)
    texts = {aspect: getattr(account, aspect) for aspect in ("more", "less", "overfitting", "cost", "coupled")}
    quoted = _aspects(account.meaning, texts, whole, draft)
    usual = [draft.cite(fact) for fact in usual_facts(account)]
    quoted["usual"] = f"Usual: {' to '.join(usual)}." if usual else ""
    return _Words(account.name, escaped(account.title), quoted)


_LABELS = {"more": "More of it", "less": "Less", "overfitting": "Overfitting", "cost": "Cost", "usual": "Usual"}


def _aspects(meaning: str, texts: dict[str, str], whole: EvidenceFact, draft: Draft) -> dict[str, str]:
    labels = {**_LABELS, "coupled": "Set it together with"}
    said = {
        name: f"**{labels[name]}:** {draft.quote(_after_colon(text), whole)}" if text else ""
        for name, text in texts.items()
    }
    return {"meaning": at_start(draft.quote(meaning, whole)), **said}


def _after_colon(text: str) -> str:
    """Return a sentence as it stands after a colon: a name at its start keeps its capital."""
    return text if _BEGINS_WITH_NAME.match(text) else in_sentence(text)


_BEGINS_WITH_NAME = re.compile(r"[A-Z][A-Z\d]|C\b|[A-Z][a-z]+[A-Z]|Adam|Gini|Entropy")
