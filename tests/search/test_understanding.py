"""What is read out of the words that people type."""

from dataclasses import replace
from datetime import date

import pytest

from search.understanding import Understanding, WordReference, understand
from tests.search.region import gazetteer

TODAY = date(2026, 11, 25)
REFERENCE = WordReference(gazetteer())


def read(text: str, **options: bool) -> Understanding:
    return understand(text, reference=REFERENCE, today=TODAY, **options)


def chips(found: Understanding) -> str:
    return " ".join(f"{chip.name}={chip.value}" for chip in found.chips if chip.name != "near")


# Query | words left to match | chips without the place | near. "-" is nothing.
TABLE = """
apprentiship                          | -                         | kind=apprenticeship | -
enginering                            | enginering                | - | -
electrision                           | electrision               | - | -
plumming                              | plumming                  | - | -
need learn english for job            | need for job              | esol=any | -
courses for a better job              | a better job              | kind=course | -
course with a job at the end          | a job at the end          | kind=course | -
looking for a job                     | -                         | kind=job | -
search job warehouse                  | search warehouse          | kind=job | -
i search work                         | -                         | kind=job | -
learn english to work                 | work                      | esol=any | -
i hate my job                         | i hate my job             | - | -
i have no job                         | i have no job             | - | -
my english is very bad                | is very bad               | esol=any | -
teach me english                      | -                         | esol=any | -
teach english                         | teach english             | - | -
i not speak good english              | i not speak good english  | - | -
im 45 want new job                    | want new                  | age=25 kind=job | -
what can i do with level 2 plumbing   | what can i do with plumbing | level=3 | -
what next after my level 3 care       | what next after my care   | level=4 | -
courses with level 2 maths            | maths                     | kind=course level=2 | -
care work nights                      | care work nights          | - | -
cleaning job weekends                 | cleaning weekends         | kind=job | -
welding weekends                      | welding                   | when=weekend | -
care asistant                         | care asistant             | - | -
softawre develper                     | softawre develper         | - | -
wolverhamton welding                  | welding                   | - | wolverhamton
carer                                 | carer                     | - | -
hca                                   | hca                       | - | -
looking after old people              | looking after old people  | - | -
working with children                 | working with children     | - | -
nursery nurse                         | nursery nurse             | - | -
TA                                    | TA                        | - | -
brickie                               | brickie                   | - | -
sparky                                | sparky                    | - | -
lorry driver                          | lorry driver              | - | -
IT help desk                          | IT help desk              | - | -
coding                                | coding                    | - | -
computer basics                       | computer basics           | - | -
office job                            | office job                | - | -
job with no experience                | no experience             | kind=job | -
free courses                          | -                         | cost=free kind=course | -
go back to work after kids            | go back to work after kids | - | -
CNC                                   | CNC                       | - | -
CSCS                                  | CSCS                      | - | -
PLC                                   | PLC                       | - | -
AAT level 2                           | AAT                       | level=2 | -
IT                                    | IT                        | - | -
HR                                    | HR                        | - | -
C#                                    | C#                        | - | -
C++ evenings                          | C++                       | when=evening | -
NVQ 2                                 | NVQ                       | level=2 | -
NVQ2 care                             | NVQ care                  | level=2 | -
NVQ level 2                           | NVQ                       | level=2 | -
L2 plumbing                           | plumbing                  | level=2 | -
level two care                        | care                      | level=2 | -
T-level                               | T-level                   | - | -
T level 3                             | T level 3                 | - | -
A levels evening                      | A levels                  | when=evening | -
GCSE maths                            | GCSE maths                | - | -
esol entry 1                          | -                         | esol=entry-1 | -
esol                                  | -                         | esol=any | -
esol E2 for care                      | care                      | esol=entry-2 | -
ESOL level 1                          | -                         | esol=level-1 | -
pre-entry esol                        | -                         | esol=pre-entry | -
english classes                       | -                         | esol=any | -
english classes for beginners         | -                         | esol=pre-entry esol=entry-1 | -
english for beginners                 | -                         | esol=pre-entry esol=entry-1 | -
python for beginners                  | python for beginners      | - | -
english                               | english                   | - | -
english entry 2                       | -                         | esol=entry-2 | -
functional skills english             | functional skills english | - | -
functional skills english entry 3     | functional skills english | level=entry-3 | -
esol teacher training                 | esol teacher training     | - | -
esol B1                               | -                         | esol=entry-3 | -
english b2                            | -                         | esol=level-1 | -
B1                                    | -                         | - | B1
esol near B1                          | -                         | esol=any | B1
german B1                             | german B1                 | - | -
vitamin B12 injections                | vitamin B12 injections    | - | -
PA1 PA6 spraying                      | PA1 PA6 spraying          | - | -
entry level maths                     | maths                     | level=entry | -
level 2 care                          | care                      | level=2 | -
welding level 2 or 3                  | welding                   | level=2 level=3 | -
welding level 2/3                     | welding                   | level=2 level=3 | -
IT levels 2-4                         | IT                        | level=2 level=3 level=4 | -
level 9                               | level 9                   | - | -
access to nursing                     | access to nursing         | - | -
degree apprenticeship                 | degree                    | kind=apprenticeship | -
bootcamp                              | bootcamp                  | - | -
IT support apprenticeship near Dudley | IT support                | kind=apprenticeship | Dudley
plumbing DY1                          | plumbing                  | - | DY1
plumbing b70 6hj                      | plumbing                  | - | B70
b11aa                                 | -                         | - | B1
plumbing WF1                          | plumbing                  | - | WF1
plumbing Leeds                        | plumbing                  | - | Leeds
CV writing                            | CV writing                | - | -
reading and writing                   | reading and writing       | - | -
welding Black Country                 | welding                   | - | Black Country
courses in Brum                       | -                         | kind=course | Brum
jobs near Xyzzyville                  | -                         | kind=job | Xyzzyville
plumbing in Xyzzyville                | plumbing in Xyzzyville    | - | -
jobs in care                          | care                      | kind=job | -
near miss reporting                   | near miss reporting       | - | -
hospitality Coventry                  | hospitality               | - | Coventry
welding Willenhall, Walsall           | welding                   | - | Willenhall, Walsall
welding willenhall (walsall) evenings | welding | when=evening | willenhall, walsall
welding willenhall                    | welding                   | - | willenhall
Walsall College                       | Walsall College           | - | -
University of Birmingham              | University of Birmingham  | - | -
hockey coach                          | hockey coach              | - | -
"team leader"                         | "team leader"             | - | -
"evening classes" welding             | "evening classes" welding | - | -
children's                            | children's                | - | -
childrens                             | childrens                 | - | -
care -childcare                       | care -childcare           | - | -
care -evening                         | care -evening             | - | -
internship                            | internship                | - | -
counselling                           | counselling               | - | -
careers fair Birmingham October       | careers fair | kind=event starts=2027-10 | Birmingham
jobs fair with BSL interpreter        | jobs fair                 | kind=event access=bsl | -
open evening Walsall                  | open evening              | kind=event | Walsall
BSL level 1                           | BSL                       | level=1 | -
kickstart                             | kickstart                 | - | -
angielski                             | angielski                 | - | -
انگلش                                 | انگلش                     | - | -
engleză                               | engleză                   | - | -
انگلش Walsall                         | انگلش                     | - | Walsall
evening standard                      | evening standard          | - | -
evening class                         | -                         | when=evening kind=course | -
yoga class                            | yoga                      | kind=course | -
class 2 driver                        | class 2 driver            | - | -
first class travel                    | first class travel        | - | -
welding at weekends                   | welding                   | when=weekend | -
IT courses in the evening             | IT                        | kind=course when=evening | -
maths in school hours                 | maths                     | when=school-hours | -
plumbing day release                  | plumbing                  | when=day-release | -
part-time plumbing                    | plumbing                  | study=part-time | -
part time jobs                        | -                         | study=part-time kind=job | -
online courses                        | -                         | how=online kind=course | -
online marketing                      | online marketing          | - | -
study from home                       | -                         | how=online | -
work from home                        | -                         | how=online | -
free                                  | -                         | cost=free | -
gluten free baking                    | gluten free baking        | - | -
step free welding                     | welding                   | needs=step-free | -
free courses for jobs                 | free courses for jobs     | - | -
welding january                       | welding                   | starts=2027-01 | -
welding starting in december          | welding                   | starts=2026-12 | -
may                                   | may                       | - | -
care in May                           | care                      | starts=2027-05 | -
march 2027                            | -                         | starts=2027-03 | -
january 2020                          | january 2020              | - | -
care starting soon                    | care                      | starts=soon | -
care next month                       | care                      | starts=2026-12 | -
women only english classes            | -                         | needs=women-only esol=any | -
women in construction                 | women in construction     | - | -
courses for women                     | -                         | kind=course needs=women-only | -
english with creche                   | english                   | needs=childcare | -
esol with childcare                   | -                         | esol=any needs=childcare | -
childcare                             | childcare                 | - | -
childcare level 2                     | childcare                 | level=2 | -
creche worker                         | creche worker             | - | -
welding taster                        | welding                   | needs=start-small | -
maths no test                         | maths                     | needs=no-test | -
work                                  | work                      | - | -
work near Dudley                      | -                         | kind=job | Dudley
care work                             | care work                 | - | -
social work                           | social work               | - | -
job interview skills                  | job interview skills      | - | -
golf course maintenance               | golf course maintenance   | - | -
within 6 miles of B70 welding         | welding                   | within=10 | B70
I want to learn english in Walsall    | -                         | esol=any | Walsall
one day first aid                     | first aid                 | length=day | -
english at level 2                    | english                   | level=2 | -
welding in Birmingham B11             | welding                   | - | B11
plumbing nr dudley                    | plumbing                  | - | dudley
Lye                                   | -                         | - | Lye
Cov welding                           | Cov welding               | - | -
welding in Cov                        | welding                   | - | Cov
courses starting 12th january         | -                         | kind=course starts=2027-01 | -
apprenticeships for 18-24 | - | kind=apprenticeship age=18-24 | -
green jobs                            | green jobs                | - | -
free english classes for women | - | cost=free esol=any needs=women-only | -
B2B sales                             | B2B sales                 | - | -
HGV class 1                           | HGV class 1               | - | -
night shift                           | night shift               | - | -
Birmingham City University            | Birmingham City University | - | -
T levels in Solihull                  | T levels                  | - | Solihull
first aid at work                     | first aid at work         | - | -
walsal welding                        | welding                   | - | walsal
dudly plumbing                        | plumbing                  | - | dudly
sandwich making                       | sandwich making           | - | -
country crafts                        | country crafts            | - | -
online forms                          | online forms              | - | -
Dudley                                | -                         | - | Dudley
evning welding                        | welding                   | when=evening | -
onlin maths                           | maths                     | how=online | -
lvel 2 welding                        | welding                   | level=2 | -
apprentiship carpentry                | carpentry                 | kind=apprenticeship | -
welding saterday                      | welding                   | when=weekend | -
english E1                            | -                         | esol=entry-1 | -
help my english so I can get a job    | so I can get a job        | esol=any | -
i wanna learn english 4 free          | -                         | esol=any cost=free | -
im 17 plumbing                        | plumbing                  | age=16-17 | -
welding after christmas  | welding  | starts=2027-01 starts=2027-02  | -
care next term  | care  | starts=2027-01 starts=2027-02  | -
maths autumn term  | maths  | starts=2027-09 starts=2027-10  | -
welding not online  | welding  | how=in-person how=blended how=at-work  | -
warehouse job not nights near Dudley | warehouse -nights | kind=job without=nights | Dudley
cleaning jobs no evenings     | cleaning -evenings         | kind=job without=evenings | -
care work not at weekends     | care work -weekends        | without=weekends | -
care not nights | care | when=day when=weekend when=school-hours when=any-time | -
care no nights  | care | when=day when=weekend when=school-hours when=any-time | -
childcare not nursery                 | childcare -nursery        | without=nursery | -
welding except MIG                    | welding -MIG              | without=MIG | -
I am not sure about care              | I am not sure about care  | - | -
not plumbing                          | not plumbing              | - | -
plumbing no maths                     | plumbing no maths         | - | -
weekend carer                         | weekend carer             | - | -
free from allergens                   | free from allergens       | - | -
spirit level                          | spirit level              | - | -
rugby coaching                        | rugby coaching            | - | -
stone masonry                         | stone masonry             | - | -
bath fitting                          | bath fitting              | - | -
reading                               | reading                   | - | -
i may want care                       | i may want care           | - | -
march                                 | march                     | - | -
Barber near here                      | Barber                    | - | -
"""
CASES = [[cell.strip() for cell in line.split("|")] for line in TABLE.strip().splitlines()]


