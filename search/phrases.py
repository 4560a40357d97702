"""Phrases that say a filter, and look-alikes that are the subject itself.

Only words that are safe to take away from the words to match stand here. The longest phrase at a
position wins, so "open evening" (kept) hides "evening" (a filter).
"""

from collections.abc import Mapping
from typing import NamedTuple


class FilterValue(NamedTuple):
    """A search parameter and its value, as interfaces name them: ``("when", "evening")``."""

    name: str
    value: str


# Parameter, value(s): phrases. Several values of one line are alternatives.
FILTER_PHRASES = """
when evening: evening; evenings; night class; night classes; night school; after work; at night
when evening: nights; weeknights; week nights; after 5pm; after 6pm; after 6; evenings only
when weekend: not weekdays; not in the week; not during the week
when day,weekend,school-hours,any-time: not evening; not evenings; no evenings; no evening
when day,weekend,school-hours,any-time: not in the evening; not in the evenings; not nights
when day,weekend,school-hours,any-time: no nights; not at night
when day,evening,school-hours,day-release,any-time: not weekend; not weekends; no weekends
when day,evening,school-hours,day-release,any-time: not at weekends; not at the weekend
when weekend: weekend; weekends; saturday; saturdays; sunday; sundays
when day: daytime; day time; in the day; during the day; mornings; afternoons
when day: morning; afternoon; in the morning; in the afternoon
when school-hours: around school hours; around school; while kids are at school; school run
when school-hours: while the children are at school; during school hours; school hours only
when school-hours: school hours; school time; term time; while the kids are at school
when school-hours: while children are at school; while my kids are at school; school day
when day-release: day release; block release
when any-time: any time; anytime; own pace; at your own pace; at my own pace; at own pace
how online: online; on line; distance learning; distance course; distance courses; remotely
how online: remote learning; remote course; remote courses; from home; study from home
how online: learn from home; learning from home; study at home; learn at home; work from home
how online: working from home; elearning; e learning
how online: virtual; virtually; on zoom; via zoom; over zoom; webinar; webinars; on the internet
how in-person,blended,at-work: not online; no online; not on line; offline; not virtual
how in-person,blended,at-work: not distance learning; not remote; not on zoom
how in-person: in person; face to face; classroom based; in a classroom
how blended: blended; blended learning; hybrid learning; hybrid course; hybrid courses
how at-work: work based learning; on the job training; at my workplace; while i work
study part-time: part time; parttime
study full-time: full time; fulltime
study part-time,flexible: not full time; not fulltime; no full time
study full-time,flexible: not part time; not parttime; no part time
cost free: 4 free; cant afford to pay; cannot afford to pay; cant afford it; no money; for 0
cost free: dont have to pay; dont want to pay; no charge; without cost; totally free; zero cost
cost free: free; for free; free of charge; no cost; no fee; no fees; fully funded
cost free: government funded; govt funded; without paying; for nothing
starts soon: soon; starting soon; starts soon; start soon; starting now; start now
starts soon: immediate start; asap; straight away; right away; this week; next week
starts flexible: rolling start; flexible start; start any time; start anytime; starts any time
starts flexible: starts anytime; any start date; roll on roll off
length day: one day; 1 day; half day; half a day
length week: one week; 1 week; week long
needs childcare: creche; creches; with creche; with a creche; with childcare; free childcare
needs childcare: with child care; childcare provided; childcare available; childcare on site
needs childcare: free creche; creche available; creche provided
needs women-only: women only; woman only; womens only; ladies only; female only; females only
needs women-only: for women only; only for women; only women; just for women; women s only
needs women-only: for ladies only; ladies classes; womens classes; womens class
needs step-free: step free; step free access; wheelchair access; wheelchair accessible
needs step-free: wheelchair friendly; disabled access; no steps; no stairs
needs no-test: no test; no tests; without a test; without test; without tests; no entry test
needs no-test: no entry tests; no assessment test
needs small-group: small group; small groups; small class; small classes
needs laptop-lent: laptop lent; laptop loan; laptop provided; free laptop; borrow a laptop
needs laptop-lent: lend a laptop; with laptop; with a laptop
needs travel-paid: travel paid; travel costs paid; bus fare paid; bus fares paid; travel expenses
needs travel-paid: help with travel; help with bus fares; travel costs
needs quiet-space: quiet space; quiet room
needs guaranteed-interview: guaranteed interview; guaranteed job interview; interview guaranteed
needs guaranteed-interview: guaranteed interviews; with an interview; with interview
needs start-small: taster; tasters; taster day; taster days; taster session; taster sessions
needs start-small: taster course; taster courses
age 16-17: im 16; im 17; i am 16; i am 17; 16yo; 17yo; age of 16; age of 17; aged 16 to 18
age 18-24: im 18; im 19; im 20; im 21; im 22; im 23; im 24; i am 18; i am 19; i am 20; i am 21
age 18-24: i am 22; i am 23; i am 24; aged 18; aged 19; aged 20; aged 21
age 16-17: 16 year old; 16 year olds; 17 year old; 17 year olds; under 18; under 18s; age 16
age 16-17: age 17; aged 16; aged 17; 16 to 17; 16 17; 16 to 18; 16 18
age 18-24: 18 to 24; 18 24; aged 18 to 24; age 18 to 24
age 25: over 25; over 25s; aged 25
"""

