"""The score that counts, first: what to expect on new rows, and how much to trust it."""

from models.record import Result, RunRecord, Score
from service.page import numbers
from service.report.charts.score_range import score_range
from service.report.document import Block, Bullets, Hero, Number, Paragraph, Section, Term, Terms, Tone
from service.report.words import baseline, capitalized, family_title, plural, score, share

RISKS: dict[str, tuple[str, Tone]] = {
    "low": ("Low risk of overfitting.", "good"),
    "moderate": ("Moderate risk of overfitting.", "caution"),
    "high": ("High risk of overfitting: do not rely on this score.", "danger"),
    "cannot_tell": ("Whether it overfits cannot be told.", "caution"),
}
ENDS = {
    "queued": "This run waits for its turn; nothing was tried yet.",
    "running": "This run still works; what follows is how far it has come.",
    "cancelled": "This run was stopped before a model was complete.",
    "failed": "This run failed, and there is no model.",
    "succeeded": "This run ended without a model.",
}


def honest_score(record: RunRecord) -> Section:
    """Tell the honest score and the verdict; of a run without a result, why there is none."""
    blocks: list[Block] = []
    if record.result is None:
        tone: Tone = "danger" if record.status == "failed" else "caution"
        blocks.append(Paragraph(ENDS[record.status], tone))
        if record.error:
            blocks.append(Paragraph(record.error))
        best = record.leaderboard[0].validation_score if record.leaderboard else None
        if best is not None:
            said = f"Best cross-validated {record.metric.title} so far: {score(best).text}. {record.metric.sentence}"
            blocks.append(Paragraph(said))
        return Section("score", "What came of it", tuple(blocks))
    if record.status == "cancelled":
        blocks.append(Paragraph("This run was stopped early; it delivers the best model so far.", "caution"))
    return Section("score", "Honest score", (*blocks, *_told(record, record.result)))


def _told(record: RunRecord, result: Result) -> list[Block]:
    metric, known = record.metric, result.score
    sentence, tone = RISKS[result.overfitting.risk]
    verdict: tuple[Block, ...] = (
        Paragraph(_winner(record, result)),
        Paragraph(sentence, tone),
        Bullets(result.overfitting.because),
    )
    if known.corrected is None or known.low is None or known.high is None:
        line = f"{metric.title}, cross-validated; how far it holds on new rows cannot be told here"
        hero = Hero(score(known.cross_validated), line)
        return [hero, Paragraph(f"{capitalized(known.because)}. {metric.sentence}"), *verdict]
    low, high = (numbers.score_in_range(v, known.low, known.high) for v in (known.low, known.high))
    expected = Number(known.corrected, numbers.score_in_range(known.corrected, known.low, known.high))
    figure = score_range(record)
    return [
        Hero(expected, f"{metric.title} to expect on new rows, likely {low} to {high}"),
        Paragraph(metric.sentence),
        *verdict,
        *([] if figure is None else [figure]),
        Terms(tuple(_terms(record, known, low, high))),
        Paragraph(known.because, "quiet"),
    ]


def _terms(record: RunRecord, known: Score, low: str, high: str) -> list[Term]:
    level = share(known.level).text
    guess = baseline(record)
    terms = [
        Term(
            "Likely range", f"{low} to {high}", f"meant to hold the score on new rows in {level} of runs like this one"
        ),
        Term(
            "Best seen while searching", score(known.cross_validated), "cross-validated, before paying for the choice"
        ),
    ]
    if guess is not None:
        terms.append(Term("Guessing", score(guess), "what one gets without looking at a row"))
    if known.n_candidates:
        choice = f"out of {plural(known.n_candidates, 'candidate')} on {plural(known.n_rows, 'scored row')}"
        terms.append(Term("Chosen", choice))
    return terms


def _winner(record: RunRecord, result: Result) -> str:
    title = family_title(record, result.family)
    said = f"{capitalized(title)} was chosen, as it was tried in trial {result.trial}"
    if len(result.ensemble) > 1:
        said = f"The average of {len(result.ensemble)} trials was chosen, most of it trial {result.trial} ({title})"
    n_tied = sum(entry.tied for entry in record.leaderboard)
    if n_tied > 1:
        return f"{said}. Chance alone could have put it ahead of {plural(n_tied - 1, 'other trial')}."
    return f"{said}."
