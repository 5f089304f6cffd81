"""Keys go only where they are meant to go: the attacks on redirects stand with those who send them."""

from __future__ import annotations

import pytest

from kg import transport
from kg.errors import KgError


@pytest.mark.parametrize(
    "url",
    [
        "https://models.example/v1",
        "http://127.0.0.1:8000/",
        "http://127.8.9.1/",
        "http://LOCALHOST:7878/query",
        "http://me.localhost/",
        "http://[::1]:3030/",
    ],
)
def test_a_key_is_sent_encrypted_or_to_this_machine(url: str) -> None:
    assert transport.authorization(url, "secret", "KG_TOKEN") == {"Authorization": "Bearer secret"}
    assert transport.authorization(url, "", "KG_TOKEN") == {}


@pytest.mark.parametrize(
    "url",
    [
        "http://models.example/v1",
        "http://10.0.0.7:8000/",
        "http://localhost.example/",
        "http://127.0.0.1.example/",
        "http://127.0.0.1@models.example/",
        "http://[2001:db8::1]/",
    ],
)
def test_a_key_is_not_sent_where_all_can_read_it(url: str) -> None:
    with pytest.raises(KgError, match="KG_TOKEN would go there unencrypted") as told:
        transport.authorization(url, "secret", "KG_TOKEN")
    assert "secret" not in str(told.value)
    assert transport.authorization(url, "", "KG_TOKEN") == {}, "without a key anything goes"
