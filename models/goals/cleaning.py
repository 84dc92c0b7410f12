"""Take out of a goal what is not about the goal: markup, e-mail wrapping, orders to somebody else."""

import re
from dataclasses import dataclass

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
FOREIGN_ORDER = re.compile(
    r"\b(?:ignore|disregard|forget|override|bypass)\b[^.]{0,40}\b(?:rule|instruction|prompt|guideline|policy|policies)s?\b|"
    r"\byour (?:system prompt|instructions|api key|password|secret|secrets|credentials|rules)\b|"
    r"\bsystem prompt\b|\b(?:api|secret) keys?\b|\byou are now\b|\bpretend (?:to be|you)\b|\bact as\b|"
    r"\b(?:answer|reply|respond|say|print|write|output)\b[^.]{0,20}\b(?:only|just)\b[^.]{0,20}\b(?:with|word)\b|"
    r"\b(?:delete|drop|erase|wipe|truncate|destroy)\b[^.]{0,30}\b(?:run|runs|table|tables|database|dataset|datasets|file|files|everything|disk)\b|"
    r"\brm -rf\b|\bsudo\b|\bcurl \b|\bwget \b|\b(?:send|upload|post|mail|exfiltrate)\b[^.]{0,60}\b(?:https?|to [\w.]+@)|"
    r"\bexecute\b[^.]{0,30}\b(?:code|command|shell|sql)\b|\b__import__\b|\bos\.system\b|\bselect \* from\b|\bdeveloper mode\b",
)  # fmt: skip
FEATURE_ORDER = re.compile(r"\b(?:column|columns|feature|features|input|inputs|predict|predictor)\b")
SENTENCE_END = re.compile(r"(?<=[.!?;])\s+|(?<=[。？！；])|\n{2,}|\n(?=\s*(?:[-*•]|\d+[.)])\s)")
ABBREVIATION = re.compile(r"\b(e\.g|i\.e|etc|vs|approx|incl|no|nr|z\.b|bzw|ca|mr|mrs|dr)\.(?=\s)", re.IGNORECASE)


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
    for signs, plain in (("’‘´`", "'"), ("“”„«»", '"'), ("–—−", "-"), ("\u00a0\t\r", " "), ("¿¡", " ")):
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
    about, others = [], []
    for sentence in sentences:
        folded = fold(sentence)
        is_other = pattern.search(folded) and not FEATURE_ORDER.search(folded)
        (others if is_other else about).append(sentence)
    return about, others
