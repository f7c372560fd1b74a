"""The link that a coach passes on."""

import pytest

from lib.coach import invites


@pytest.mark.parametrize(
    ("page", "link"),
    [
        ("https://wellspring.example/clients", "https://wellspring.example/sharing?invite=ABCDE-FGHJK"),
        ("https://wellspring.example/clients?x=1#y", "https://wellspring.example/sharing?invite=ABCDE-FGHJK"),
        ("http://localhost:8501/app/clients/", "http://localhost:8501/app/sharing?invite=ABCDE-FGHJK"),
        ("http://localhost:8501", "http://localhost:8501/sharing?invite=ABCDE-FGHJK"),
        (None, "/sharing?invite=ABCDE-FGHJK"),
    ],
)
def test_the_link_leads_to_the_sharing_page_of_the_same_app(page: str | None, link: str) -> None:
    assert invites.link(page, "ABCDE-FGHJK") == link
