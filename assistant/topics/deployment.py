"""Using, exporting, refitting and monitoring a model: what is offered, and what is not."""

import re
from collections.abc import Callable

from assistant.draft import Draft
from assistant.evidence.literature_models import DECLINE
from assistant.evidence.product import EXPLAINED_ROWS, EXPORT_FORMATS, PREDICTION_ROWS
from assistant.topics.model_at_hand import say_model
from assistant.topics.topic import Topic
from assistant.understanding.question import Question
from assistant.understanding.route import cues
from models.record import RunRecord


def _get_it(draft: Draft) -> None:
    draft.say("Download the model as one folder, or let the service predict; both need no code of yours:")
    draft.list(
        [
            (
                "**Over HTTP**: `POST /v1/runs/RUN/predictions` with rows as JSON (at most "
                f"{draft.measure(PREDICTION_ROWS)} at once), CSV or Parquet; the answer is JSON, or CSV."
            ),
            "**Download**: `GET /v1/runs/RUN/model` gives the model folder as one file.",
            "**Terminal**: `plaintune predict DIR new.csv --out predictions.csv`, with `--proba` for probabilities.",
            '**Python**: `from models import load`, then `load("DIR").predict(table)`.',
        ]
    )
    draft.say(
        "New rows need the same columns, by name and kind, without the target; the same steps as in training are",
        "applied to them, and the threshold of the run is built in. A level that training never saw counts as unknown,",
        "with a warning; a column that is missing is an error that names it.",
    )


def _fails_later(draft: Draft) -> None:
    draft.say(
        "A model that does well in training and fails in use mostly meets other rows than it was judged on:",
        f"{draft.refer(DECLINE, 'the usual causes')} are these.",
    )
    draft.list(
        [
            "**Drift**: the world, the customers or the way of recording have changed.",
            "**Leakage**: a column told the answer in training and is empty or different at the time of prediction.",
            "**Skew**: a column is prepared in another way in production (units, missing values, categories).",
            "**Overfitting**: only a training score was looked at, or the best of many was taken at its word.",
        ]
    )
    draft.say(
        "What to do: judge on the latest period before shipping (name a column of time in the goal), watch the",
        "distributions of inputs and predictions, and score labeled rows as they come.",
    )


def _monitor(draft: Draft) -> None:
    draft.say(
        "Watch two things: whether inputs and predictions drift away from those of training, and the true score as",
        "soon as answers are known. For the second there is `plaintune evaluate DIR labeled.csv`, or",
        "`POST /v1/runs/RUN/evaluations`: the true score beside what was promised, and how surprising it is.",
    )
    draft.say(
        "Not offered: watching predictions by itself, alarms, and refitting on its own. `/healthz`, `/readyz` and",
        "`/metrics` (for Prometheus) tell of the service, not of the model.",
    )


def _container(draft: Draft) -> None:
    draft.say(
        "The service is one web process with its workers on one port, and `docker build -t plaintune .` makes an image",
        "that runs without root; probes are `/healthz` and `/readyz`, its data lies under `PLAINTUNE_HOME`.",
        "Orchestration (Kubernetes, a service mesh such as Istio) is nothing that I know of this product: its",
        "documentation has to say.",
    )


def _formats(draft: Draft) -> None:
    draft.say(
        "The model comes as a folder of its own form, which loads in Python without running foreign code (no pickle);",
        f"`manifest.json` holds versions and checksums. {draft.refer(EXPORT_FORMATS, 'There is no export')} to ONNX,",
        "PMML or other languages: call it over HTTP from there.",
    )


def _versions(draft: Draft) -> None:
    draft.say(
        "The versions of Python and of the libraries that a model was fitted with stand in `manifest.json` of its",
        "folder. Load it with the same ones: libraries may read or predict differently in another version. Files are",
        "checked against their checksums when they are loaded.",
    )


def _refit(draft: Draft) -> None:
    draft.say(
        "The delivered model is fitted on all rows of its table. For newer rows, upload the newer table and start a",
        "run with the same goal; to keep the settings, fix them in `search.space` of the order. Nothing refits by",
        "itself. What to do: refit when the true score falls below the promised range, or on a fixed date, and compare",
        "the new model with the old one on the same recent rows before it takes over.",
    )


def _speed(draft: Draft) -> None:
    draft.say(
        "How long one prediction takes depends on what was delivered: an average of many trees takes longer than a",
        "linear model. `constraints.predict_ms` in the order of a run sets a limit, which is kept in the choice. Many",
        "rows in one request cost far less each than one row at a time.",
    )


