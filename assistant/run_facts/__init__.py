"""What a record holds, told where a question names it, whichever topic the question belongs to.

A topic tells of the run what most questions of its kind need. People ask for one thing more: how far the trials lie
apart, when the best one came, who was second. Each of these is a ``RunFact``: the words that ask for it, and a function
that tells it from the record. A new one is a function and its words, in the file of its subject.

``asked_for`` finds them and puts them into an answer, where they say more than it says already.
"""
