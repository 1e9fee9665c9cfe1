"""Programs of other origins may read and ask; HEAD and OPTIONS are answered everywhere."""

import pytest

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("path", ["/fact-checks", "/fact-checks/k7m2xq", "/record", "/openapi.json"])
def test_what_is_read_is_open_to_every_origin(published, api, path):
    response = api.get(path, headers={"Origin": "https://elsewhere.example"})
    assert response.status_code == 200
    assert response["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Credentials" not in response
    assert "ETag" in response["Access-Control-Expose-Headers"]


@pytest.mark.parametrize(
    ("path", "methods"),
    [("/match", "OPTIONS, POST"), ("/questions", "OPTIONS, POST"), ("/fact-checks", "GET, HEAD, OPTIONS")],
)
def test_a_preflight_is_answered(api, path, methods, django_assert_num_queries):
    asked = {
        "Origin": "https://elsewhere.example",
        "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": "content-type",
    }
    with django_assert_num_queries(0):
        response = api.client.options(f"/api/v1{path}", headers=asked)
    assert (response.status_code, response.content) == (204, b"")
    assert response["Access-Control-Allow-Origin"] == "*"
    assert response["Access-Control-Allow-Methods"] == methods
    assert "Content-Type" in response["Access-Control-Allow-Headers"]
    assert int(response["Access-Control-Max-Age"]) > 0


def test_another_page_of_the_desk_is_not_open_to_other_origins(published, api):
    assert "Access-Control-Allow-Origin" not in api.client.get("/", headers={"Origin": "https://elsewhere.example"})


@pytest.mark.parametrize("path", ["/fact-checks", "/fact-checks/k7m2xq", "/record"])
def test_head_is_get_without_its_body(published, api, path):
    get = api.get(path)
    head = api.client.head(f"/api/v1{path}")
    assert (head.status_code, head.content) == (200, b"")
    assert head["Content-Length"] == str(len(get.content))
    assert head.get("ETag") == get.get("ETag")


def test_nothing_is_compared_with_a_csrf_cookie(api):
    api.client.cookies["csrftoken"] = "x" * 32
    assert api.post("/match", {"text": ""}).status_code == 422
