"""Documenting the tuning: what to write down, and what the run writes down by itself."""

from assistant.draft import Draft
from assistant.evidence.fact import EvidenceFact
from assistant.evidence.trials import count_fact
from assistant.markup import code
from assistant.topics.other.kind import Kind, told_by
from assistant.understanding.question import Question
from models.record import RunRecord

WAYS = (
    (
        "the **report**: the whole run as one HTML file that needs nothing else, also as Markdown or JSON; from the "
        "page, by `plaintune report`, or over HTTP"
    ),
    "the **study file**: all trials as an Optuna study, for its dashboard; by `plaintune study` or over HTTP",
    "the **record**: every trial, fold, decision and finding as plain data, also within the model folder",
)


def say_ways_out(_: RunRecord, draft: Draft) -> None:
    """Write how to take all trials away, each with its settings and the scores of its folds."""
    draft.say(
        "All trials with their settings, fold scores, means, errors and seconds come as JSON from",
        f"{code('GET /v1/runs/RUN/trials')}, as an Optuna study from {code('plaintune study')} (its",
        f"{code('trials_dataframe()')} writes a CSV), and in the report. A setting that a family lacks stays empty.",
    )


def _in_general(_: Question, draft: Draft) -> None:
    draft.say(
        "Document a tuning so that somebody else could repeat it and would know why: the data and its version, the",
        "goal and metric, how rows were split, the ranges that were searched and the technique, the seed and the",
        "versions of libraries, every trial with its score (the failed ones too), what was chosen over what and why,",
        "and the score that is honest about having chosen.",
    )
    draft.say("A run here writes all of this down as it works. You get it as:")
    draft.list(WAYS)


def _in_run(_: Question, record: RunRecord, draft: Draft) -> None:
    decisions = EvidenceFact("decisions of the run", len(record.decisions), href="decisions")
    findings = EvidenceFact("checks of the run", len(record.findings), href="findings")
    seed = EvidenceFact("seed of the run", record.settings.seed, href="settings")
    draft.say(
        f"Your run has documented itself: {draft.cite(count_fact(record, 'all'))} trials with their folds,",
        f"{draft.cite(decisions)} decisions with their reasons, {draft.cite(findings)} checks, the seed",
        f"{draft.cite(seed)}, the fingerprint of the table {code(record.data.hash[:12])} and the versions of",
        "libraries. Take it away as:",
    )
    draft.list(WAYS)
    draft.say(
        "For an auditor the report says which rows and split, which ranges and technique, every trial, the rule (the",
        "best mean over the folds, or an average that scores better), the score corrected for choosing with its",
        "interval, and the findings, which are its limits.",
    )
    draft.say("What it cannot know, you add: where the rows come from, what the model is for, and who relies on it.")


DOCUMENTING = Kind(
    name="documenting",
    cues=told_by(r"""
        11 \bmethods section\b|\bmodel card\b|\bcite (?:this|the|plaintune)|\bexperiment tracking\b|\bthesis\b|
        ...\bin a paper\b
        12 \b(?:csv|excel|spreadsheet|data ?frame)\b.*\b(?:trials?|results?|leaderboard)\b
        12 \b(?:trials?|results?|leaderboard)\b.*\b(?:csv|excel|spreadsheet|data ?frame)\b
        11 \b(?:download|export)\b.*\b(?:trials?|table|csv|study|results)\b
        12 \bdocument(?:ing|ed|ation)?\b|\bwrite (?:it |this |that |things |everything )?down\b|\blog (?:my |
        ...the )?experiments?
        11 \breports?\b|\bstudy file\b|\boptuna dashboard|\bexport (?:the |my )?(?:study|trials|record|report|results)
        10 \bkeep (?:a )?(?:track|record|account) of|\btrack(?:ing)? (?:my |the )?(?:experiments?|tuning|trials)|
        ...\baudit
        9 \b(?:share|save|send|hand over) (?:the |my |this |these )?(?:results?|run|findings|trials)
        -20 \breports? (?:that )?(?:says?|shows?|calls?|claims?|tells?|lists?|gives?|states?|names?)\b
        -20 \bwhy (?:does|do|did|is)\b.*\breports?\b
        -6 \bdefine\b|\bsummar|\breport (?:metric:|accuracy|scores?\b|the score|instead)|\byou report\b|\bto report\b
    """),
    examples=("how do i document the tuning", "can i get a report", "how do i export the trials"),
    in_general=_in_general,
    in_run=_in_run,
)
