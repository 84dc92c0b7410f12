"""Take out of a goal what is not about the goal: markup, e-mail wrapping, orders to somebody else."""

import re
from dataclasses import dataclass

from models.goals.phrases import whole_words
from models.goals.words import fold

SCRIPT = re.compile(r"<(script|style)\b[^<>]{0,500}>.*?(?:</\1\s*>|\Z)", re.IGNORECASE | re.DOTALL)
TAG = re.compile(r"</?[a-zA-Z][^<>\n]{0,300}>|<!--.*?(?:-->|\Z)", re.DOTALL)
HEADER = re.compile(
    r"^(?:from|to|cc|bcc|sent|date|subject|betreff|von|an|fw|fwd|re|aw|wg)\s*:.*$", re.IGNORECASE
)  # fmt: skip
FOOTER = re.compile(
    r"confidential|addressee|intended recipient|unsubscribe|received (?:it|this) in error|accept (?:no )?liability|"
    r"think of the environment|before you print|registered in|sent from my|vertraulich|all rights reserved",
    re.IGNORECASE,
)  # fmt: skip
FOREIGN_ORDER = whole_words(
    r"(?:ignore|disregard|forget|override|bypass)\b[^.]{0,40}\b(?:rule|instruction|prompt|guideline"
    "|policy|policies)s?",
    "your (?:system prompt|instructions|api key|password|secret|secrets|credentials|rules)", "system prompt",
    "(?:api|secret) keys?", "you are now", "pretend (?:to be|you)", "act as",
    r"(?:answer|reply|respond|say|print|write|output)\b[^.]{0,20}\b(?:only|just)\b[^.]{0,20}\b(?:with|word)",
    r"(?:delete|drop|erase|wipe|truncate|destroy)\b[^.]{0,30}\b(?:run|runs|table|tables|database|dataset"
    "|datasets|file|files|everything|disk)",
    "rm -rf", "sudo", "curl ", "wget ", r"(?:send|upload|post|mail|exfiltrate)\b[^.]{0,60}\b(?:https?|to [\w.]+@)",
    r"execute\b[^.]{0,30}\b(?:code|command|shell|sql)", "__import__", r"os\.system", r"select \* from",
    "developer mode",
)  # fmt: skip
FEATURE_ORDER = whole_words(
    "column", "columns", "feature", "features", "input", "inputs", "predict", "predictor",
)  # fmt: skip
SENTENCE_END = re.compile(r"(?<=[.!?;])\s+|(?<=[\u3002\uff1f\uff01\uff1b])|\n{2,}|\n(?=\s*(?:[-*•]|\d+[.)])\s)")
ABBREVIATION = re.compile(r"\b(e\.g|i\.e|etc|vs|approx|incl|no|nr|z\.b|bzw|ca|mr|mrs|dr)\.(?=\s)", re.IGNORECASE)

# Typographic quotes, dashes, spaces and Spanish opening marks, each with the sign that means the same.
LOOKALIKES = (
    ("\u2018\u2019`\u00b4", "'"),
    ("\u201c\u201d\u201e\u00ab\u00bb", '"'),
    ("\u2013\u2014\u2212", "-"),
    ("\u00a0\t\r\u00bf\u00a1", " "),
)


@dataclass(frozen=True)
class Cleaned:
    """The sentences that are about the goal, and notes on what was set aside."""

    sentences: tuple[str, ...]
    notes: tuple[str, ...]


def clean(text: str) -> Cleaned:
    """Split a goal into sentences and set aside what is not part of it."""
    notes = []
    plain = _untag(text)
    if plain != text:
        notes.append("Markup in the goal was read as text and taken out.")
    body, has_footer = _unwrap_mail(_straighten(plain))
    if has_footer:
        notes.append("The footer of an e-mail was not read as part of the goal.")
    sentences = _split(body)
    about, others = _set_aside(sentences, FOREIGN_ORDER)
    if others:
        notes.append("Sentences that are not about the data were ignored: a goal only says what to predict and how.")
    return Cleaned(tuple(about), tuple(notes))


def _untag(text: str) -> str:
    return TAG.sub(" ", SCRIPT.sub(" ", text))


def _straighten(text: str) -> str:
    for signs, plain in LOOKALIKES:
        text = re.sub(f"[{signs}]", plain, text)
    return text


def _unwrap_mail(text: str) -> tuple[str, bool]:
    """Drop the header lines, quote marks and legal footer of forwarded mail."""
    lines, has_footer = [], False
    is_mail = bool(re.search(r"^\s*>|^(?:fw|fwd|re|from)\s*:", text, re.IGNORECASE | re.MULTILINE))
    for line in text.split("\n"):
        bare = re.sub(r"^[\s>]+", "", line) if is_mail else line
        if len(FOOTER.findall(bare)) >= 2 or (is_mail and FOOTER.search(bare)):
            has_footer = True
        elif not (is_mail and HEADER.match(bare)) and bare.strip() not in ("--", "---"):
            lines.append(bare)
        else:
            lines.append("")
    return "\n".join(lines), has_footer


def _split(text: str) -> list[str]:
    guarded = ABBREVIATION.sub(r"\1", text)
    sentences = (re.sub(r"\s+", " ", part).strip() for part in SENTENCE_END.split(guarded))
    return list(dict.fromkeys(sentence for sentence in sentences if sentence))


def _set_aside(sentences: list[str], pattern: re.Pattern[str]) -> tuple[list[str], list[str]]:
    about: list[str] = []
    others: list[str] = []
    for sentence in sentences:
        folded = fold(sentence)
        is_other = pattern.search(folded) and not FEATURE_ORDER.search(folded)
        (others if is_other else about).append(sentence)
    return about, others
