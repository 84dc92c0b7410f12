"""The gate before everything else: what is refused by rule, whatever else the question says."""

import re
from collections.abc import Iterable, Mapping
from typing import Literal

Refused = Literal["secrets", "instructions", "others", "machine", "false_claim"]

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
        \b(?:ignore|forget|disregard|override|bypass|skip) (?:all |any |every |the |your |my |these |previous |prior |above |earlier )*(?:instructions?|rules?|prompts?|requests?)
        \bpretend (?:to be|you|that you)|\bact as (?:a|an|if|my)\b|\byou are now\b|\brole ?play
        \bjail ?break|\bdeveloper mode|\bdo anything now\b|\breturn code in the following
        \brepeat (?:the|everything) (?:words |text )?above
    """,
    "others": r"""
        \b(?:other|another|different|someone else|somebody else|everybody|everyone)(?: the)? (?:customer|client|tenant|user|account|owner|person|people|company|team)(?:s|'s|s')?\b[\w' ]*\b(?:runs?|data|datasets?|tables?|rows?|models?|results?|files?|conversations?|scores?)\b
        \b(?:runs?|data|datasets?|tables?|models?|results?|files?|conversations?) (?:of|from|for|by|belonging to) (?:the |an? |my )?(?:other|another|different) \w* ?(?:customers?|clients?|tenants?|users?|accounts?|people|company|companies|team)\b
        \b(?:runs?|data|datasets?|tables?|models?|results?|files?|conversations?) (?:of|from|by) (?:someone|somebody|everyone|all users|all accounts)\b
        \btenants?\b|\bother people'?s\b|\b(?:someone|somebody|everyone|everybody) else'?s\b|\bmultiple accounts\b
        \b(?:colleague|coworker|co-worker|neighbou?r|competitor|someone|somebody|anyone)(?:'s|s'|s) (?:account|runs?|data|datasets?|models?|tables?|files?|results?)\b
        \bbelong(?:s|ing)? to (?:my |an?|the )?(?:other|another|colleague|someone|somebody|coworker|different)
        \b(?:which|what|how many|list|show|who) (?:the |all |me )*(?:other )?(?:users|accounts|customers) (?:use|have|are|on|of) (?:this|the|your) (?:server|service|system|product)
    """,
    "machine": r"""
        /etc/|\brm -rf?\b|\bdrop table\b|\bselect \* from\b|<script|\bcat /|\bsql injection\b|\bhack(?:ing)?\b
        \b(?:os\.|subprocess|__import__|eval\(|exec\(|import os|sudo |curl |wget |chmod )
        \b(?:run|execute|eval) (?:this|the following|my|some|a|an|these)? ?(?:shell |bash |python |sql |system )?(?:code|commands?|scripts?|query|queries|snippet)
        \b(?:delete|remove|erase|wipe|destroy|shut ?down|kill|restart) (?:all |every |the |my |your |this )*(?:runs?|datasets?|data|databases?|tables?|servers?|services?|files?|accounts?|users?|everything)\b
        \b(?:read|open|list|show|print|dump|download|write) (?:me )?(?:the |a |all |your |any )*(?:files?|folders?|directory|directories|source code|database|log files?|logs|file system|disk)\b
        \byour (?:source )?code\b
    """,
    "false_claim": r"""
        \b(?:say|tell|claim|pretend|state|write|confirm|report|assure|convince|lie)\b(?! me (?:if|whether|why|how|what))[\w ,]*\b(?:is|are|has|have|was|be|with|reaches)\b[\w ,.]*(?:\b(?:100|99(?:\.\d+)?) ?(?:%|percent)|\bperfect(?:ly)?\b|\bflawless\b|\b(?:no|zero|never) (?:errors?|mistakes?)\b)
        \b(?:make up|invent|fake|fabricate|falsify|fudge) (?:a |an |the |some )?(?:number|score|result|figure|accuracy|value|metric)
    """,
}  # fmt: skip
_COMPILED: dict[Refused, re.Pattern[str]] = {
    reason: re.compile("|".join(line.strip() for line in lines.strip().splitlines()))
    for reason, lines in _RULES.items()
}


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
    return " ".join(text.lower().replace("’", "'").split())
