"""Of the choice: who came second and by how much, who ties, what the defaults and the baseline score."""

from assistant.draft import Draft
from assistant.evidence.fact import EvidenceFact
from assistant.evidence.findings import answered
from assistant.evidence.rivals import rival
from assistant.evidence.trials import (
    BASELINES,
    address,
    baseline,
    best_of_family,
    best_trial,
    better_by,
    completed,
    default_trial,
    error_fact,
    leader,
    score_fact,
    score_of,
)  # fmt: skip
from assistant.naming import family_title, in_sentence, trial_named
from assistant.run_facts.run_fact import RunFact, asked, of_any
from assistant.topics.truth.choosing_sentences import say_default_against_tuned
from assistant.topics.truth.finding_sentences import measured
from assistant.topics.verdict import verdict_sentence
from assistant.topics.winner.comparison_sentences import say_how_many_tied, say_quickest
from assistant.topics.winner.counterfactual_sentences import rematch_sentence, simpler_sentence
from assistant.topics.winner.delivery import decision_line
from assistant.understanding.question import Question
from models.record import RunRecord, Trial


def _second(record: RunRecord, draft: Draft) -> None:
    ranked = [trial for trial in completed(record) if trial.family not in BASELINES]
    if len(ranked) < 2:
        return
    first, second = ranked[:2]
    draft.say(
        f"First in your run is {trial_named(draft, first)} ({family_title(record, first.family)}) with",
        f"{record.metric.title} {draft.measure(score_fact(record, first))}, second {trial_named(draft, second)}",
        f"({family_title(record, second.family)}) with {draft.measure(score_fact(record, second))}. The first against",
        f"the second: {in_sentence(verdict_sentence(record, rival(record, first, second), draft))}",
        _folds_won(record, first, second, draft),
    )


def _folds_won(record: RunRecord, first: Trial, second: Trial, draft: Draft) -> str:
    pairs = [
        (one.validation_score, other.validation_score)
        for one, other in zip(first.folds, second.folds, strict=False)
        if one.validation_score is not None and other.validation_score is not None
    ]
    if not pairs or len(first.folds) != len(second.folds):
        return ""
    won = sum(better_by(record, one, other) > 0 for one, other in pairs)
    label = f"folds on which trial {first.number} scored better than trial {second.number}"
    all_folds = EvidenceFact("folds that both were scored on", len(pairs), href="folds")
    return f"It was ahead on {draft.cite(EvidenceFact(label, won, href='folds'))} of {draft.cite(all_folds)} folds."


def _side_by_side(question: Question, record: RunRecord, draft: Draft) -> None:
    """Write the folds of the best trials of two named families, or of the first two trials, side by side."""
    bests = [best for name in question.entities.families if (best := best_of_family(record, name)) is not None]
    pair = bests[:2] if len(bests) > 1 else [trial for trial in completed(record) if trial.family not in BASELINES][:2]
    if len(pair) < 2 or not pair[0].folds:
        return
    first, second = sorted(pair, key=lambda trial: -better_by(record, score_of(trial), 0.0))
    draft.say(f"{record.metric.title} fold by fold:")
    draft.list([_by_fold(record, trial, draft) for trial in (first, second)])
    verdict = in_sentence(verdict_sentence(record, rival(record, first, second), draft))
    draft.say(f"The first against the second: {verdict}", _folds_won(record, first, second, draft))


def _by_fold(record: RunRecord, trial: Trial, draft: Draft) -> str:
    label = f"{record.metric.title} of trial {trial.number} on one fold"
    scores = [one.validation_score for one in trial.folds if one.validation_score is not None]
    said = ", ".join(draft.cite(EvidenceFact(label, score, "", address(trial))) for score in scores)
    return f"{family_title(record, trial.family)} ({trial_named(draft, trial)}): {said}"


def _rule(record: RunRecord, draft: Draft) -> None:
    decided = [decision for decision in record.decisions if decision.stage == "winner"]
    draft.list([decision_line(decision, draft) for decision in decided[:1]])
    if decided:
        draft.say("So simplicity and speed did not count. What they would choose:")
        draft.say(simpler_sentence(record, draft))
        say_quickest(record, draft)