def _odd_rows(draft: Draft) -> None:
    draft.say(
        "A category that training never saw counts as unknown, and the answer carries a warning that names it. An",
        "empty cell is a missing value, which every family takes. A column that the model needs and that is not there",
        "is an error that names it; columns that training did not have are ignored, with a warning.",
    )
    draft.say(
        "Many new categories are a sign that the rows are not those of training any more: check the true score on",
        "labeled rows, and refit.",
    )


def _explained(draft: Draft) -> None:
    draft.say(
        'Add `"explain": true` to a prediction request as JSON (at most',
        f"{draft.measure(EXPLAINED_ROWS)}): what each column adds to a base value, together the prediction.",
    )


# What a question is after, by its words, the first that fits: a pattern, and the answer.
_KINDS: tuple[tuple[str, Callable[[Draft], None]], ...] = (
    (r"kubernetes|\bk8s\b|istio|\bdocker|container|helm|sidecar|openshift|aws|azure|gcp|cloud", _container),
    (r"\bonnx|pmml|pickle|joblib|\bjava\b|javascript|c\+\+|mobile|android|\bios\b|\bformat|coreml|tflite", _formats),
    (r"\bversions?\b|dependenc|librar|which python|requirements", _versions),
    (r"re ?train|\brefit|new(?:er)? data|updat\w+ (?:the |my )?model|keep .*up to date|stale|how often", _refit),
    (r"\bmonitor|watch|alert|alarm|degrad|decay|notice|become worse|get(?:s|ting)? worse|outdated", _monitor),
    (r"\b(?:fails?|failed|failing|worse|bad|poor(?:ly)?|drops?|dropped)\b|drift|skew", _fails_later),
    (r"latency|how fast|speed|milliseconds?|\bms\b|throughput|slow|real ?time|how long .*predict", _speed),
    (
        r"\b(?:new|unseen|unknown) (?:category|categories|levels?|values?)|\b(?:missing|extra) (?:columns?|values?)",
        _odd_rows,
    ),
    (r"explain|explanation|\bshap\b|why .*prediction", _explained),
)


def _gist(asked: Question, draft: Draft) -> None:
    kind = next((say for pattern, say in _KINDS if re.search(pattern, asked.tagged)), _get_it)
    kind(draft)


def _detail(_: Question, __: Draft) -> None:
    """Say nothing more: each kind of question has one whole answer."""


def _in_run(asked: Question, record: RunRecord, draft: Draft) -> None:
    say_model(asked, record, draft)


DEPLOYMENT = Topic(
    name="deployment",
    cues=cues(r"""
        10 deploy|in(?:to)? production|kubernetes|docker|\bistio|\bexport|\bdownload|rest api|\bendpoint
        16 \bfail\w* (?:\w+ )?(?:after|in) (?:deployment|production)|after (?:deployment|deploying|going live)
        13 \bhow often\b.*\bre ?train|\bwhen (?:should|do|to|must)\b.*\bre ?train
        9 \bcurl\b|where (?:is|are|do) .*\bmodel (?:saved|stored|kept|files?)
        9 \bmodel\b.*\b(?:become|becomes|became|get|gets|got|getting) (?:worse|old|outdated|stale)
        9 \bnew rows\b.*\b(?:need|same|preprocess\w*|format|columns)
        9 \b(?:new|unseen|unknown|missing) (?:category|categories|levels?|columns?|values?)\b.*\b(?:appears?|
        ...comes?|data|production|predict\w*|rows|happens)
        9 \bserve\b|\bserving\b|\bmonitor|\bonnx|drift|\bpmml\b
        9 \b(?:predict(?:ions?)?|score) (?:for |on |of )?(?:new|unseen|fresh|my own|
        ...other|more) (?:rows|data|customers|records|tables?)
        6 predict(?:ions)? (?:for|on) new|use (?:the|this|my) (?:final |trained )?model
        8 \b(?:load|save|ship|integrate|call|run) (?:the |this |my )?model\b|model (?:folder|file)
        8 \brefit|\bupdat\w+ (?:the |my )?model|predictions? (?:over|via|through|by) (?:http|api)
        7 \b(?:latency|throughput)\b|how fast .*predict
    """),
    examples=(
        "how do i download the model",
        "how do i get predictions for new rows",
        "how do i deploy the model in production",
        "how do i monitor the model after deployment",
        "can i export it as onnx",
    ),
    gist=_gist,
    detail=_detail,
    in_run=_in_run,
    invitation="How do I use a finished model and get predictions for new rows?",
    run_invitation="How do I download my model and get predictions for new rows?",
    leads_to=("reproducibility", "threshold_calibration", "prediction_uncertainty"),
)
