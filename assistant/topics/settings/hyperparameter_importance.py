"""Which hyperparameters mattered in a run, by what that is told, and which were wasted effort."""

from assistant.charts.of_truth import shares_chart
from assistant.charts.parallel_coordinates import PARALLEL_COORDINATES
from assistant.draft import Chart, Draft
from assistant.evidence.importances import family_importances
from assistant.evidence.trials import BASELINES, best_trial, completed, leader, seconds_fact
from assistant.naming import family_title
from assistant.topics.kinds_of_question import ANYTHING, Kind, Kinds, pattern, silent
from assistant.topics.settings import setting_words as words
from assistant.topics.settings.share_sentences import say_effect_of, say_flatness, say_share_of, say_shares
from assistant.topics.topic import Topic
from assistant.topics.winner.counterfactual_sentences import path_list
from assistant.understanding.question import Question
from assistant.understanding.route import cues
from models.record import RunRecord, Trial


def _in_run(asked: Question, record: RunRecord, draft: Draft) -> None:
    family = _family(asked, record)
    if family is None:
        draft.say("In your run no configuration has a score yet, so it cannot tell which hyperparameters matter.")
        return
    names = asked.entities.hyperparameters[:1]
    if not any(say_share_of(record, family, name, draft) for name in names):
        for name in names:
            say_effect_of(record, family, name, draft)
        say_shares(record, family, draft, names)
    told = family_importances(record, family)
    chart = shares_chart(told, family_title(record, family)) if told is not None else None
    draft.show(chart or _parallel(record))


def _nothing(_: Question, __: RunRecord, ___: Draft) -> None:
    """Leave the run out, where it does not bear on the question."""


def _in_full(asked: Question, record: RunRecord, draft: Draft) -> None:
    """Write the shares, and what each move from the default to the chosen values did."""
    _in_run(asked, record, draft)
    steps = path_list(record, draft) if not asked.entities.families and not asked.entities.hyperparameters else []
    if steps:
        draft.say("From the tuned default to the chosen values, step by step:")
        draft.list(steps)


def _interactions(asked: Question, record: RunRecord, draft: Draft) -> None:
    _in_run(asked, record, draft)
    first = leader(record)
    price = f": {draft.measure(seconds_fact(first), 2)} for one trial like the leading one" if first is not None else ""
    draft.say(
        "Which pairs interacted is not recorded: the evaluator looks at each hyperparameter by itself. A small grid",
        f"over two of them, on the same folds, would tell{price}.",
    )


def _rounding(asked: Question, record: RunRecord, draft: Draft) -> None:
    first = best_trial(record)
    if first is None:
        draft.say("In your run no configuration has a score yet, so it cannot tell how flat the score is.")
        return
    say_flatness(record, first, draft)
    _in_run(asked, record, draft)


def _drawing(asked: Question, record: RunRecord, draft: Draft) -> None:
    """Draw the trials of one family; the sentences hold to what numbers show."""
    family = _family(asked, record)
    chart = _parallel(record)
    if family is None or chart is None:
        draft.say("There is nothing to draw yet: it takes two complete trials of one family.")
        return
    draft.say(
        f"Each line is a complete trial of one family, from its hyperparameters to its {record.metric.title}; other",
        "families have other hyperparameters.",
    )
    say_shares(record, family, draft)
    draft.show(chart)


def _parallel(record: RunRecord) -> Chart | None:
    drawing = PARALLEL_COORDINATES.draw(record)
    return None if drawing is None else drawing.figure


def _family(asked: Question, record: RunRecord) -> str | None:
    """Return the family that is asked about, the one that has a hyperparameter that is named, or the leading one."""
    used = {trial.family for trial in completed(record)} - BASELINES
    named = next((family for family in asked.entities.families if family in used), None)
    first: Trial | None = best_trial(record)
    if named is not None or first is None:
        return named
    wanted = set(asked.entities.hyperparameters)
    if not wanted or wanted & set(first.hyperparameters):
        return first.family
    having = (trial.family for trial in completed(record) if wanted & set(trial.hyperparameters))
    return next(having, first.family)


def _has_scores(record: RunRecord) -> bool:
    return best_trial(record) is not None


