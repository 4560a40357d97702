"""What stands on the page of a role."""

from tests.markup import folded


def html_of(client, url: str) -> str:
    response = client.get(url)
    assert response.status_code == 200
    return folded(response.content.decode())


def section(html: str, anchor: str) -> str:
    """Return the part of a page from one anchor to the next section."""
    return html.split(f'id="{anchor}"', 1)[1].split("</section>", 1)[0]
