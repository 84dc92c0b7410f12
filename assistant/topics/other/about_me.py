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
    r"\b(?:lost|confused|page|where do i (?:look|start)|green number|two tables|"
    r"do not understand (?:anything|my results))\b": (
        (
            "Begin at the top of the page: the large number is the score to expect on new rows, with its likely range; "
            "under it stands how large the risk is that it is too good; then which model won, and the leaderboard."
        ),
        (
            "Charts and the log of decisions follow. Ask me about any of them by its name, or for a summary in plain "
            "words."
        ),
    ),
    r"\b(?:are you sure|that (?:answer )?(?:was|is|seems) (?:wrong|not right)|"
    r"how do you know|where do (?:they|these|your) )": (
        (
            "What I say of a run comes from its record: each number is a link to the trial, decision or check where it "
            "was measured, so you can check it there. What I say in general has its source beside it."
        ),
        "If something still seems wrong, tell me which number, and I show where it comes from.",
    ),
    r"\b(?:wrong predictions|which rows|rows (?:is|did|does|was)|get wrong)\b": (
        (
            "Predictions row by row are **not recorded** in what I read, so I cannot name the rows that the model gets "
            "wrong; nearest to the threshold they are least certain. Make out-of-fold predictions (those for rows of "
            "the fits look too good), put them beside the answers, and sort by the miss."
        ),
        "The prediction of a single row can be explained on the page: what each column adds to it.",
    ),
    r"\b(?:delete|stop|cancel|pause|resume|continue|start|upload|"
    r"new run|change the target|several runs|compare with)\b": (
        (
            "A run starts from a table and a goal; it can be stopped and keeps its best model so far, it can be "
            "continued with more budget, and it can be deleted when it has ended. Another target is another goal: "
            "start a new run on the same table."
        ),
        "I only explain, so these are done on the page, in the terminal or over HTTP, not by me.",
    ),
    r"\b(?:algorithms|families|libraries|models) (?:do|does|can|are|is)\b|which (?:algorithms|families|libraries)": (
        (
            "It tries linear models, neural networks, boosted trees (XGBoost, LightGBM and scikit-learn's, CatBoost "
            "where it is installed), forests, extra trees and nearest neighbors, and may average the best of them."
        ),
        "Optuna proposes the settings, scikit-learn holds the rest together. Which families are tried can be chosen.",
    ),
    r"\b(?:languages?|german|french|spanish)\b": (
        "I answer in English. Goals may be written in several languages; ask me in English, in any words you like.",
        "Names of columns and classes may be in any language, and are shown as they are.",
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
        10 \bwhat (?:kind|kinds|sort) of questions\b|\bdo i need to know (?:statistics|math|python|programming)|
        ...\bi am stuck$
        10 \b(?:product|tool|plaintune)\b.*\b(?:handle|support)\b|\bmulti ?label (?:is )?supported|
        ...\bis multi label\b|\bhow many people can
        10 \bin german\b|\bspeak (?:german|french|spanish)
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
        9 \bcan i trust (?:you|your)\b|\bhow reliable are you|\bthat answer (?:was|is) wrong|
        ...\bhow do you know\b
        9 \b(?:i am|i'm) (?:lost|confused)\b|\b(?:everything|anything|understand|explain|where|
        ...confus\w+)\b.*\bthis page\b|\bexplain this page|\bdo not understand (?:anything|
        ...my results)|
        ...\bgreen number|\btwo tables
        9 ^(?:and )?can i (?:stop|pause|delete|cancel|resume|restart|change|upload|choose|start|ask in|
        ...compare with)\b|
        ...\bhow do i (?:start|upload|
        ...delete|stop|cancel) (?:a |the |my )?
        9 \b(?:max(?:imum)?|biggest|largest) (?:file|table|upload)|\bhow (?:big|large) can (?:the |my )?(?:file|
        ...table)|\bgoogle sheet
        9 \bwhich (?:algorithms|libraries|languages|families|models) (?:do|does|are|can) (?:you|it|the|plaintune)|
        ...\bwhat languages
        9 \bwrong predictions|\bwhich rows (?:is|did|does|are|was|has)\b|\brows (?:is|was) my model wrong
        -6 \bimbalanc|\bclass weights?|\bleak|\boverfit
    """),
    examples=("what can you do", "who are you", "what can this product not do", "help"),
    in_general=_in_general,
    in_run=_in_run,
)
