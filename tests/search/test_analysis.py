import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.analysis import MAX_TOKEN_LENGTH, analyse, fold, spans, surface_words


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("C#", ["csharp"]),
        ("learn C++ today", ["learn", "cplusplus", "today"]),
        ("C, C# and C++", ["c", "csharp", "and", "cplusplus"]),
        (".NET", ["dotnet"]),
        ("ASP.NET core", ["dotnet", "core"]),
        ("T Level", ["tlevel"]),
        ("T-level", ["tlevel"]),
        ("tlevels", ["tlevel"]),
        ("T\u2011Levels", ["tlevel"]),
        ("at level 2", ["at", "level", "2"]),
        ("children's", ["child"]),
        ("childrens", ["child"]),
        ("children\u2019s", ["child"]),
        ("O'Reilly", ["oreilli"]),
        ("learners' choice", ["learner", "choic"]),
        ("self-employed/freelance", ["self", "employ", "freelanc"]),
        ("AAT L2 IT HR", ["aat", "l2", "infotech", "hr"]),
        ("IT", ["infotech"]),
        (" (it) ", ["infotech"]),
        ("it help desk", ["infotech", "help", "desk"]),
        ("an IT-skills day", ["an", "infotech", "skill", "day"]),
        ("basic it", ["basic", "infotech"]),
        ("do it yourself", ["do", "it", "yourself"]),
        ("Use it. Support helps", ["use", "it", "support", "help"]),
        ("LEARN IT AND EARN", ["learn", "it", "and", "earn"]),
        ("FAST IT SUPPORT TRAINING", ["fast", "infotech", "support", "training"]),
        ("IT'S FREE", ["it", "free"]),
        ("Node.js", ["node", "js"]),
        ("a_b", ["a", "b"]),
        ("£9.50", ["9", "50"]),
        ("", []),
        ("-- ' | #", []),
    ],
)
def test_odd_words_become_the_tokens_people_mean(text, tokens):
    assert analyse(text) == tokens


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("hospitality", "hospital"),
        ("intern", "internal"),
        ("internship", "international"),
        ("internal", "international"),
        ("carer", "care"),
        ("carer", "career"),
        ("care", "career"),
        ("policing", "police"),
        ("counselling", "council"),
        ("university", "universal"),
        ("evening", "even"),
        ("business", "busy"),
        ("physics", "physical"),
        ("animal", "animation"),
        ("authority", "author"),
        ("training", "train"),
        ("customer", "custom"),
        ("politics", "polite"),
        ("coded", "code"),  # a coded welder writes no software
        ("employability", "employer"),
    ],
)
def test_words_of_different_meaning_stay_apart(one, other):
    assert analyse(one) != analyse(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("carers", "carer"),
        ("careers", "career"),
        ("evenings", "evening"),
        ("universities", "university"),
        ("businesses", "business"),
        ("interns", "intern"),
        ("courses", "course"),
        ("welders", "welder"),
        ("women's", "woman"),
        ("people's", "people"),
        ("Łódź", "lodz"),
        ("pielęgniarka", "PIELEGNIARKA"),
        ("engleză", "engleza"),
        ("CAFÉ", "cafe\u0301"),
        ("Straße", "strasse"),
        ("İstanbul", "istanbul"),
        ("انگلیسي", "انگلیسی"),
    ],
)
def test_forms_of_one_word_are_the_same_token(one, other):
    assert analyse(one) == analyse(other)


@pytest.mark.parametrize("word", ["انگلش", "ਪੰਜਾਬੀ", "ਅੰਗਰੇਜ਼ੀ", "हिन्दी", "বাংলা", "العربية"])
def test_words_of_other_scripts_stay_whole(word):
    assert len(analyse(f"{word} 1")) == 2


def test_long_words_are_cut_where_the_engines_would_split_them():
    assert len(analyse("x" * 1000)[0]) == MAX_TOKEN_LENGTH


def test_surface_words_are_folded_but_not_stemmed():
    assert surface_words("Plumbing, Łódź & T-Levels") == ["plumbing", "lodz", "tlevel"]


def test_spans_point_into_the_text_as_written():
    text = "Café jobs: T Levels, children's C#"
    assert [(token, text[start:end]) for token, start, end in spans(text)] == [
        ("cafe", "Café"),
        ("job", "jobs"),
        ("tlevel", "T Levels"),
        ("child", "children's"),
        ("csharp", "C#"),
    ]


@given(st.text())
def test_tokens_of_any_text_survive_a_whitespace_analyser(text):
    tokens = analyse(text)
    assert " ".join(tokens).split() == tokens
    assert all(0 < len(token) <= MAX_TOKEN_LENGTH for token in tokens)
    assert [token for token, _, _ in spans(text)] == tokens
    for _, start, end in spans(text):
        assert 0 <= start < end <= len(text)


@given(st.text())
def test_folding_twice_changes_nothing(text):
    for word in surface_words(text):
        assert fold(word) == word


@given(st.text(alphabet="aC#+'.net -TlLvVsS'19_/\nIi"))
def test_the_quick_way_finds_the_same_words(text):
    assert surface_words(f"x {text}") == surface_words(f"x {text} é")[:-1]