@pytest.mark.parametrize(
    ("typed", "words", "expected", "near"), CASES, ids=[case[0] for case in CASES]
)
def test_queries_to_think_with(typed: str, words: str, expected: str, near: str) -> None:
    found = read(typed)
    assert (found.words_text or "-", chips(found) or "-", found.near or "-") == (
        words,
        expected,
        near,
    )


@pytest.mark.parametrize("case", [case for case in CASES if case[3] != "-"], ids=lambda c: c[0])
def test_a_place_in_the_text_is_a_chip_too(case: list[str]) -> None:
    found = read(case[0])
    assert [chip.value for chip in found.chips if chip.name == "near"] == [case[3]]


def test_near_me_asks_where_that_is() -> None:
    found = read("welding near me")
    assert (found.words_text, found.near, found.asks_near_me) == ("welding", None, True)


def test_only_one_place_can_be_used_and_the_others_are_named() -> None:
    found = read("welding in Dudley or Coventry")
    assert (found.words_text, found.near, found.also_near) == ("welding", "Dudley", ("Coventry",))


def test_a_whole_postcode_is_not_kept() -> None:
    found = read("plumbing near B70 6HJ")
    assert "6HJ" not in repr((found.near, found.chips, found.words_text))


def test_words_as_typed_are_left_alone() -> None:
    found = read("free  evening welding DY1", as_typed=True)
    assert (found.words_text, found.chips, found.near) == ("free evening welding DY1", (), None)