# Whole phrases that hold a word of the table above (or a kind, a month, a place) and mean
# themselves.
KEPT_PHRASES = """
evening standard; open evening; open evenings; evening wear; evening dress; evening primrose
after work club; weekend break; weekend breaks; saturday job; saturday jobs; sunday school
sunday lunch; sunday times; daytime television; school day trips; term time only
afternoon tea; afternoon teas; e learning design; elearning design; e learning developer
online marketing; online safety; online shop; online shops; online shopping; online retail
online business; online selling; online security; online advertising; online content
online banking; online safeguarding; online gaming; online games; online tutor; online tutoring
online teaching; online trading; online form; online forms
hybrid vehicle; hybrid vehicles; hybrid car; hybrid cars
gluten free; dairy free; nut free; wheat free; sugar free; fat free; smoke free; drug free
alcohol free; carbon free; plastic free; lead free; tax free; hands free; stress free; pain free
care free; debt free; rent free; free range; free from; free running; free weights
free school; free schools; free school meals; free motion; free hand; free courses for jobs
free trade; free time; free speech; one day at a time
creche worker; creche workers; creche assistant; creche staff; creche manager; creche jobs
job search; job searching; job hunting; job interview; job interviews; job centre; job center
job coach; job coaches; job club; job clubs; job skills; job application; job applications
job description; job ready; job seeker; job seekers; job share; job carving; steve jobs
job evaluation; job analysis; job costing; office job; office jobs; jobs club; jobs coach
green job; green jobs
jobs fair; jobs fairs; job fair; job fairs; careers fair; careers fairs; career fair; career fairs
recruitment fair; recruitment fairs; apprenticeship fair; apprenticeship fairs; apprenticeships fair
careers event; careers events; careers day; open day; open days; jobs event; jobs events
golf course; race course; crash course; crash courses; of course; course leader; course tutor
assault course; main course; main courses; damp course; damp proof course; course design
course work; first class; world class; business class; working class; middle class
one day a week; day case; day care; day centre; day nursery; day surgery
near miss; near misses; near field; part time job agency; apprentice mentor; apprenticeship levy
apprenticeship assessor; apprenticeship coach; event management; events management; event manager
events manager; event planning; event planner; events planning; event stewarding; event steward
event security; events assistant; event catering; event coordinator; live events; sound for events
event support; event staff; events industry; women only hostel; small group work
small group teaching; travel and tourism; quiet room design; soon to be; classroom assistant
no cost to employers; half day closing; level crossing; level crossings; school time table
to get a job; can get a job; could get a job; get me a job; so i can get a job; into a job
help get a job; helps get a job; so i get a job; get back to work; before a job; find me a job
weekend carer; weekend carers; weekend care; weekend job; weekend jobs; weekend work; sunday league
evening carer; evening job; evening jobs; evening work; job offer; night care; night carer
spirit level; spirit levels; sea level; water level; entry level job; entry level jobs
free from; free lance; free runner; free standing; free diving; free flow; free thinking
sugar free baking; level playing field; jobs board; of course; may day; march for; hope for
work full time; working full time; work fulltime; working fulltime; work part time
working part time; work parttime; work nights; working nights; work shifts; working shifts
reading and writing; march hare; may contain; sports day; any time fitness
"""

# Kinds whose words stay in the words to match: the phrase is also the name of the thing.
EVENT_PHRASES = """
jobs fair; jobs fairs; job fair; job fairs; careers fair; careers fairs; career fair; career fairs
recruitment fair; recruitment fairs; apprenticeship fair; apprenticeship fairs; apprenticeships fair
careers event; careers events; careers day; open day; open days; open evening; open evenings
jobs event; jobs events
"""

