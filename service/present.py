"""Rows into the JSON of the contract: plain functions that the API and the page share."""

from collections.abc import Callable, Sequence
from typing import Any

from models.record import Decision, Finding, LeaderboardEntry, MetricAccount, Trial, WhatIfOrder, to_plain
from service.store.claims import FULL_DISK_STAGE
from service.store.clock import iso
from service.store.conversations import is_open
from service.store.pages import Page, Row
from service.store.plain import finite
from service.store.runs import Recorded
from service.store.tables import Conversation, Dataset, Evaluation, Message, Run, WhatIf

Object = dict[str, Any]

PARTS = ("leaderboard", "result", "decisions", "findings")
LATER_PARTS = ("test", "importances", "uncertainty", "diagnostics", "counterfactuals", "partial_dependence")
"""Parts that records of earlier versions lack."""


def present_page(page: Page[Row], present: Callable[[Row], Object]) -> Object:
    """Present one page of a list."""
    return {"items": [present(item) for item in page.items], "next_cursor": page.next_cursor}


def present_dataset(dataset: Dataset) -> Object:
    """Present a dataset."""
    return {
        "id": dataset.id,
        "name": dataset.name,
        "created_at": iso(dataset.created_at),
        "rows": dataset.n_rows,
        "hash": dataset.hash,
        "columns": dataset.columns,
        "warnings": dataset.warnings,
        "suggested_goals": dataset.suggested_goals,
    }


def present_run_line(run: Run) -> Object:
    """Present a run in a list: without what its trials found."""
    return {
        "id": run.id,
        "dataset_id": run.dataset_id,
        "created_at": iso(run.created_at),
        "finished_at": iso(run.finished_at),
        "status": run.status,
        "cancel_requested": run.cancel_requested,
        "goal": run.goal,
        "settings": run.settings,
        "progress": present_progress(run),
        "error": run.error,
    }


def present_ended_run(run: Run, record: Object) -> Object:
    """Present a run whole, from its record as it is stored."""
    told = {**{part: record[part] for part in PARTS}, **{part: record.get(part) for part in LATER_PARTS}}
    return {**present_run_line(run), **told}


def present_open_run(run: Run, recorded: Recorded, metric: MetricAccount) -> Object:
    """Present a run that has no record yet, from what its workers recorded so far."""
    return {
        **present_run_line(run),
        "leaderboard": finite(to_plain(leaderboard(recorded.trials, metric))),
        "result": None,
        "decisions": [present_decision(decision) for decision in recorded.decisions],
        "findings": [present_finding(finding) for finding in recorded.findings],
        **dict.fromkeys(LATER_PARTS),
    }


def present_progress(run: Run) -> Object:
    """Present where a run stands; the seconds are those of the lease, which runs on while a fit takes long."""
    said = run.progress
    stage = said.get("stage", run.status)
    is_waiting = run.status == "queued" and stage == FULL_DISK_STAGE
    return {
        "stage": stage if run.status == "running" or is_waiting else run.status,
        "elapsed_seconds": max(run.elapsed_seconds, said.get("elapsed_seconds", 0.0)),
        "budget_seconds": run.settings.get("seconds"),
        "trials": said.get("trials", 0),
        "best_score": said.get("best_score"),
    }


def present_trial(trial: Trial) -> Object:
    """Present a trial."""
    plain: Object = finite(to_plain(trial))
    return plain


def present_decision(decision: Decision) -> Object:
    """Present a decision."""
    plain: Object = finite(to_plain(decision))
    return plain


def present_finding(finding: Finding) -> Object:
    """Present a finding."""
    plain: Object = finite(to_plain(finding))
    return plain


def present_evaluation(evaluation: Evaluation) -> Object:
    """Present an evaluation."""
    return {
        "id": evaluation.id,
        "run_id": evaluation.run_id,
        "dataset_id": evaluation.dataset_id,
        "created_at": iso(evaluation.created_at),
        **evaluation.account,
    }


def present_what_if(row: WhatIf) -> Object:
    """Present a what-if."""
    account = row.account
    return {"run_id": row.run_id, "created_at": iso(row.created_at), **account, "order": _said(account["order"])}


def present_order(order: WhatIfOrder) -> Object:
    """Present what is asked of a what-if, as it is sent to ask for it."""
    return _said(to_plain(order))


def _said(order: Object) -> Object:
    """Leave out what was not said."""
    return {name: value for name, value in order.items() if value not in (None, {}, [])}


def present_conversation_line(conversation: Conversation) -> Object:
    """Present a conversation in a list: without its messages."""
    return {
        "id": conversation.id,
        "run_id": conversation.run_id,
        "created_at": iso(conversation.created_at),
        "title": conversation.title,
    }


def present_conversation(conversation: Conversation, messages: Sequence[Message]) -> Object:
    """Present a conversation with all that was said."""
    return {**present_conversation_line(conversation), "messages": [_message(message) for message in messages]}


def _message(message: Message) -> Object:
    """Present a message; an answer that is still to come is null."""
    answer = None if is_open(message) else message.answer
    return {"role": message.role, "text": message.text, "answer": answer, "created_at": iso(message.created_at)}


def leaderboard(trials: Sequence[Trial], metric: MetricAccount) -> tuple[LeaderboardEntry, ...]:
    """Rank the complete trials of a run that still works; who is tied is told at its end."""
    scored = [(t.validation_score, t) for t in trials if t.state == "complete" and t.validation_score is not None]
    scored.sort(key=lambda pair: pair[0], reverse=metric.greater_is_better)
    return tuple(
        LeaderboardEntry(
            rank=rank,
            trial=trial.number,
            family=trial.family,
            hyperparameters=trial.hyperparameters,
            validation_score=score,
            standard_error=trial.standard_error,
            train_score=trial.train_score,
            seconds=trial.seconds,
            tied=False,
        )
        for rank, (score, trial) in enumerate(scored, start=1)
    )
