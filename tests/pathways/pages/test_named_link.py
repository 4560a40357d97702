"""Links to roles and pathways by their names."""

import pytest

from pathways.names import Named
from pathways.templatetags.careers import named_link

PORTER = Named("porter", "Porter", "/careers/roles/porter/", "")


@pytest.mark.parametrize(
    ("kept", "options", "address"),
    [
        ("", {}, "/careers/roles/porter/"),
        ("near=Walsall", {}, "/careers/roles/porter/?near=Walsall"),
        ("", {"in_work": True}, "/careers/roles/porter/?in-work=1"),
        ("near=B8", {"in_work": True}, "/careers/roles/porter/?near=B8&amp;in-work=1"),
        ("near=B8", {"fragment": "steps"}, "/careers/roles/porter/?near=B8#steps"),
    ],
    ids=["nothing kept", "a place", "in work", "both", "a part of the page"],
)
def test_the_next_page_is_told_what_this_one_knows(kept, options, address):
    assert named_link(PORTER, kept, **options) == f'<a href="{address}"><bdi>Porter</bdi></a>'


def test_a_name_in_another_language_says_so():
    link = named_link(PORTER._replace(language="en-GB", title="<Porter>"))

    assert ' lang="en-GB" dir="ltr"><bdi>&lt;Porter&gt;</bdi>' in link
