"""The kinds of questions of this topic, the first that fits deciding: a new one is a file and a line here."""

import re

from rapidfuzz import fuzz

from assistant.topics.other.about_me import ABOUT_ME
from assistant.topics.other.as_table import AS_TABLE
from assistant.topics.other.columns import COLUMNS
from assistant.topics.other.counting import COUNTING
from assistant.topics.other.data_handling import DATA_HANDLING
from assistant.topics.other.decisions import DECISIONS
from assistant.topics.other.documenting import DOCUMENTING
from assistant.topics.other.draw import DRAW
from assistant.topics.other.failed_trials import FAILED_TRIALS
from assistant.topics.other.general_ml import GENERAL_ML, concept_named, names_idea_of_tables
from assistant.topics.other.kind import Kind
from assistant.topics.other.learning_on import LEARNING_ON
from assistant.topics.other.next_steps import NEXT_STEPS
from assistant.topics.other.noted import NOTED, noted, noted_at_all
from assistant.topics.other.reading_charts import READING_CHARTS
from assistant.topics.other.search_space import SEARCH_SPACE
from assistant.topics.other.simpler import SIMPLER
from assistant.topics.other.status import STATUS
from assistant.topics.other.summary import SUMMARY
from assistant.topics.other.time_spent import TIME_SPENT
from assistant.topics.other.trial_details import TRIAL_DETAILS
from assistant.topics.other.trial_list import TRIAL_LIST
from assistant.topics.other.trial_numbers import TRIAL_NUMBERS
from assistant.topics.other.warnings_found import WARNINGS_FOUND
from assistant.understanding.question import Question, understand
from assistant.understanding.vocabulary import vocabulary_of

KINDS: tuple[Kind, ...] = (
    SIMPLER,
    AS_TABLE,
    TRIAL_NUMBERS,
    READING_CHARTS,
    DRAW,
    FAILED_TRIALS,
    STATUS,
    DECISIONS,
    TRIAL_DETAILS,
    COUNTING,
    SEARCH_SPACE,
    COLUMNS,
    DATA_HANDLING,
    SUMMARY,
    TRIAL_LIST,
    WARNINGS_FOUND,
    NEXT_STEPS,
    TIME_SPENT,
    LEARNING_ON,
    DOCUMENTING,
    ABOUT_ME,
    GENERAL_ML,
)
FALLBACK = SUMMARY
"""What is answered where no kind fits and a question led here all the same."""


# Words that tell a kind once the question has come to this topic, but are too wide to lead here.
_OTHER_WORDS: tuple[tuple[re.Pattern[str], Kind], ...] = (
    (re.compile(r"\bmissing\b|\bblanks?\b|\bempty\b|\bnulls?\b|\bnan\b"), DATA_HANDLING),
    (re.compile(r"\b(?:lines|rows|records)\b.*\b(?:how many|used?|read|swallow|lost|dropped|gone)\b"), DATA_HANDLING),
    (re.compile(r"\bhow many\b.*\b(?:lines|rows|records)\b|\bupload\w* num\b"), DATA_HANDLING),
    (re.compile(r"\bleaves? (?:the|our|my) |\b(?:who|anyone|somebody) (?:else )?(?:sees?|reads?|can see)\b"), ABOUT_ME),
)

_DONE_WITH = re.compile(r"\bwhat (?:did|was|has|happened)\b.*\b(?:do|done|did|happened)\b.*\bcolumn:")
_IN_GENERAL = re.compile(
    r"^(?!.*\b(?:did|was|were|you|here|charts?|plots?|next|stop|resume)\b)"
    r"(?=.*\b(?:should|do|can|may|must|could|to) (?:i|we|one|handle|deal|treat|encode|remove|drop|scale|choose)\b)"
    r".*\b(?:features?|columns?|variables?|categor\w+|missing|nans?|nulls?|imput\w+|outliers?|scal\w+|normali\w+"
    r"|standardi\w+|encod\w+|duplicat\w+|dummies|target|labels?|dates?|texts?|pca|correlat\w+|logarithm|skew\w*)\b"
)
NAME = "other"
LEAST_LIKENESS = 60.0


def kind_of(asked: Question) -> Kind:
    """Return the kind of a question: by its cues, by what it follows up, or by its likeness to what people ask.

    A short written answer goes first where a library is asked about, or what one should do with rows and columns in
    general, and last where nothing else fits.
    """
    if asked.topic_before is None and noted(asked):
        return NOTED
    if (
        _IN_GENERAL.search(asked.tagged)
        and not asked.is_about_run
        and asked.topic_before is None
        and noted_at_all(asked)
    ):
        return NOTED
    if asked.entities.columns and _DONE_WITH.search(asked.tagged):
        return COLUMNS
    return (
        _of_tables(asked)
        or _fitting(asked)
        or _in_other_words(asked)
        or _followed_up(asked)
        or (GENERAL_ML if concept_named(asked) else None)
        or (NOTED if asked.topic_before is None and noted_at_all(asked) else _most_alike(asked))
    )


def _of_tables(asked: Question) -> Kind | None:
    """Return the kind of general ideas where one is asked for, and not what the run did."""
    is_of_the_past = re.search(r"\b(?:did|was|were|has|trials?)\b", asked.tagged) is not None
    return GENERAL_ML if not is_of_the_past and names_idea_of_tables(asked.tagged) else None


def _in_other_words(asked: Question) -> Kind | None:
    return next((kind for words, kind in _OTHER_WORDS if words.search(asked.tagged)), None)


def _fitting(asked: Question) -> Kind | None:
    return next((kind for kind in KINDS if kind.fits(asked)), None)


def _followed_up(asked: Question) -> Kind | None:
    """Return the kind of the last question of this topic, where the present one goes on from it."""
    if asked.topic_before != NAME:
        return None
    before = (turn.question for turn in reversed(asked.turns_before) if turn.topic == NAME)
    kinds = (_fitting(understand(question, vocabulary_of(None))) for question in before)
    return next((kind for kind in kinds if kind is not None), None)


def _most_alike(asked: Question) -> Kind:
    text = asked.text.lower()
    likeness = {kind.name: max(fuzz.token_set_ratio(text, example) for example in kind.examples) for kind in KINDS}
    best = max(KINDS, key=lambda kind: likeness[kind.name])
    if likeness[best.name] >= LEAST_LIKENESS:
        return best
    return FALLBACK if asked.is_about_run else GENERAL_ML
