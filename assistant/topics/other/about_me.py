"""What the product and the assistant can and cannot do, and who answers."""

import re
from collections.abc import Mapping

from assistant.draft import Draft
from assistant.markup import code
from assistant.naming import first_called
from assistant.topics.other.kind import Kind, told_by
from assistant.understanding.question import Question
from models.record import RunRecord

# The first that fits decides.
_ANSWERS: Mapping[str, tuple[str, ...]] = {
    r"\b(?:language model|llm|gpt|chat ?gpt|ai\b|robot|bot\b|human|real person)|who (?:are|made|wrote)|what are you": (
        (
            "I am Plaintune's assistant: a program that reads your question by rules and by a small classifier, looks "
            "the answer up in the record of your run, and writes it from sentences that people wrote."
        ),
        (
            "No language model is needed for that. Where one is switched on it may only reword; each number that it "
            "writes is checked against the record first."
        ),
    ),
    r"\b(?:private|privacy|leave|leaves|cloud|internet|offline|sent|upload(?:ed)? to|third part|secure|gdpr)\b": (
        (
            "Tables, models and conversations stay where Plaintune is installed: it needs no internet, and sends "
            "nothing away."
        ),
        (
            "Each key sees only its own datasets, runs and conversations. Only a language model that somebody has "
            "switched on would be given facts of a run, and never its rows."
        ),
    ),
    r"\b(?:images?|photos?|pictures of|audio|video|speech|cluster\w*|unsupervised|forecast\w*|time series|survival|"
    r"recommend(?:er|ation) systems?|multi ?label|reinforcement|anomal\w*|outlier detection|rank documents)\b": (
        (
            "That is outside of what Plaintune does: it learns from tables with one known answer a row, for yes-or-no "
            "questions, several classes or numbers."
        ),
        (
            "It does not learn from pictures, sound or video, does not cluster, and does not forecast series as such; "
            "rows with a time column can be split in time order, though, and text columns are read as features."
        ),
    ),
    r"\b(?:formats?|csv|excel|parquet|json|files?|big|large|limits?|how many (?:rows|columns)|maximum)\b": (
        (
            "Tables come as CSV, TSV, JSON records or lines, Parquet, or any of these gzipped, with numbers, "
            "categories, dates, texts and missing values in their columns."
        ),
        (
            "The limits on size, columns and time are settings of the service; where one is exceeded, the error names "
            "it with its value."
        ),
    ),
    r"\b(?:not|limits|limitations?|cannot|weakness\w*|bad at|wrong|mistakes?|trust you|reliable)\b": (
        (
            "What I cannot do: run code, see your rows, change or delete anything, tell causes from correlations, or "
            "know whether tomorrow's rows are like today's."
        ),
        (
            "I say nothing about a run that its record does not hold: then I answer that it is not recorded, and which "
            "experiment would settle it."
        ),
    ),
}
_COMPILED = {re.compile(pattern): sentences for pattern, sentences in _ANSWERS.items()}
_ABILITIES = (
    "explain the run: why this model and these values, whether it overfits, which score to expect",
    "show it: list, sort and filter trials, compare models, draw charts, tell decisions, time and columns",
    "explain the field: hyperparameters, ways to search, folds, metrics, leakage, ensembles",
    "say what an experiment would tell, and what it costs, where nobody has measured it yet",
)


def _in_general(asked: Question, draft: Draft) -> None:
    sentences = next((said for pattern, said in _COMPILED.items() if pattern.search(asked.tagged)), None)
    if sentences is not None:
        draft.say(*sentences)
        return
    draft.say(
        "Plaintune takes a table and a goal in plain words, tunes a model within a time budget, and tells how well it",
        "will really do. I answer questions about such a run and about tuning; every number that I write points to",
        "where it was measured. I can:",
    )
    draft.list(_ABILITIES)


def _in_run(asked: Question, record: RunRecord, draft: Draft) -> None:
    _in_general(asked, draft)
    if any(pattern.search(asked.tagged) for pattern in _COMPILED):
        return
    draft.say(
        f"Open here is your run that predicts {code(record.goal.target)}. Ask, for example, why the",
        f"{first_called(record)} is ahead, whether it overfits, or what to do next.",
    )


ABOUT_ME = Kind(
    name="about_me",
    cues=told_by(r"""
        11 \bwhat (?:else )?(?:can|could|do|does|are) (?:you|plaintune|this (?:tool|product|thing|app|service|
        ...assistant))\b
        ...(?! (?:think|mean|recommend|suggest|advise|say|call|do (?:with|about)))
        11 \bwho (?:are you(?: \w+)?$|made you|am i (?:talking|speaking)|built|wrote)|\bare you (?:a |an )?(?:ai|
        ...bot|robot|
        ...human|real|
        ...llm|person|chat|gpt|language)|\byour name\b|\bhow do you work\b|\bwhat is plaintune\b|\bplaintune\b
        11 ^(?:help|help me|i need help|menu|commands?|options)$|\bwhat (?:questions )?can i ask\b|\bhow (?:do|
        ...can) i use (?:you|
        ...this)\b|\bwhat can (?:not )?(?:this|it) do\b|\bwhat (?:can not you|can you not)|\bcan you (?:help|not)\b
        10 \b(?:can|does|do|could|is) (?:you|it|this|plaintune)\b.*\b(?:support|handle|images?|photos?|audio|video|
        ...cluster\w*|
        ...forecast\w*|time series|csv|excel|parquet|multi ?label|languages?|offline|internet|cloud|private|text)\b
        10 \b(?:is|are|does|do|will|where) (?:my|our|the) (?:data|tables?|rows)\b.*\b(?:private|safe|secure|leave|
        ...sent|stored|
        ...shared|stay|go)\b|\bdo you use (?:a |an )?(?:ai|llm|gpt|chat ?gpt|language model|openai)
        9 \b(?:your|the product is|plaintune is) (?:limits|limitations?|abilities|capabilities|features)|\bcapabilit
        9 \bcan i trust (?:you|your)\b|\bhow reliable are you
    """),
    examples=("what can you do", "who are you", "what can this product not do", "help"),
    in_general=_in_general,
    in_run=_in_run,
)