KIND_WORDS = {
    "course": "course",
    "courses": "course",
    "classes": "course",
    "apprenticeship": "apprenticeship",
    "apprenticeships": "apprenticeship",
    "apprentice": "apprenticeship",
    "apprentices": "apprenticeship",
    "job": "job",
    "jobs": "job",
    "vacancy": "job",
    "vacancies": "job",
    "event": "event",
    "events": "event",
}
# "Class" at the end names a kind ("yoga class"), unless one of these stands before it.
NOT_BEFORE_CLASS = frozenset({"first", "second", "third", "world", "business", "working", "middle"})

# --- English for speakers of other languages ----------------------------------------------------

ESOL_PHRASES = """
esol; esl; efl; english for speakers of other languages; english as a second language
english as an additional language; english as a foreign language; english for foreigners
english class; english classes; english lesson; english lessons; english language class
english language classes; english language lessons; english language course
english language courses; learn english; learning english; learn to speak english
speak english; speaking english; spoken english; english speaking
my english; improve my english; improve english; help my english; help with english
help with my english; better english; practise english; practice english; practise my english
english help; speak better english; read english; write english; english for work; english level
understand english; english skills for work; english speaking classes; talk english; english lang
 basic english; english from scratch; study english
english language for beginners; teach me english; help me english; english bad; english is bad
english very bad; english is very bad; bad english; poor english; english not good
english is not good; english not very good; english is not very good; english for my job
english for job; english for jobs; english for a job; english for the workplace; english at work
for better english; more better english; practise speaking english; practice speaking english
"""
ESOL_BEGINNER_PHRASES = """
english for beginners; beginner english; beginners english; english beginner; english beginners
english for complete beginners; english for a beginner; starting english; start english
"""
BEGINNER_WORDS = frozenset({"beginner", "beginners", "starter", "starters"})
BEGINNER_LEVELS = ("pre-entry", "entry-1")
# With one of these, English is the subject of a school exam, or something to teach.
NOT_ESOL_WORDS = frozenset(
    """gcse gcses functional literature literacy igcse alevel teacher teachers teaching teach tutor
    tutors trainer trainers tefl celta tesol delta assessor degree""".split()
)
# Levels of the Common European Framework and ours.
CEFR_LEVELS = {"a1": "entry-1", "a2": "entry-2", "b1": "entry-3", "b2": "level-1", "c1": "level-2"}
ESOL_LEVELS = frozenset({"pre-entry", "entry-1", "entry-2", "entry-3", "level-1", "level-2"})
# "German B1" is a level of German, and neither of English nor a postcode.
OTHER_LANGUAGES = frozenset(
    """french german spanish italian polish portuguese dutch russian chinese mandarin japanese
    korean arabic urdu panjabi punjabi bengali turkish greek latin welsh romanian ukrainian bsl
    sign language languages""".split()
)

# --- Levels ---------------------------------------------------------------------------------------

NUMBERS = {
    **{str(number): number for number in range(1, 8)},
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
}
LEVEL_WORDS = frozenset({"level", "levels", "lvl", "lev"})
# Words that keep their place while the number behind them becomes a level: "NVQ 2".
NVQ_WORDS = frozenset({"nvq", "nvqs", "vrq", "svq", "qcf", "rqf"})
ENTRY_SUBJECTS = frozenset(
    "maths math mathematics numeracy english esol literacy ict computing functional skills".split()
)

# --- Months ---------------------------------------------------------------------------------------

MONTHS = {
    "january": 1, "jan": 1, "february": 2, "feb": 2, "march": 3, "april": 4, "apr": 4, "may": 5,
    "june": 6, "jun": 6, "july": 7, "jul": 7, "august": 8, "aug": 8, "september": 9, "sept": 9,
    "sep": 9, "october": 10, "oct": 10, "november": 11, "nov": 11, "december": 12, "dec": 12,
}  # fmt: skip
# What people call the beginning of a term; 0 is the next, whichever it is.
TERM_PHRASES: Mapping[tuple[str, ...], int] = {
    tuple(phrase.split()): number
    for number, phrases in (
        (0, ("next term", "the next term", "next intake", "the next intake")),
        (1, ("after christmas", "after xmas", "after the christmas holidays", "new year",
             "after new year", "in the new year", "spring term", "after the new year")),
        (4, ("after easter", "summer term", "after the easter holidays")),
        (9, ("after summer", "after the summer", "after the summer holidays", "autumn term",
             "next academic year", "new academic year", "next school year")),
    )
    for phrase in phrases
}  # fmt: skip
# Months that are also verbs need a word or a year beside them: "in May", "March 2027".
VERB_MONTHS = frozenset({"may", "march"})
START_WORDS = frozenset(
    "in from starting start starts begin begins beginning this next during early late mid".split()
)

