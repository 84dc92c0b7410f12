"""Short written answers, found by likeness to the question: what a knowledgeable colleague would say.

A file a topic, ``TOPIC.txt``, written by hand. Entries are separated by an empty line; a line that begins with ``#``
is a remark. An entry is two to eight lines that begin with ``?``, each a different way in which people ask it, and
then its answer in plain sentences, on one line or on several::

    ? Do gradient boosted trees have a batch size?
    ? where do i set batch size in xgboost
    ? batch size for lightgbm
    No: each tree of boosting is fitted on all rows, or on a sample of them. The nearest relative is `subsample`, the
    share of the rows that each tree sees. A batch size belongs to networks and other models that learn by gradient
    steps.

What an answer keeps to:

- The first sentence answers the very question in at most 40 words and stands alone: it names its subject, so that it is
  right before a neighboring question too. (After a bare *yes*, *no* or *because* it would not be, so such a note needs
  more certainty.) Then why, causes, what to do. 50 to 110 words are the aim, 15 to 110 the law.
- It is true for every run: it says nothing of the run at hand, whose numbers follow it.
- No digits, but in code spans and in names such as L1, F1 or XGBoost: write *a tenth*, *five or ten*, *twice*. A number
  from the literature is the name of an ``EvidenceFact`` of ``assistant/evidence/literature*.py`` in braces:
  ``{RANDOM_DRAWS}`` becomes its value as a citation, ``{BATCH_NOISE:only with the square root}`` these words.
- Phrasings are short (up to twenty-five words), in different words: some in the language of the field, some in that of
  somebody who lacks it. No phrasing stands twice, in whichever file.
- Where the topic's own text is the right answer, as to its broadest question, ``= the topic's own answer`` stands in
  place of one: then no other note answers by mistake.
- Two entries of a topic are two questions: what would be answered alike is one entry.

``note`` reads the files, ``likeness`` finds what is like a question, ``placing`` puts it into the answer.
"""
