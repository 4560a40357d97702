"""The page of a role."""

import pytest


def html_of(client, url: str) -> str:
    response = client.get(url)
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.row(28)
def test_a_role_shows_its_pay_and_what_a_step_up_adds(client, careers):
    worker = careers.role("Healthcare support worker", minimum_hours="37.5", maximum_hours="37.5")
    senior = careers.role("Senior healthcare support worker", stage="SKILLED")
    careers.pay(worker, 24_465)
    careers.pay(senior, 24_937, 26_598, basis_detail="Band 3")
    careers.step(worker, senior, typical_months_min=12, typical_months_max=12)

    html = html_of(client, "/careers/roles/healthcare-support-worker/")

    assert "£24,465 a year" in html
    assert "About £12.51 an hour, full time. NHS Band 2, 2025 to 2026." in html
    assert "About £472 to £2,133 more a year" in html
    assert "about 1 year" in html
