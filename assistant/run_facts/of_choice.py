"""Of the choice: who came second and by how much, who ties, what the defaults and the baseline score."""

from assistant.draft import Draft
from assistant.evidence.fact import EvidenceFact
from assistant.evidence.rivals import rival
from assistant.evidence.trials import (
    BASELINES,
    baseline,
    best_trial,
    better_by,
    completed,
    default_trial,
    score_fact,
    score_of,
)  # fmt: skip
from assistant.naming import family_title, in_sentence, trial_named
from assistant.run_facts.run_fact import RunFact, asked
from assistant.topics.truth.choosing_sentences import say_default_against_tuned
from assistant.topics.verdict import verdict_sentence
from assistant.topics.winner.comparison_sentences import say_how_many_tied
from assistant.topics.winner.counterfactual_sentences import rematch_sentence, simpler_sentence
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


def _again(record: RunRecord, draft: Draft) -> None:
    draft.say(rematch_sentence(record, draft))


def _default(record: RunRecord, draft: Draft) -> None:
    best = best_trial(record)
    if best is not None and default_trial(record, best.family) is not None:
        say_default_against_tuned(record, draft)


def _simpler(record: RunRecord, draft: Draft) -> None:
    draft.say(simpler_sentence(record, draft))


def _floor(record: RunRecord, draft: Draft) -> None:
    floor, best = baseline(record), best_trial(record)
    if floor is None or best is None:
        return
    ahead = EvidenceFact(
        f"best trial against the baseline in {record.metric.title}",
        better_by(record, score_of(best), score_of(floor)),
        record.metric.unit,
        "trials",
    )
    draft.say(
        f"A baseline that ignores every column scores {record.metric.title}",
        f"{draft.measure(score_fact(record, floor))}; the best trial ({trial_named(draft, best)}) is",
        f"{draft.cite(ahead, 2)} better.",
    )


FACTS = (
    RunFact(
        _second,
        asked("""
            runner|rival|next_best up|best|place|trial|model|winner
            second|secnd best|place|trial|model|winner|one
            first second|secnd
            win|won|ahead|better every|each|all fold
            by how much win|won|ahead|better|beat
            close|clear|narrow|tight win|won|race|winner|lead
        """),
    ),
    RunFact(
        say_how_many_tied,
        asked("""
            how many tie|tied|alike|equal
            other|many|several trial|model|setting as|equally|same|nearly good|well|score|auc
            tie|tied|noise|nosie|real|significant differ*|place|lead|winner
        """),
    ),
    RunFact(
        _again,
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
        _simpler,
        asked("""
            simpler|simplest model|trial|setting|one
            too complex|complicated
        """),
    ),
    RunFact(
        _floor,
        asked("""
            baseline|dummy|trivial
            better|beat|above|than guessing|coin_flip|chance
            is good|bad|okay|ok score|auc|result|accuracy|r2|rmse
            both low|poor|bad
            useless|worthless model|score
        """),
    ),
)  # fmt: skip
