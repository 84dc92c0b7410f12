"""A run in words, for a terminal: progress, leaderboard, honest score, findings."""

from models.record import LeaderboardEntry, Progress, RunRecord, Score, TrueScore

SHOWN_ENTRIES = 10
BAR_CHARACTERS = 30


def progress_line(progress: Progress) -> str:
    """Return one line on where a run stands.

    Examples
    --------
    >>> progress_line(Progress("searching", 15.0, 60.0, 4, 0.8123))
    '[=======                       ] 15 s of 60 s, searching, 4 trials, best 0.8123'
    """
    best = "" if progress.best_score is None else f", best {progress.best_score:.4g}"
    time, bar = f"{progress.elapsed_seconds:.0f} s", ""
    if progress.budget_seconds:
        share = min(1.0, progress.elapsed_seconds / progress.budget_seconds)
        bar = f"[{'=' * int(share * BAR_CHARACTERS):<{BAR_CHARACTERS}}] "
        time += f" of {progress.budget_seconds:.0f} s"
    return f"{bar}{time}, {progress.stage}, {progress.trials} trials{best}"


def told(record: RunRecord) -> str:
    """Return a finished run in words."""
    lines = [*_score(record), "", "Leaderboard", *_leaderboard(record), "", "Findings", *_findings(record)]
    return "\n".join(lines)


def score_sentence(score: Score) -> str:
    """Return the honest score first, and the cross-validated one beside it.

    Examples
    --------
    >>> score_sentence(Score("roc_auc", 0.851, 0.84, 0.81, 0.87, 0.95, "by bootstrap"))
    'roc_auc 0.84, likely 0.81 to 0.87 (at 95 %); cross-validated 0.851 before paying for the choice'
    """
    if score.corrected is None or score.low is None or score.high is None:
        return f"{score.metric} {score.cross_validated:.4g} cross-validated; not corrected: {score.because}"
    return (
        f"{score.metric} {score.corrected:.4g}, likely {score.low:.4g} to {score.high:.4g} (at {score.level:.0%}); "
        f"cross-validated {score.cross_validated:.4g} before paying for the choice"
    ).replace("%)", " %)")


def true_score_lines(score: TrueScore) -> list[str]:
    """Return a true score in words: where it lies, how its range was made, and what a reader should know."""
    title = "Test score" if score.purpose == "test" else "True score"
    made = f"  The range (at {score.level:.0%}) is {score.because}.".replace("%)", " %)")
    return [f"{title}: {score.sentence}", made, *(f"  Note: {warning}" for warning in score.warnings)]


def _score(record: RunRecord) -> list[str]:
    if record.result is None:
        return ["No model: not one trial is complete."]
    result = record.result
    chosen = ", ".join(f"{name} {_short(value)}" for name, value in result.hyperparameters.items())
    return [
        f"Honest score: {score_sentence(result.score)}",
        *([] if record.test is None else true_score_lines(record.test)),
        f"Winner: {result.family}, trial {result.trial} ({chosen or 'no hyperparameters'})",
        f"Risk of overfitting: {result.overfitting.risk.replace('_', ' ')}",
        *(f"  {because}" for because in result.overfitting.because),
    ]


def _leaderboard(record: RunRecord) -> list[str]:
    entries = record.leaderboard[:SHOWN_ENTRIES]
    header = f"{'rank':>4}  {'trial':>5}  {'score':>9}  {'train':>9}  {'seconds':>7}  family"
    more = len(record.leaderboard) - len(entries)
    return [header, *(_entry(entry) for entry in entries), *([f"and {more} more"] if more else [])]


def _entry(entry: LeaderboardEntry) -> str:
    train = "" if entry.train_score is None else f"{entry.train_score:.4g}"
    tied = " (tied with the winner)" if entry.tied and entry.rank > 1 else ""
    return (
        f"{entry.rank:>4}  {entry.trial:>5}  {entry.validation_score:>9.4g}  {train:>9}  {entry.seconds:>7.1f}  "
        f"{entry.family}{tied}"
    )


def _findings(record: RunRecord) -> list[str]:
    found = [f"- {finding.sentence} {finding.remedy}" for finding in record.findings if finding.answer == "found"]
    looked = len(record.findings)
    return found or [f"None of the {looked} risks that were looked for was found."]


def _short(value: object) -> str:
    return f"{value:.4g}" if isinstance(value, float) else str(value)