def test_with_a_place_given_elsewhere_names_stay_words() -> None:
    found = read("evening welding Dudley", take_place=False)
    assert (found.words_text, found.near, chips(found)) == ("welding Dudley", None, "when=evening")


def test_a_chip_says_its_words_and_can_be_undone() -> None:
    found = read("Evening welding, level 2 or 3, near Dudley")
    by_value = {chip.value: chip for chip in found.chips}
    assert by_value["evening"].from_text == "Evening"
    assert found.undo(by_value["evening"]) == ("welding, level 2 or 3, near Dudley", ())
    text, others = found.undo(by_value["2"])
    assert read(text).words_text == "welding"
    assert [(chip.name, chip.value) for chip in others] == [("level", "3")]
    assert read(found.undo(by_value["Dudley"])[0]).near is None


def test_a_kind_without_listings_stays_a_word() -> None:
    courses = WordReference(gazetteer(), kinds=frozenset({"course"}))
    for typed in ("plumbing apprenticeship", "jobs", "careers fair", "care jobs"):
        found = understand(typed, reference=courses, today=TODAY)
        assert (found.words_text, found.chips) == (typed, ())


def test_a_long_title_typed_in_full_is_looked_for_as_typed() -> None:
    title = "Driver CPC: evening course in Dudley"
    known = WordReference(gazetteer(), titles=frozenset({title}))
    assert understand(title, reference=known, today=TODAY).words_text == title
    assert read(title).words_text == "Driver CPC"


