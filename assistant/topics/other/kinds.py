"""The kinds of questions of this topic, the first that fits deciding: a new one is a file and a line here."""

from rapidfuzz import fuzz

from assistant.topics.other.about_me import ABOUT_ME
from assistant.topics.other.columns import COLUMNS
from assistant.topics.other.counting import COUNTING
from assistant.topics.other.data_handling import DATA_HANDLING
from assistant.topics.other.decisions import DECISIONS
from assistant.topics.other.documenting import DOCUMENTING
from assistant.topics.other.draw import DRAW
from assistant.topics.other.failed_trials import FAILED_TRIALS
from assistant.topics.other.general_ml import GENERAL_ML
from assistant.topics.other.kind import Kind
from assistant.topics.other.learning_on import LEARNING_ON
from assistant.topics.other.next_steps import NEXT_STEPS
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


NAME = "other"
LEAST_LIKENESS = 60.0


def kind_of(asked: Question) -> Kind:
    """Return the kind of a question: by its cues, by what it follows up, or by its likeness to what people ask."""
    return _fitting(asked) or _followed_up(asked) or _most_alike(asked.text.lower())


def _fitting(asked: Question) -> Kind | None:
    return next((kind for kind in KINDS if kind.fits(asked)), None)


def _followed_up(asked: Question) -> Kind | None:
    """Return the kind of the last question of this topic, where the present one goes on from it."""
    if asked.topic_before != NAME:
        return None
    before = (turn.question for turn in reversed(asked.turns_before) if turn.topic == NAME)
    kinds = (_fitting(understand(question, vocabulary_of(None))) for question in before)
    return next((kind for kind in kinds if kind is not None), None)


def _most_alike(text: str) -> Kind:
    likeness = {kind.name: max(fuzz.token_set_ratio(text, example) for example in kind.examples) for kind in KINDS}
    best = max(KINDS, key=lambda kind: likeness[kind.name])
    return best if likeness[best.name] >= LEAST_LIKENESS else FALLBACK