def _seeds(record: RunRecord, draft: Draft) -> None:
    finding = answered(record, "seed_stability")
    first = leader(record)
    error = error_fact(record, first) if first is not None else None
    draft.say(
        measured(finding, draft)
        if finding is not None
        else "How the score moves with another seed of the fit alone was not measured in your run.",
        f"The noise of the folds, {draft.cite(error, 2)} as the standard error of the leading trial, is mostly larger."
        if error
        else "",
    )


def _again(record: RunRecord, draft: Draft) -> None:
    draft.say(rematch_sentence(record, draft))


def _default(question: Question, record: RunRecord, draft: Draft) -> None:
    best = best_trial(record)
    if best is not None and not question.entities.hyperparameters and default_trial(record, best.family) is not None:
        say_default_against_tuned(record, draft)


def _simpler(record: RunRecord, draft: Draft) -> None:
    draft.say(simpler_sentence(record, draft))


def _floor(record: RunRecord, draft: Draft) -> None:
    floor, best = baseline(record), best_trial(record)
    if floor is None or best is None:
        return
    ahead = better_by(record, score_of(best), score_of(floor))
    label = f"best trial against the baseline in {record.metric.title}"
    apart = EvidenceFact(label, abs(ahead), record.metric.unit, "trials")
    draft.say(
        f"A baseline that ignores every column scores {record.metric.title}",
        f"{draft.measure(score_fact(record, floor))}; the best trial ({trial_named(draft, best)}) is",
        f"{draft.cite(apart, 2)} {'better' if ahead >= 0 else 'worse'}.",
        verdict_sentence(record, rival(record, best, floor), draft),
    )


FACTS = (
    RunFact(
        of_any(_second),
        asked("""
            runner|rival|next_best up|best|place|trial|model|winner
            second|secnd best|place|trial|model|winner|one
            first second|secnd
            by how much win|won|ahead|better|beat
            close|clear|narrow|tight win|won|race|winner|lead
        """),
    ),
    RunFact(
        of_any(say_how_many_tied),
        asked("""
            how many tie|tied|alike|equal
            other|many|several trial|model|setting as|equally|same|nearly good|well|score|auc
            tie|tied|noise|nosie|real|significant differ*|place|lead|winner
        """),
    ),
    RunFact(
        _side_by_side,
        asked("""
            fold_by_fold
            each|every|all|both fold win|wins|won|ahead|better
            side_by_side
            family:* family:* next|beside|side|fold|against
        """),
    ),
    RunFact(
        of_any(_rule),
        asked("""
            rule|criterion|how|what|decide|decided pick|picked|choose|chosen|chose winner|model|best|winning
            only|account|count score|speed|simplicity winner|model|rule
        """),
    ),
    RunFact(
        of_any(_seeds),
        asked("""
            seed only|other|another|different|change|changed|much
            seed score|auc change|vary|differ*|much|other
            seed training|fit only|other|another|different
        """),
    ),
    RunFact(
        of_any(_again),
        asked("""
            win again
            luck|lucky|chance|coincidence winner|won|win|best|first
            other|new|different|another rows|data|sample|split win|winner|best
        """),
    ),
    RunFact(
        _default,
        asked("""
            default
            untuned|out-of-the-box|by_hand
            tuning|tune|search worth|gain|bring|brought|help|better|improve
        """),
    ),
    RunFact(
        of_any(_simpler),
        asked("""
            simpler|simplest model|trial|setting|one
            too complex|complicated
        """),
    ),
    RunFact(
        of_any(_floor),
        asked("""
            baseline|dummy|trivial
            better|beat|above|than guessing|coin_flip|chance
            is good|bad|okay|ok score|auc|result|accuracy|r2|rmse
            both low|poor|bad
            useless|worthless model|score
        """),
    ),
)  # fmt: skip
