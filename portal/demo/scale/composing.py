"""Compose believable names, titles and texts from the phrase lists, by a seeded random source."""

import random
from dataclasses import dataclass

from portal.demo.scale.words import Words


@dataclass(frozen=True)
class Writer:
    """Names, titles and texts. Two writers with one seed write the same."""

    source: random.Random
    words: Words

    def name(self) -> str:
        """Return an invented proper name such as ``Brindelcroft``: about 43,000 are possible."""
        choose = self.source.choice
        return choose(self.words.starts) + choose(self.words.middles) + choose(self.words.ends)

    def title(self, topic: str, *, level: str, place: str, project: str) -> str:
        """Return a title of one of the forms in which providers write."""
        choose = self.source.choice
        text = choose(self.words.forms).format(
            topic=topic,
            level=level,
            kind=choose(self.words.kinds),
            whom=choose(self.words.for_whom),
            place=place,
            project=project,
        )
        return text[0].upper() + text[1:]

    def sentences(self, phrases: list[str], count: int, *, topic: str, project: str) -> str:
        """Return a few different sentences about a topic."""
        chosen = self.source.sample(phrases, count)
        return " ".join(chosen).format(
            topic=topic.lower(),
            project=project,
            count=self.source.randrange(6, 22),
            floor=self.source.choice(self.words.floors),
        )

    def texts(self, topic: str, *, project: str) -> dict[str, str]:
        """Return the course's texts by field, about 120 words in all."""
        counts = (
            ("who_this_course_is_for", self.words.who, 3),
            ("what_you_will_learn", self.words.learn, 6),
            ("how_you_will_learn", self.words.how, 2),
            ("what_you_will_need_to_bring", self.words.bring, 1),
            ("how_you_will_be_assessed", self.words.assessed, 1),
            ("where_next", self.words.next, 2),
        )
        return {
            field: self.sentences(phrases, count, topic=topic, project=project)
            for field, phrases, count in counts
        }
