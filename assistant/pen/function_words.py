"""Words that carry a sentence and claim nothing by themselves; and words that deny."""

_FUNCTION = """
a about according all also although am an and another any are as at be because been before being both but by can
could did do does doing done during each either else every for from get gets given goes had has have having he
here how however i if in into is it its itself just like made make makes may me might my of off on once one only
or other our out own per rather really same she should since so some still such than that the their them then
there therefore these they this those though through thus to together too toward until us use used uses using very
was we were what when where whether which while who whose why will with within would yet you your
"""
FUNCTION_WORDS = frozenset(_FUNCTION.split())

_DENIALS = "not no never nor neither none nothing nobody without cannot hardly barely scarcely fails failed lack lacks"
DENIALS = frozenset(_DENIALS.split())


def denies(word: str) -> bool:
    """Whether a word in lower case denies what comes after it.

    Examples
    --------
    >>> denies("doesn't"), denies("note")
    (True, False)
    """
    return word in DENIALS or word.endswith("n't")
