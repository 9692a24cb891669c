from cashkit.teaching.catalogue import exercises, load, stages
from cashkit.teaching.check import check
from cashkit.teaching.glossary import glossary, term, terms_met
from cashkit.teaching.progress import progress
from cashkit.teaching.quiz import quiz
from cashkit.teaching.story import story_of

__all__ = ["check", "exercises", "glossary", "load", "progress", "quiz", "stages", "story_of", "term", "terms_met"]
