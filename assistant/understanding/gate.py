"""The gate before everything else: what is refused by rule, whatever else the question says."""

import re
from collections.abc import Iterable, Mapping
from typing import Literal

Refused = Literal["secrets", "instructions", "others", "machine", "false_claim"]

# Words that several rules share; <name> in a rule stands for them.
_WORDS = {
    "things": r"(?:runs?|data|datasets?|tables?|rows?|models?|results?|files?|conversations?|scores?|uploads?|account)",
    "people": r"(?:customer|client|tenant|user|account|owner|person|people|company|companies|team)(?:s|'s|s')?",
    "others": r"(?:other|another|different|someone else|somebody else|everybody|everyone)",
    "colleague": r"(?:colleague|coworker|co-worker|neighbou?r|competitor|someone|somebody|anyone)",
    "all_the": r"(?:all |any |every |the |a |my |your |this |these |that |previous |prior |above |earlier |me |of )*",
    "perfect": r"(?:(?:100|99(?:\.\d+)?) ?(?:%|percent)|(?:perfect(?:ly)?|flawless)\b)",
    "code": r"(?:code|commands?|scripts?|query|queries|snippet)",
    "asked_to": r"(?:^|[.!?;,:>*\"'-] ?|\b(?:please|pls|and|then|now|just|can you|could you|would you|will you|"
    r"you must|you should|you shall|you need to|to|kindly|instead|instructions|first) )",
}
# One pattern a line, over the question in lower case.
_RULES: Mapping[Refused, str] = {
    "secrets": r"""
        \b(?:api|secret|private|access|auth|bearer|ssh|encryption|master)[ _-]?(?:keys?|tokens?)\b
        \bpasswords?\b|\bpasswd\b|\bcredentials?\b|\bauthorization header\b|\bsession cookies?\b
        \b(?:your|the|all|any|dump|print|echo|show|list|reveal|me) (?:\w+ )?env(?:ironment)? var(?:iable)?s?\b
        \bprintenv\b|(?<!\w)\.env\b|\bplaintune_\w+
        \b(?:print|show|reveal|give|tell|leak|list|dump)[\w ]* secrets?\b
        \bconnection string\b|\bdatabase url\b
    """,
    "instructions": r"""
        \b(?:system|hidden|initial|original|developer|secret) (?:prompt|instructions?|message)
        \byour (?:prompt|instructions|guidelines)\b
        \b(?:ignore|forget|disregard|override|bypass|skip) <all_the>(?:instructions?|rules?|prompts?|requests?)
        \bforget (?:everything|all) (?:you|i|that|above|before)\b|\bpretend (?:to be|you|that you)|\byou are now\b
        <asked_to>act as (?:a|an|my) (?!teacher|tutor|professor|colleague|data scientist)|\brole ?play
        \bjail ?break|\bdeveloper mode|\bdo anything now\b|\breturn code in the following
        \brepeat (?:the|everything) (?:words |text )?above|\bwithout (?:any )?(?:restrictions|limits|filters)\b
    """,
    "others": r"""
        \b<others>(?: the)? <people>\b[\w' ]*\b<things>\b
        \b<things> (?:of|from|for|by|belonging to) (?:the |an? |my )?(?:other|another|different) \w* ?<people>\b
        \b<things> (?:of|from|by) (?:someone|somebody|everyone|all users|all accounts)\b
        \b<things> (?:of|from|by|for) (?:tenant|user|account) \S+(?<!s)\b
        \bother people'?s\b|\b(?:someone|somebody|everyone|everybody) else'?s\b
        \b<colleague>(?:'s|s'|s) (?:\w+ )?<things>\b
        \bbelong(?:s|ing)? to (?:my |an?|the )?(?:other|another|different|<colleague>)
        \bwho else\b|\bother (?:users|accounts|customers|tenants|people)\b|\b(?:other|another|all|every) tenants?\b
    """,
    "machine": r"""
        /etc/|\brm -rf?\b|\bdrop table\b|\bselect \* from\b|<script|\bcat /|\bsql injection\b
        (?<!p-)(?<!p )\bhack(?:ing)?\b
        \b(?:os\.|subprocess|__import__|eval\(|exec\(|import os|sudo |curl |wget |chmod )
        \b(?:run|execute|eval) (?:this|the following|my|some|an?|these)? ?(?:shell |bash |python |sql )?<code>
        <asked_to>(?:delete|remove|erase|wipe|destroy|kill) <all_the>(?:other )?(?:<things>|conversations?)\b
        <asked_to>(?:delete|erase|wipe|destroy|kill) <all_the>(?:\w+ ){0,2}(?:trials?|charts?|history|leaderboard)\b
        \b(?:delete|remove|erase|wipe|destroy|kill|drop) <all_the>(?:databases?|servers?|services?|users?|accounts?)\b
        \b(?:shut ?down|restart) <all_the>(?:server|service|system|machine|everything)\b
        \b(?:read|open|list|show|print|dump|write) <all_the>(?:files?|folders?|directory|source code|database)\b
        \b(?:read|open|list|show|print|dump) <all_the>(?:log files?|logs|file system|disk)\b
        \byour (?:source )?code\b
    """,
    "false_claim": r"""
        \b(?:say|claim|pretend|state|write|confirm|assure|lie) (?!if|whether|why)[\w ,]*\b<perfect>
        \btell (?!me (?:if|whether|why|how|what))[\w ,]*\b<perfect>
        \b(?:make up|invent|fake|fabricate|falsify|fudge) (?!for\b)<all_the>(?:\w+ ){0,2}
        ...(?:numbers?|scores?|results?|figures?|metrics?|evidence|proofs?|importances?)\b
        \b(?:say|claim|state|write|report|pretend)\b.*\b(?:even (?:if|though)|although) (?:it|they|this|that)
        ... (?:is|are) not\b
        \b(?:lie|lying) (?:to|about)\b|\bmake (?:it|the (?:score|result|model|number)s?) look (?:better|higher|good)
    """,
}
# What a question about modeling says: it takes a rule back, for the rule meant access and not learning.
_TAKEN_BACK: Mapping[Refused, str] = {
    "secrets": r"""
        \b(?:columns?|features?|fields?|variables?|predictors?|labels?|class(?:es)?|named|called) [\"'`(\[]*(?:\w+[_ ])?
        ...(?:passwords?|passwd|api[ _-]?keys?|tokens?|credentials?|access[ _-]?tokens?)
        (?:passwords?|passwd|api[ _-]?keys?|tokens?|credentials?)(?:_\w+)?[\"'`)\]]* (?:columns?|features?|fields?)
        (?:passwords?|passwd)[ _](?:length|strength|age|changes?|resets?|attempts?)
    """,
    "others": r"""
        \bmine\b|\bgenerali[sz]|\b(?:work|works|working|hold|holds|transfer|transfers|apply|applies|applied|perform|performs)\b
        \b(?:predict|predicts|predicting|predictions?|scoring) (?:for|on)\b|\b(?:trained|training|tested|learned) on\b
        \b(?:split|folds?|leak\w*|overfit\w*|drift|similar|unseen|same (?:customer|person|patient|user)s?)\b
    """,
    "machine": r"""
        \b(?:should|can|may|do|if|when|before|after|had) (?:i|we|one|you had)\b|\b(?:would|does|will) it\b
        \b(?:better|help|helps|need|have|how|want|ok|okay|allowed|safe) to\b|\b(?:delete|remov|eras|dropp)ing\b
    """,
    "false_claim": r"""
        \b(?:is|does) (?:it|this|that)\b|\bshould i\b|\bmeans?\b|\bsuspicious|\btoo good\b|\blegit
        \bleak|\bbug\b|\breal\b
    """,
}


