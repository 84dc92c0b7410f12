"""What overfitting is, whether this run overfits, and how that is known."""

from assistant.draft import Draft
from assistant.evidence.trials import completed
from assistant.topics.kinds_of_question import ANYTHING, Kind, Kinds, pattern, silent
from assistant.topics.topic import Topic
from assistant.topics.truth import overfitting_in_run as of_run
from assistant.topics.truth import overfitting_words as words
from assistant.topics.truth.asked_score_sentences import say_asked_scores
from assistant.topics.truth.choosing_sentences import detail_of_choosing, say_choosing, yes_to_choosing
from assistant.topics.truth.finding_list import list_checks
from assistant.topics.truth.short_questions import short
from assistant.topics.truth.small_table_sentences import (
    detail_of_few_rows,
    detail_of_swings,
    gist_of_few_rows,
    gist_of_swings,
    say_swings,
)
from assistant.understanding.question import Question
from assistant.understanding.route import cues
from models.record import RunRecord


def _scores_named(asked: Question, draft: Draft) -> None:
    if not say_asked_scores(asked, draft):
        words.gist(asked, draft)


def _has_scores(record: RunRecord) -> bool:
    return bool(completed(record))


_KINDS = Kinds(
    (
        Kind(
            pattern(r"""
                deploy|production|in (?:real life|use|practice)\b|after (?:launch|release)
            """),
            words.gist_of_failing_in_use,
            words.detail_of_failing_in_use,
            of_run.failing_in_use,
            answers_first=True,
        ),
        Kind(
            short(r"""
                \bnum\b.*\btrain.*\bnum\b|\btrain\w*\b.*\bnum\b.*\bnum\b
            """),
            _scores_named,
            words.detail_of_the_cure,
            of_run.in_short,
            answers_first=True,
        ),
        Kind(
            pattern(r"""
                \byou (?:told|said|claimed)\b|yesterday|last time
            """),
            words.GIST_OF_HEARSAY,
            silent,
            of_run.in_short,
            answers_first=True,
        ),
        Kind(
            short(r"""
                \btrain\w*(?: [\w:]+){0,4} num\b|\bnum (?:% )?(?:on|in) (?:the )?train|obviously
            """),
            words.gist_of_a_high_training_score,
            silent,
            of_run.in_short,
            answers_first=True,
        ),
        Kind(
            pattern(r"""
                \b(?:more|less|worse) overfit\w*\b.*\bthan\b|\boverfit\w* (?:more|less|worse) than\b
                \bfamily:\w+.*\boverfit\w*\b.*\bthan\b.*\bfamily:
            """),
            words.GIST_OF_RANKING,
            silent,
            of_run.compared,
            is_for_the_run=True,
        ),
        Kind(
            short(r"""
                \b(?:more|many|extra|further|fewer|less) trials?\b
                \b(?:search\w*|tun\w*) (?:for )?(?:too |so )?(?:long|longer|much)\b
            """),
            words.GIST_OF_TRIALS,
            silent,
            of_run.over_the_trials,
        ),
        Kind(
            pattern(r"""
                overfit\w* (?:the )?(?:most|worst|strongest|least)|(?:most|worst|least) overfit
                which (?:of my )?(?:trials?|models?) overfit|how many (?:of )?(?:my |the )?(?:trials|models) overfit
            """),
            words.GIST_OF_RANKING,
            silent,
            of_run.by_gap,
            is_for_the_run=True,
        ),
        Kind(
            short(
                r"""
                random[_ ]state|\bseeds?\b|(?:score|result|metric:\w+)s? (?:changes?|varies|jumps?|swings?)
            """,
                most=20,
            ),
            gist_of_swings,
            detail_of_swings,
            say_swings,
            answers_first=True,
        ),
        Kind(
            short(r"""
                overfit (?:by|from|through|while|when) (?:tun|search|select|choos)|(?:tuning|search\w*) (?:\w+ )?overfit
                overfit the (?:validation|cross|folds)|how sure .*\bnew (?:data|rows)
            """),
            yes_to_choosing,
            detail_of_choosing,
            say_choosing,
            answers_first=True,
        ),
        Kind(
            short(r"""
                \b(?:small|tiny|few|only num) (?:dataset|data|table|sample|rows|samples)
            """),
            gist_of_few_rows,
            detail_of_few_rows,
            of_run.in_brief,
            answers_first=True,
        ),
        Kind(
            short(
                r"""
                \bcauses?\b|^why (?:does|do|is|would|can|did)\b|knowing more|how can \w+ \w+ (?:hurt|harm)
                (?:knowing|learning|fitting) .*\b(?:hurt|harm|worse)
            """,
                most=12,
            ),
            words.GIST_OF_CAUSES,
            words.detail_of_causes,
            of_run.in_brief,
            answers_first=True,
        ),
        Kind(
            short(r"""
                \b(?:change|reduce|fix|improve|try|do)\b.*\b(?:my|this|our) (?:run|model|winner|search)\b.*overfit
                \boverfit\w*\b.*\b(?:in|of) (?:my|this|our) (?:run|model|winner|search)\b
            """),
            words.gist_of_the_cure,
            silent,
            of_run.cure,
            is_for_the_run=True,
        ),
        Kind(
            short(r"""
                \b(?:stop\w*|avoid|prevent|keep)\b.*\b(?:memoriz|by heart)
                \b(?:stop|avoid|prevent|reduce|fix|cure|fight|combat|lower|solve|less|against)\w*\b.*overfit
                overfit.*\b(?:tips?|avoid|prevent|reduce|fix|stop|do about|what (?:now|should|can)|remed)
                \b(?:tips?|what (?:can|could|should|do|would) (?:i|we|you) do)\b
            """),
            words.gist_of_the_cure,
            words.detail_of_the_cure,
            of_run.cure,
            answers_first=True,
        ),
        Kind(
            short(r"""
                \b(?:look|show|plot|compare|list|display)\b.*\b(?:train\w*|both)\b|side by side
            """),
            words.gist_of_looking,
            silent,
            of_run.side_by_side,
            answers_first=True,
        ),
        Kind(
            short(r"""
                \bhow (?:can|do|does|could|would|to)\b.*\b(?:tell|know|detect|see|recogni[sz]e|notice|find out|spot)\b
                \b(?:what|which|typical|any|the) (?:\w+ ){0,2}(?:signs?|symptoms?|indications?) of\b
            """),
            words.gist_of_telling,
            silent,
            of_run.in_short,
            answers_first=True,
        ),
        Kind(
            short(r"""
                \b(?:new|unseen|other|fresh|real) (?:data|rows|customers|cases|people|examples)\b|generali[sz]e
            """),
            words.GIST_OF_NEW_ROWS,
            silent,
            of_run.expected,
            is_for_the_run=True,
        ),
        Kind(
            pattern(r"""
                \bsettle|\bsurer\b|not (?:you )?check|\bunchecked\b
            """),
            words.short_gist,
            silent,
            of_run.settling,
            is_for_the_run=True,
        ),
        Kind(
            pattern(r"""
                \bfinding\b|\b(?:does|do) as well\b
            """),
            words.short_gist,
            silent,
            of_run.verdict,
            is_for_the_run=True,
        ),
        Kind(
            pattern(r"""
                \b(?:checks|findings|risks)\b
            """),
            words.short_gist,
            words.detail,
            list_checks,
            is_for_the_run=True,
        ),
        Kind(
            short(
                r"""
                \b(?:what is|define|meaning|mean|explain|definition)\b
            """,
                most=9,
            ),
            words.gist,
            words.detail,
            of_run.what,
        ),
        Kind(
            short(r"""
                ^(?:does|do|is|has|did|am|are|was|will|how \w+) .*\b(?:my|our|this|these|here|run|the (?:\w+ )?model)\b
                ^(?:should|could|can|would) .*\b(?:my|our|this|these|here|run|the (?:\w+ )?model)\b
                ^(?:does|is|has|did|will) it\b|\bthe (?:winner|delivered|chosen|best)\b
                ^(?:and|so|it|mine|what about|can it)\b|\b(?:my|our|the|this|overall) (?:\w+ )?(?:risk|verdict)\b
                ^(?:risk|verdict)|^(?:overfit\w*|memoriz\w*)$
            """),
            words.short_gist,
            words.detail,
            of_run.verdict,
            is_for_the_run=True,
        ),
        Kind(ANYTHING, words.GIST_OF_ANYTHING, words.detail_of_causes, of_run.in_brief, answers_first=True),
    )
)