# --- Places ---------------------------------------------------------------------------------------

PLACE_WORDS = frozenset({"in", "near", "nr", "around", "at", "nearby", "round"})
PLACE_PHRASES = (("near", "to"), ("close", "to"), ("next", "to"))
NEAR_ME_PHRASES = """
near me; nearby; near here; near by; around me; around here; close to me; close to home; near home
in my area; in my local area; near my home; near my house; close by; near where i live
"""
INSTITUTIONS = frozenset(
    "college university uni academy council hospital hospitals institute villa albion".split()
)
BEFORE_INSTITUTION_PLACE = frozenset({"college", "university", "institute", "hospital"})
# Codes of trades and sciences with the shape of an outward code: pesticide certificates PA1 to
# PA6, protection class IP54, driving licence categories B1 and B96, vitamins B6 and B12.
NOT_OUTWARD_CODES = frozenset({"pa1", "pa2", "pa4", "pa6", "ip44", "ip54", "ip65", "ip67"})
BEFORE_A_CODE = frozenset("vitamin category cat class unit module grade licence license".split())
AFTER_A_CODE = frozenset("licence license injection injections driving".split())
# Post towns elsewhere that are words first.
WORDS_LIKE_TOWNS = frozenset({"reading", "bath", "newport", "perth", "sutton"})
# Names of places that are words first. Behind another word some are places ("welding Rugby").
WORDS_LIKE_PLACES = frozenset(
    """reading bath sale wells hope rugby stone battle lea ash street beer eye ware barking hook
    ford bury deal hay march wash cheddar mold crook settle yarm bat sandwich""".split()
)
NEVER_BARE_PLACES = frozenset(
    "reading bath sale wells hope battle street beer eye barking deal march wash settle".split()
)

EDGE_FILLERS = frozenset("nr in on at of for with and or to near by from the around".split())


def _phrases(text: str) -> list[tuple[str, ...]]:
    return [
        tuple(phrase.split()) for line in text.strip().splitlines() for phrase in line.split(";")
    ]


def _filter_phrases() -> Mapping[tuple[str, ...], tuple[FilterValue, ...]]:
    table: dict[tuple[str, ...], tuple[FilterValue, ...]] = {}
    for line in FILTER_PHRASES.strip().splitlines():
        head, _, phrases = line.partition(":")
        name, _, values = head.partition(" ")
        meant = tuple(FilterValue(name, value) for value in values.split(","))
        table.update(dict.fromkeys(_phrases(phrases), meant))
    adult = (FilterValue("age", "25"),)
    for age in map(str, range(25, 80)):
        ways = (("im", age), ("i", "am", age), ("aged", age), (age, "years", "old"))
        table.update(dict.fromkeys((*ways, (age, "year", "old")), adult))
    return table


def _ways_to_say() -> Mapping[FilterValue, tuple[tuple[str, ...], ...]]:
    """Return the phrases of each value, without those that leave a choice: "not online"."""
    ways: dict[FilterValue, list[tuple[str, ...]]] = {}
    for phrase, values in FILTERS.items():
        if len(values) == 1:
            ways.setdefault(values[0], []).append(phrase)
    return {value: tuple(phrases) for value, phrases in ways.items()}


FILTERS = _filter_phrases()
WAYS_TO_SAY = _ways_to_say()
KEPT = frozenset(_phrases(KEPT_PHRASES))
EVENTS = frozenset(_phrases(EVENT_PHRASES))
ESOL = frozenset(_phrases(ESOL_PHRASES))
ESOL_BEGINNERS = frozenset(_phrases(ESOL_BEGINNER_PHRASES))
NEAR_ME = frozenset(_phrases(NEAR_ME_PHRASES))
LONGEST_PHRASE = max(
    len(phrase) for phrase in (*FILTERS, *KEPT, *ESOL, *ESOL_BEGINNERS, *NEAR_ME, *TERM_PHRASES)
)
