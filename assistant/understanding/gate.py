"""The gate before everything else: what is refused by rule, whatever else the question says."""

import re
from collections.abc import Iterable, Mapping
from typing import Literal

Refused = Literal["secrets", "instructions", "others", "machine", "false_claim"]

# Words that several rules share; <name> in a rule stands for them.
_WORDS = {
    "things": r"(?:runs?|data|datasets?|tables?|rows?|models?|results?|files?|conversations?|scores?|account)",
    "people": r"(?:customer|client|tenant|user|account|owner|person|people|company|companies|team)(?:s|'s|s')?",
    "others": r"(?:other|another|different|someone else|somebody else|everybody|everyone)",
    "colleague": r"(?:colleague|coworker|co-worker|neighbou?r|competitor|someone|somebody|anyone)",
    "all_the": r"(?:all |any |every |the |a |my |your |this |these |previous |prior |above |earlier |me )*",
    "perfect": r"(?:(?:100|99(?:\.\d+)?) ?(?:%|percent)|(?:perfect(?:ly)?|flawless)\b)",
    "code": r"(?:code|commands?|scripts?|query|queries|snippet)",
}
# One pattern a line, over the question in lower case.
_RULES: Mapping[Refused, str] = {
    "secrets": r"""
        \b(?:api|secret|private|access|auth|bearer|ssh|encryption|master)[ _-]?(?:keys?|tokens?)\b
        \bpasswords?\b|\bpasswd\b|\bcredentials?\b|\bauthorization header\b|\bsession cookies?\b
        \benvironment variables?\b|\benv vars?\b|\bprintenv\b|(?<!\w)\.env\b|\bplaintune_\w+
        \b(?:print|show|reveal|give|tell|leak|list|dump)[\w ]* secrets?\b
    """,
    "instructions": r"""
        \b(?:system|hidden|initial|original|developer|secret) (?:prompt|instructions?|message)
        \byour (?:prompt|instructions|system|guidelines)\b
        \b(?:ignore|forget|disregard|override|bypass|skip) <all_the>(?:instructions?|rules?|prompts?|requests?)
        \bpretend (?:to be|you|that you)|\bact as (?:a|an|if|my)\b|\byou are now\b|\brole ?play
        \bjail ?break|\bdeveloper mode|\bdo anything now\b|\breturn code in the following
        \brepeat (?:the|everything) (?:words |text )?above
    """,
    "others": r"""
        \b<others>(?: the)? <people>\b[\w' ]*\b<things>\b
        \b<things> (?:of|from|for|by|belonging to) (?:the |an? |my )?(?:other|another|different) \w* ?<people>\b
        \b<things> (?:of|from|by) (?:someone|somebody|everyone|all users|all accounts)\b
        \btenants?\b|\bother people'?s\b|\b(?:someone|somebody|everyone|everybody) else'?s\b
        \b<colleague>(?:'s|s'|s) <things>\b
        \bbelong(?:s|ing)? to (?:my |an?|the )?(?:other|another|different|<colleague>)
        \bwho else\b|\bother (?:users|accounts|customers)\b
    """,
    "machine": r"""
        /etc/|\brm -rf?\b|\bdrop table\b|\bselect \* from\b|<script|\bcat /|\bsql injection\b|\bhack(?:ing)?\b
        \b(?:os\.|subprocess|__import__|eval\(|exec\(|import os|sudo |curl |wget |chmod )
        \b(?:run|execute|eval) (?:this|the following|my|some|an?|these)? ?(?:shell |bash |python |sql )?<code>
        \b(?:delete|remove|erase|wipe|destroy|kill) <all_the>(?:<things>|databases?|servers?|services?|users?)\b
        \b(?:shut ?down|restart|delete|wipe|erase) <all_the>(?:server|service|system|everything)\b
        \b(?:read|open|list|show|print|dump|write) <all_the>(?:files?|folders?|directory|source code|database)\b
        \b(?:read|open|list|show|print|dump) <all_the>(?:log files?|logs|file system|disk)\b
        \byour (?:source )?code\b
    """,
    "false_claim": r"""
        \b(?:say|claim|pretend|state|write|confirm|assure|lie) (?!if|whether|why)[\w ,]*\b<perfect>
        \btell (?!me (?:if|whether|why|how|what))[\w ,]*\b<perfect>
        \b(?:make up|invent|fake|fabricate|falsify|fudge) <all_the>(?:numbers?|scores?|results?|figures?|metrics?)
    """,
}


def _compiled(lines: str) -> re.Pattern[str]:
    pattern = "|".join(line.strip() for line in lines.strip().splitlines())
    return re.compile(re.sub(r"<(\w+)>", lambda match: _WORDS.get(match.group(1), match.group(0)), pattern))


_COMPILED = {reason: _compiled(lines) for reason, lines in _RULES.items()}


def refused_as(question: str, names_of_the_run: Iterable[str] = ()) -> Refused | None:
    """Return why a question is refused by rule, or None.

    Parameters
    ----------
    question : str
        As it was typed.
    names_of_the_run : iterable of str
        Column and class names: a column that is called ``password`` may be asked about when it is quoted.
    """
    text = _one_spelling(question)
    for name in names_of_the_run:
        for mark in "\"'`":
            text = text.replace(f"{mark}{_one_spelling(name)}{mark}", "a column")
    return next((reason for reason, pattern in _COMPILED.items() if pattern.search(text)), None)


def _one_spelling(text: str) -> str:
    return " ".join(text.lower().replace("\N{RIGHT SINGLE QUOTATION MARK}", "'").split())
