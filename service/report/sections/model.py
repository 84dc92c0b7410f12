"""What is delivered: the model, its settings, and what each of them does."""

from models.record import HyperparameterAccount, Result, RunRecord, Scalar
from service.report.document import Block, Column, Number, Paragraph, Row, Section, Table, Term, Terms
from service.report.words import accounts, count, family_title, listed, setting, share, text


def model(record: RunRecord) -> Section | None:
    """Tell the delivered model; None where there is none."""
    result = record.result
    if result is None:
        return None
    blocks: list[Block] = [Terms(tuple(_terms(record, result)))]
    if len(result.ensemble) > 1:
        blocks.append(_members(record, result))
    sentence = next((family.sentence for family in record.families if family.name == result.family), "")
    if sentence:
        blocks.append(Paragraph(f"{family_title(record, result.family)}: {sentence}"))
    if result.hyperparameters:
        blocks.append(_settings(record, result))
    return Section("model", "The model", tuple(blocks))


def _terms(record: RunRecord, result: Result) -> list[Term]:
    n_members = len(result.ensemble)
    title = family_title(record, result.family)
    what = f"the weighted average of {n_members} trials" if n_members > 1 else f"{title}, trial {result.trial}"
    terms = [Term("Delivered", what)]
    if n_members > 1:
        terms.append(Term("Largest share", f"{title}, trial {result.trial}"))
    if result.rounds is not None:
        terms.append(Term("Rounds, trees or epochs", count(result.rounds)))
    if result.threshold is not None:
        decided = f"{record.goal.positive_class} is decided from this probability on"
        terms.append(Term("Threshold", setting(result.threshold), decided))
    if result.predict_ms is not None:
        terms.append(Term("One prediction", Number(result.predict_ms, f"{text(setting(result.predict_ms))} ms")))
    return terms


def _members(record: RunRecord, result: Result) -> Table:
    rows = tuple(
        Row((count(member.trial), family_title(record, record.trial(member.trial).family), share(member.weight)))
        for member in result.ensemble
    )
    columns = (Column("Trial", is_number=True), Column("Family"), Column("Weight", is_number=True))
    return Table("What is averaged", columns, rows)


def _settings(record: RunRecord, result: Result) -> Table:
    known = accounts(record, result.family)
    rows = tuple(_row(name, value, known.get(name)) for name, value in result.hyperparameters.items())
    columns = (
        Column("Setting"),
        Column("Value", is_number=True),
        Column("Searched"),
        Column("What it does", is_wide=True),
    )
    return Table(f"Settings of trial {result.trial}", columns, rows)


def _row(name: str, value: Scalar, account: HyperparameterAccount | None) -> Row:
    if account is None:
        return Row((name, setting(value), "", ""))
    searched = "not searched"
    if account.is_searched and account.low is not None:
        searched = f"{text(setting(account.low))} to {text(setting(account.high))}"
    elif account.is_searched and account.choices:
        searched = listed(text(setting(choice)) for choice in account.choices)
    return Row((f"{account.title} ({name})", setting(value), searched, account.meaning))