def _compiled(lines: str) -> re.Pattern[str]:
    whole = re.sub(r"\n\s*\.\.\.", "", lines.strip())
    pattern = "|".join(line.strip() for line in whole.splitlines())
    for _ in range(2):  # words are made of words
        pattern = re.sub(r"<(\w+)>", lambda match: _WORDS.get(match.group(1), match.group(0)), pattern)
    return re.compile(pattern)


_COMPILED = {reason: _compiled(lines) for reason, lines in _RULES.items()}
_EXCEPTIONS = {reason: _compiled(lines) for reason, lines in _TAKEN_BACK.items()}


def refused_as(question: str, names_of_the_run: Iterable[str] = ()) -> Refused | None:
    """Return why a question is refused by rule, or None.

    Parameters
    ----------
    question : str
        As it was typed.
    names_of_the_run : iterable of str
        Column and class names: data, and no request. A column that is called ``password`` may be asked about; a
        name of several words only in quotes, for it may read like an order.
    """
    text = _one_spelling(question)
    if _reason(text) is None:
        return None
    for name in names_of_the_run:
        spelled = _one_spelling(name)
        if len(spelled) > 1 and spelled in text:
            text = _without_name(text, spelled)
    return _reason(text)


def _without_name(text: str, name: str) -> str:
    if re.fullmatch(r"\w+", name):
        return re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", "a column", text)
    for mark in "\"'`":
        text = text.replace(f"{mark}{name}{mark}", "a column")
    return text


def _reason(text: str) -> Refused | None:
    found = (reason for reason, pattern in _COMPILED.items() if pattern.search(text))
    return next((reason for reason in found if not _is_taken_back(reason, text)), None)


def _is_taken_back(reason: Refused, text: str) -> bool:
    exception = _EXCEPTIONS.get(reason)
    return exception is not None and exception.search(text) is not None


def _one_spelling(text: str) -> str:
    return " ".join(text.lower().replace("\N{RIGHT SINGLE QUOTATION MARK}", "'").split())
