"""Shared facts and explained words in templates."""

import pytest
from django.core.cache import cache
from django.template import Context, Template
from django.utils.translation import override

from portal.core.facts import SharedFact
from portal.core.glossary import GlossaryTerm
from portal.core.lookups import MOST_WORDS, words_in

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def fresh_cache():
    cache.clear()
    yield
    cache.clear()


def fact(key: str, text: str, kind: str = "LIMIT", **values) -> SharedFact:
    return SharedFact.objects.create(
        key=key, kind=kind, name="A fact", text=text, source_name="GOV.UK",
        as_of_date="2026-11-25", **values,
    )  # fmt: skip


def term(word: str, meaning: str = "A check.", **values) -> GlossaryTerm:
    return GlossaryTerm.objects.create(
        term=word, slug=word.lower().replace(" ", "-"), meaning=meaning, **values
    )


def shown(template: str, **context) -> str:
    return Template("{% load facts %}" + template).render(Context(context)).strip()


def test_a_phone_number_is_a_link_that_keeps_its_order():
    fact("line", "0800 100 900", kind="PHONE")

    assert shown('{% fact "line" %}') == (
        '<a href="tel:0800100900"><bdi dir="ltr">0800 100 900</bdi></a>'
    )


def test_an_unknown_fact_is_not_known():
    assert shown('{% fact "nothing" %}') == "Not known"


def test_markup_in_a_fact_is_shown_not_run():
    fact("bad", "<script>x</script>")

    assert "<script>" not in shown('{% fact "bad" %}')


def test_a_fact_is_in_the_language_of_the_page():
    fact("limit", "£30,000 a year", text_translations={"pl": "30 000 funtów rocznie"})

    with override("pl"):
        assert shown('{% fact "limit" %}') == "<bdi>30 000 funtów rocznie</bdi>"


def test_editors_name_facts_in_their_words():
    fact("limit", "£30,000")

    html = shown("{{ text|with_facts }}", text="Under [[limit]] & [[ other ]] & [[Not-A-KEY]]")

    assert html == "Under <bdi>£30,000</bdi> &amp; Not known &amp; [[Not-A-KEY]]"


def test_facts_cost_one_question_for_many_pages(django_assert_num_queries):
    fact("limit", "£30,000")

    with django_assert_num_queries(1):
        for _ in range(3):
            shown('{% fact "limit" %}{% fact "limit" %}{% fact "other" %}')


def test_a_word_is_explained_in_place_without_script():
    term("DBS check", also_known_as="DBS")

    html = shown('{% explain "dbs" %}')

    assert html.startswith("<details")
    assert "A check." in html


def test_a_word_that_nobody_explains_stands_as_it_is():
    assert shown('{% explain "Plain word" %}') == "Plain word"


def test_a_meaning_that_is_only_in_english_is_marked():
    term("DBS check")

    with override("ur"):
        assert 'lang="en-GB" dir="ltr"' in shown('{% explain "DBS check" %}')


def test_words_of_a_text_are_found_whole_longest_first_and_once():
    dbs, check = term("DBS check"), term("Check")

    assert words_in("A DBS check, then a DBS check. Checkpoint. The check.") == [dbs, check]


def test_a_page_explains_six_words_at_most():
    for number in range(10):
        term(f"word{number}")

    assert len(words_in(" ".join(f"word{n}" for n in range(10)))) == MOST_WORDS


def test_a_changed_meaning_shows_at_once():
    one = term("DBS check")
    assert "A check." in shown('{% explain "DBS check" %}')

    one.meaning = "Another meaning."
    one.save()

    assert "Another meaning." in shown('{% explain "DBS check" %}')


def test_a_plural_is_no_other_name_of_a_word():
    one = term("Bootcamp", also_known_as="bootcamps\nSkills Bootcamp\nSkills Bootcamps")

    assert one.other_names == ["Skills Bootcamp"]