def test_the_name_of_a_provider_is_a_chip() -> None:
    known = WordReference(gazetteer(), providers={"dudley evening centre": "dudley-evening"})
    found = understand("welding at Dudley Evening Centre", reference=known, today=TODAY)
    assert (found.words_text, chips(found)) == ("welding", "provider=dudley-evening")


def test_what_listings_have_is_no_misspelt_filter() -> None:
    listed = WordReference(gazetteer(), is_listed=lambda word: word == "evering")
    assert chips(understand("evering care", reference=listed, today=TODAY)) == ""
    assert chips(read("evering care")) == "when=evening"


@pytest.mark.parametrize("typed", ["free evening welding DY1", "childcare not nursery", "evning"])
def test_spaces_and_capitals_change_nothing(typed: str) -> None:
    plain = read(typed)
    for other in (typed.upper(), typed.title(), f"  {typed.replace(' ', '   ')} "):
        found = read(other)
        assert chips(found).lower() == chips(plain).lower()
        assert found.words_text.lower() == plain.words_text.lower()


def test_a_word_of_the_index_is_no_misspelt_place() -> None:
    known = WordReference(gazetteer(), is_known_word=lambda word: word == "walsal")
    found = understand("welding in walsal", reference=known, today=TODAY)
    assert found.near is None
    assert read("welding in walsal").near == "walsal"


@pytest.mark.parametrize(
    ("typed", "ordering"),
    [
        ("evening maths level 1 Walsall", "evening level 1"),
        ("free maths courses in January", ""),
        ("ESOL Entry 1 Walsall", "ESOL Entry 1"),
        ("free evening courses", ""),
        ("-evening maths", ""),
    ],
)
def test_what_became_a_filter_can_order(typed: str, ordering: str) -> None:
    assert understand(typed, reference=REFERENCE, today=TODAY).order_text == ordering


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        pytest.param("plumbing no gas", "plumbing -gas", id="no"),
        pytest.param("plumbing without the gas", "plumbing -gas", id="without"),
        pytest.param("plumbing no degree", "plumbing no degree", id="requirement"),
        pytest.param("plumbing no experience", "plumbing no experience", id="weak"),
        pytest.param("plumbing no nonsense", "plumbing no nonsense", id="no subject"),
    ],
)
def test_no_leaves_out_a_subject_and_nothing_else(typed: str, words: str) -> None:
    reference = replace(REFERENCE, is_subject={"plumbing", "gas", "experience"}.__contains__)
    assert understand(typed, reference=reference, today=TODAY).words_text == words