OVERFITTING = Topic(
    name="overfitting",
    cues=cues(r"""
        9 \bnum\b.*\btrain\w*\b.*\bnum\b.*\b(?:test|validation)|\b(?:test|validation)\b.*\bnum\b.*\btrain\w*
        ...\b.*\bnum\b
        14 (?:great|good|well|fine|high|amazing)\b.*\b(?:production|deploy\w*|real life|live|in practice)\b
        12 \bfindings\b|\b(?:the|this|that|a) finding\b|\b(?:does|do) as well\b
        6 \boverfit
        9 \boverfit\w* or underfit|underfit\w* or overfit
        5 \bmemorize|learn(?:s|ed|ing|t)? (?:the |my )?(?:noise|data by heart|rows by heart)|by heart
        5 \b(?:generalize|work|hold up|perform)\b.*\b(?:new|unseen|other|fresh|real) (?:data|rows|customers|cases
        ...|people|examples)
        9 train\w*\b.*\bnum\b.*\b(?:test|validation)\b.*\bnum\b
        10 (?:good|great|well|perfect|high)\b.*\btrain\w*\b.*\b(?:fails?|bad|worse|poor|terrible|useless|drops?)\b
        7 \b(?:the|its|your|this|that) (?:verdict|risk)\b|\brisk (?:is|so)\b
        7 \bcould (?:you )?not (?:you )?check|\bunchecked\b|\bwould settle\b|\b(?:make|be) (?:\w+ )?surer\b
        6 \b(?:which|what|list|show|all)\b.*\b(?:checks|findings|risks)\b
    """),
    examples=(
        "does my model overfit",
        "what is overfitting",
        "how can i tell if it is overfitting",
        "how to stop overfitting",
        "is the model just memorizing the data",
        "what did the checks find",
    ),
    gist=_KINDS.gist,
    detail=_KINDS.detail,
    in_run=_KINDS.in_run,
    invitation="What is overfitting, and what do hyperparameters have to do with it?",
    run_invitation="Does my model overfit?",
    leads_to=("train_test_gap", "nested_cv_selection_bias", "data_leakage", "regularization", "cross_validation"),
    suits=_has_scores,
    is_for_the_run=_KINDS.is_for_the_run,
)