_DRAW = (
    r"parallel coordinates|^(?:(?:please|can|could|would|you|i|we|me|want|like|to|now|just) ){0,4}"
    r"(?:draw|plot|chart|graph|visuali[sz]e)\b"
)
_RANKING = r"\brank\w*\b.*\b(?:my|run|here|this)\b|\b(?:my|this)\b.*\brank\w*\b"
_TRUSTED = r"\b(?:trust|rely|reliable|believe)\b.*\b(?:so few|few trials|my|these|the importances?)\b"
_KINDS = Kinds(
    (
        Kind(
            pattern(_DRAW),
            words.gist,
            silent,
            _drawing,
            is_for_the_run=True,
        ),
        Kind(
            pattern(r"""
                \b(?:freeze|fix|ignore|forget|leave (?:out|alone)|stop tuning|skip)\b
            """),
            words.GIST_OF_FREEZING,
            words.DETAIL_OF_FREEZING,
            _in_run,
            answers_first=True,
        ),
        Kind(
            pattern(r"""
                \bfanova\b
            """),
            words.gist_of_fanova,
            silent,
            _nothing,
            answers_first=True,
        ),
        Kind(
            pattern(r"""
                \bformula|fanova|ped anova|evaluator|score between|\b(?:computed|calculated|measured)\b
                how (?:is|are|do you|does) .*importance (?:score )?(?:\w+ )?(?:told|defined|work)
            """),
            words.gist_of_formula,
            words.detail_of_formula,
            _in_run,
            answers_first=True,
        ),
        Kind(
            pattern(r"""
                best trials|search spaces?\b|badly|good trials|local importance
            """),
            words.gist_of_the_best,
            words.detail_of_the_best,
            _in_run,
            answers_first=True,
        ),
        Kind(
            pattern(r"""
                \bround\b|\bdigits?\b|\bexact\b|how flat|(?:every|each|all) (?:one )?(?:of )?(?:these |the |my )?values?
            """),
            words.gist_of_rounding,
            silent,
            _rounding,
            is_for_the_run=True,
        ),
        Kind(
            pattern(r"""
                interact|\bpairs?\b|together|depend\w* on each other|\bboth\b
            """),
            words.GIST_OF_INTERACTIONS,
            silent,
            _interactions,
            is_for_the_run=True,
        ),
        Kind(pattern(_TRUSTED), words.gist, words.detail_of_formula, _in_run, is_for_the_run=True),
        Kind(pattern(_RANKING), words.gist_of_ranking, silent, _in_full, is_for_the_run=True),
        Kind(
            pattern(r"""
                \bhp:\w+ .*\b(?:matters?|mattered|affect\w*|influence\w*)
                \b(?:explained|affected|driven|decided) by (?:the )?hp:
                \bsensitiv\w+ .*\bhp:
            """),
            words.gist,
            silent,
            _in_run,
            is_for_the_run=True,
        ),
        Kind(
            pattern(r"""
                \b(?:which|what|mattered|was|were|did|rank\w*|show|list|this|these|here)\b
            """),
            words.gist,
            words.detail_of_formula,
            _in_full,
            is_for_the_run=True,
        ),
        Kind(ANYTHING, words.gist, words.detail_of_formula, _in_full),
    )
)

HYPERPARAMETER_IMPORTANCE = Topic(
    name="hyperparameter_importance",
    cues=cues(r"""
        10 which (?:of (?:the|my) )?(?:hyper)?parameters? (?:matter|influence|count|had)
        10 which (?:of (?:the|my) )?(?:hyper)?parameters? (?:is|are|were|was) (?:\w+ )?important
        10 (?:most|more|least) important (?:hyper)?parameter|(?:hyper)?parameter importance
        13 importance (?:score )?of (?:each |the |my |a |one )?(?:hyper)?parameter
        8 importance of hp:|how important (?:is|was) (?:the )?hp:|hp:\w+ (?:important|mattered)
        13 hp:\w+ .*\bhp:\w+ .*\binteract|\binteract\w* .*hp:\w+ .*hp:|\bdo hp:\w+ .*\binteract
        13 \brank\w*\b.*\b(?:hyperparameters?|settings|parameters|knobs)\b
        22 \binteract\w* (?:between|of) (?:the )?hp:|\bhp:\w+ and hp:\w+ .*\binteract
        22 \b(?:does|do|did) (?:the |my )?hp:\w+ (?:\w+ ){0,2}(?:matter|make a difference)\b.*\b(?:run|here|search|
        ...trials)\b
        16 \bhow (?:sensitive|robust) (?:is|was|are)\b.*\bhp:
        14 hp:\w+ (?:is |was )?(?:so )?(?:unimportant|not important|irrelevant)
        12 \btrials\b.*\bimportance|\bimportances?\b.*\btrials
        22 \bmeant (?:the )?(?:settings|hyperparameters?|parameters|knobs)\b
        8 parallel coordinates|fanova|ped anova
        7 wasted effort|could i round|(?:these|each) values? important|(?:hyper)?parameters? (?:interact|mattered)
        8 (?:all|each|every) (?:of )?(?:my |the )?hyperparameters? (?:matter|important)
    """),
    examples=(
        "which hyperparameters mattered most",
        "how important was the learning rate",
        "how is hyperparameter importance measured",
        "what is the importance of each hyperparameter",
    ),
    gist=_KINDS.gist,
    detail=_KINDS.detail,
    in_run=_KINDS.in_run,
    invitation="How is the importance of a hyperparameter measured?",
    run_invitation="Which hyperparameters mattered most?",
    leads_to=("why_this_value", "what_if_value", "feature_importance", "more_trials_or_time"),
    suits=_has_scores,
    is_for_the_run=_KINDS.is_for_the_run,
)
