"""Every threshold for questions that is not fitted: what is compared, and where the line is.

The fitted numbers are in `calibration.json`. Weights and shares lie between 0 and 1.
"""

from __future__ import annotations

# Of words:
CORRECTED_TRUST = 0.85  # of a corrected word, beside one that was typed as it stands
OTHER_LANGUAGE_TRUST = 0.9  # of a word that only another language than the question's knows
MOST_WEIGHT_OF_A_SHADE = 0.35  # of a word that only shades a question ("still", "exactly")
SHORTEST_CORRECTED = 3  # letters a word must have to be corrected

# Of names:
LONGEST_NAME = 24  # words of a question that are looked up as one name
MOST_TORN = 6  # words that may have been one, or fewer
SHORTEST_JOINED = 3  # letters above which words run together are looked up
ALIGNED_NAMES = 25  # names near a misspelt one that are aligned with it word by word
MOST_WORDS_APART = 2  # by which a misspelt name may be longer or shorter than the name
MOST_EDITS = 3  # one name may hold
MOST_LETTERS_APART = 6  # by which a misspelt name may be off, optional words included
FEW_HOLDERS = 5  # names that may share a word for that word to stand for one of them
SHORTEST_PART = 4  # letters such a word must have, unless it is written like a name
NEAR_NAME = 0.2  # edits a letter within which a misspelt name counts as known
MOST_MENTIONS = 12  # ranked in one question, the longest first
MOST_BEARERS = 40  # of one name that are ranked
NAMESAKES = 3  # bearers of a second name that are looked for in a statement

# Of phrases, how much of them is in the question (their coverage):
EXPLAINED_COVERAGE = 0.6  # above which the words of a phrase count as explained
WHOLE_COVERAGE = 0.8  # above which a phrase is said in full, one edit apart
EXACT_COVERAGE = 0.99  # above which every word of it was said
HALF_MASS = 0.35  # the telling mass at which a phrase is worth half
LEXICON_SHARE = 0.8  # what a phrase of the lexicon is worth beside a relation's own

# Of claims:
ASSERTED_COVERAGE = 0.6  # of a phrase, from which on a claim states its relation
ASSERTED_MASS = 0.2  # how much the words of it must say
RIGHT_VERDICTS = (
    0.97  # share of the verdicts on the claims that were developed on that were right: their score
)
SLIGHTEST_LEFT = 0.6  # the weight of unexplained words beyond which a claim says more than the fact

# Of things that are described and not named:
DESCRIBED = 0.9  # how sure that is
MOST_DESCRIBED = 12  # things that are tried

# Of matches, and what features count:
NO_MATCH = 0.05  # below which a phrase says nothing
RIVAL_LEAD = 0.1  # by which another relation is asked for better
CLEAR_LEAD = 0.05  # by which a relation that the entity lacks is clearly what was asked for
FAR_LEAD = 0.25  # the same, where only the noun of the answer's kind asks for what is had
ALONE_MATCH = 0.3  # from which on a relation may be asked for without a name
MOST_MASS = 2.5  # beyond which more says nothing more
MOST_ABSENT = 0.5  # the same for the lead of a relation that the entity lacks
MOST_LEFT = 4.0  # the same for the weight of unexplained words
ASKS_ELSE = 3.0  # what a noun counts that asks for another relation of a curated base, or for another measure
DATED = 0.6  # what a fact with a date is worth to who asks for one, beside a fact that is one
SHORT_NAME = 4  # letters of a name that says little

# Of plans, by which several facts make one answer:
MOST_ROWS = 20_000  # rows one plan reads
MOST_CITED = 60  # facts that one answer cites, those of what it was compared with included
WIDEST_STEP = 400  # members of a step from which a further one may lead
TOLD_MEMBERS = 2_000  # members of which is read what the base says they are
MOST_READINGS = 4_000  # ways to read a question that are compared
MOST_TELLING = 0.4  # the weight of unexplained words beyond which a plan is not answered
HALF_SAID = 0.4  # how much of its label names a measure
LONGEST_DESCRIPTION = 4  # words of a text that describes a thing ("a strategic city"), and tells no story
STEP_COST = 0.05  # what every step counts: of two readings the shorter one
OTHER_NOUN = 0.5  # what it counts that the answer is not said to be what the question asks for
PLANNED_ONLY = (
    0.1  # what it counts that all that is counted is only planned, and nothing planned is asked for
)
LOOSE_STEP = 0.3  # what a step counts that no word asks for

# Of steps that are taken, and of answers:
UNEXPLAINED = 0.3  # the weight of unexplained words above which the costlier steps are taken
FACTS_READ = 100  # facts one question reads, the likeliest candidates first
FACTS_EACH = 40  # of which one candidate takes at most these
ONE_SUBJECT = 1_000  # facts up to which a base is taken to be about one thing, so that it may stay unnamed
FEW_FACTS = 30  # a relation may have to be asked for without a name
EQUAL_SCORE = 0.05  # candidates of one name whose scores lie within this answer together
TIED_SCORE = 1e-6  # candidates nearer than this are a choice, not an answer
BESIDE_FACTS = 40  # of an entity that a constraint is held against, in each direction
LINKED_PLACES = 6  # answers, and places a thing lies in, that are followed one step further
MOST_CHECKED = 40  # candidates of a question whose constraints are checked
MOST_WORDS_CHECKED = 40  # unexplained words of a question beyond which none is checked
ROUNDING = 1e-9  # sums of weights nearer than this are the same
WIDEST_LEAD = 4.0  # of a score over the next one, beyond which it says nothing more
CARD_FACTS = 60  # a card may hold in each direction
MOST_SUGGESTIONS = 5
TRACED = 8  # candidates that are kept for --explain

# Of the sentences closest to a question that is not answered:
MOST_CLOSEST = 5
CLOSEST_READ = 20  # facts that are read for them
LEAST_CLOSE = 0.1  # the share of a question that a sentence must hold
HELD_BY_NAME = (
    0.9  # what a word is worth that stands in a name of the fact only, not in its statement or span
)
HELD_BY_RELATION = 0.8  # the same, in the label of its relation
HELD_BY_LEXICON = 0.8  # the same, if it asks for its relation in other words
HELD_BY_SENTENCE = 0.5  # the same, if it stands elsewhere in the sentence
OF_QUESTION_WORD = 0.3  # what a significant question word is worth beside other words ("how tall")
RANK_SHARE = 0.33  # of the score that comes from BM25
KIND_LEAD = 0.15  # by which a fact is better that gives the kind of answer asked for
